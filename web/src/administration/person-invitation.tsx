import type { AdministeredPerson } from '../../../src/identity/administration-schemas.ts'
import { call } from '../api/call.ts'
import { t } from '../messages/messages.ts'
import { Refused } from '../office/refused.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { useAct } from '../parts/use-act.ts'

/** For who is known here, by a list for one, and has not come in yet. */
export function PersonInvitation({ person }: { readonly person: AdministeredPerson }) {
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const { email, name } = person
  if (email === '') return null
  const invite = async () => {
    const done = await act(() =>
      call('/api/v1/invitations', { method: 'POST', body: { email, name, roles: [] } }),
    )
    if (done) await changed(t('admin.invite.sent', { email }))
  }
  return (
    <section class="part" aria-labelledby="invitation">
      <h2 id="invitation">{t('admin.not-in-yet')}</h2>
      <p>{t('admin.not-in-yet-words', { name })}</p>
      <Refused refusal={refusal} />
      <div class="actions">
        <Button busy={isBusy} onClick={() => void invite()}>
          {t('admin.invite.action')}
        </Button>
      </div>
    </section>
  )
}
