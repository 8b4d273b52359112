import { useQueryClient } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import type { OwnInvitation } from '../../../src/cohorts/invitation-schemas.ts'
import { call } from '../api/call.ts'
import { cohortsQuery } from '../api/queries.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { useAct } from '../parts/use-act.ts'
import { ownInvitationsQuery } from './invitations-query.ts'

/** Who invites into what, and why; to be accepted or declined on the spot. */
export function InvitationTask({ invitation }: { readonly invitation: OwnInvitation }) {
  const { id, cohort, invitedBy, words } = invitation
  const { isBusy, refusal, act } = useAct()
  const { route } = useLocation()
  const client = useQueryClient()
  const answered = () => {
    void client.invalidateQueries({ queryKey: cohortsQuery.queryKey })
    void client.invalidateQueries({ queryKey: ownInvitationsQuery.queryKey })
    void client.invalidateQueries({ queryKey: ['coaching'] })
  }
  const accept = () =>
    act(
      async () => {
        const joined = await call<{ cohortId: string }>(`/api/v1/me/invitations/${id}/acceptance`, {
          method: 'PUT',
        })
        answered()
        route(`/${cohort.kind === 'coaching' ? 'coaching' : 'cohorts'}/${joined.cohortId}`)
      },
      t('home.joined', { cohort: cohort.name }),
    )
  const decline = () =>
    act(
      async () => {
        await call(`/api/v1/me/invitations/${id}`, { method: 'DELETE' })
        answered()
      },
      t('home.declined', { cohort: cohort.name }),
    )
  return (
    <li class="task">
      <Icon name="people" />
      <div>
        <p>
          {cohort.kind === 'coaching'
            ? t('home.invited-coaching', { name: invitedBy.name, cohort: cohort.name })
            : t('home.invited', { name: invitedBy.name, cohort: cohort.name })}
        </p>
        {cohort.focus && <p class="hint">{cohort.focus}</p>}
        {words && <blockquote>{words}</blockquote>}
        {refusal !== undefined && (
          <p class="field-error" role="alert">
            {problemWords(refusal)}
          </p>
        )}
      </div>
      <div class="actions">
        <Button look="primary" busy={isBusy} onClick={() => void accept()}>
          {t('home.accept')}
        </Button>
        <Button busy={isBusy} onClick={() => void decline()}>
          {t('home.decline')}
        </Button>
      </div>
    </li>
  )
}
