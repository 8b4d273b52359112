import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AdministeredPerson } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Refused } from '../office/refused.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { useAct } from '../parts/use-act.ts'

interface Props {
  readonly person: AdministeredPerson
  readonly isMe: boolean
}

/** Notes that somebody left or is back, and erases who left. */
export function PersonLeaving({ person, isMe }: Props) {
  const { id, name, state } = person
  const { route } = useLocation()
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const [asks, setAsks] = useState<'leave' | 'erase'>()
  const url = `/api/v1/administration/people/${id}`
  const close = () => setAsks(undefined)
  const does = async (method: 'PUT' | 'DELETE', what: 'departure' | 'erasure', done: string) => {
    const isDone = await act(() => call(`${url}/${what}`, { method }))
    close()
    if (!isDone) return
    if (what !== 'erasure') return changed(done)
    route('/administration/people', true)
    await changed(done, id)
  }
  return (
    <section class="part" aria-labelledby="leaving">
      <h2 id="leaving">{t('admin.leaving')}</h2>
      <Refused refusal={refusal} />
      {isMe && <p class="hint">{t('admin.leaving-me')}</p>}
      {!isMe && state === 'active' && (
        <>
          <p>{t('admin.leaving-words')}</p>
          <div class="actions">
            <Button look="danger" onClick={() => setAsks('leave')}>
              {t('admin.leave', { name })}
            </Button>
          </div>
        </>
      )}
      {state === 'departed' && (
        <>
          <p>{t('admin.return-words')}</p>
          <div class="actions">
            <Button
              busy={isBusy}
              onClick={() => void does('DELETE', 'departure', t('admin.returned', { name }))}
            >
              {t('admin.return', { name })}
            </Button>
            <Button look="danger" onClick={() => setAsks('erase')}>
              {t('admin.erase', { name })}
            </Button>
          </div>
        </>
      )}
      {asks === 'leave' && (
        <Confirm
          title={t('admin.leave-title', { name })}
          action={t('admin.leave', { name })}
          busy={isBusy}
          onConfirm={() => void does('PUT', 'departure', t('admin.left', { name }))}
          onClose={close}
        >
          {t('admin.leave-confirm')}
        </Confirm>
      )}
      {asks === 'erase' && (
        <Confirm
          title={t('admin.erase-title', { name })}
          action={t('admin.erase', { name })}
          busy={isBusy}
          onConfirm={() => void does('PUT', 'erasure', t('admin.erased', { name }))}
          onClose={close}
        >
          {t('admin.erase-confirm')}
        </Confirm>
      )}
    </section>
  )
}
