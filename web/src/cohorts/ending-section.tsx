import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Cohort } from '../../../src/cohorts/schemas.ts'
import { call } from '../api/call.ts'
import { askWithout } from '../api/gone.ts'
import { clipsQuery, cohortsQuery } from '../api/queries.ts'
import { newsQuery } from '../home/news-query.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { say } from '../parts/status.tsx'
import { useAct } from '../parts/use-act.ts'

interface Props {
  readonly cohort: Cohort
  readonly isFacilitator: boolean
}

/** The way out, for one or for all, with what it means before it is gone. */
export function EndingSection({ cohort, isFacilitator }: Props) {
  const { id, name, members } = cohort
  const client = useQueryClient()
  const { route } = useLocation()
  const { isBusy, refusal, act } = useAct()
  const [asking, setAsking] = useState<'leave' | 'close'>()
  const isLast = members.length === 1
  const end = async (path: string, method: 'PUT' | 'DELETE', done: string) => {
    const ended = await act(() => call(`/api/v1/cohorts/${id}/${path}`, { method }))
    setAsking(undefined)
    if (!ended) return
    route('/cohorts', true)
    void askWithout(client, id, [cohortsQuery.queryKey, clipsQuery.queryKey, newsQuery.queryKey])
    say(done)
  }
  return (
    <section aria-labelledby="ending">
      <h2 id="ending">{t('ending.title')}</h2>
      {refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      <div class="actions">
        {!isLast && <Button onClick={() => setAsking('leave')}>{t('ending.leave')}</Button>}
        {isFacilitator && (
          <Button look="danger" onClick={() => setAsking('close')}>
            {t('ending.close')}
          </Button>
        )}
      </div>
      {asking === 'leave' && (
        <Confirm
          title={t('ending.leave-title', { cohort: name })}
          action={t('ending.leave')}
          busy={isBusy}
          onConfirm={() => void end('members/me', 'DELETE', t('ending.left', { cohort: name }))}
          onClose={() => setAsking(undefined)}
        >
          {t('ending.leave-words')}
        </Confirm>
      )}
      {asking === 'close' && (
        <Confirm
          title={t('ending.close-title', { cohort: name })}
          action={t('ending.close')}
          busy={isBusy}
          onConfirm={() => void end('closing', 'PUT', t('ending.closed', { cohort: name }))}
          onClose={() => setAsking(undefined)}
        >
          {t('ending.close-words')}
        </Confirm>
      )}
    </section>
  )
}
