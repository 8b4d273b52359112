import { useInfiniteQuery, useQueryClient } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import type { Invitation } from '../../../src/cohorts/invitation-schemas.ts'
import { call } from '../api/call.ts'
import { whenInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { problemWords } from '../messages/problem-words.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useAct } from '../parts/use-act.ts'
import { invitationsQuery } from './cohort-query.ts'

/** Invitations that nobody has answered yet: to be sent again, or taken back. */
export function InvitationsList({ cohortId }: { readonly cohortId: string }) {
  const client = useQueryClient()
  const query = invitationsQuery(cohortId)
  const invitations = useInfiniteQuery(query)
  const { isBusy, refusal, act } = useAct()
  const heading = useRef<HTMLHeadingElement>(null)
  const all = invitations.data?.pages.flatMap(({ items }) => items) ?? []
  const lookAgain = () => client.invalidateQueries({ queryKey: query.queryKey })
  const again = ({ email, name, part }: Invitation) =>
    act(
      async () => {
        await call(`/api/v1/cohorts/${cohortId}/invitations`, {
          method: 'POST',
          body: { email, name, ...(part && { part }) },
        })
        await lookAgain()
      },
      t('invitations.sent-again', { email }),
    )
  const takeBack = async ({ id, email }: Invitation) => {
    await act(
      async () => {
        await call(`/api/v1/invitations/${id}`, { method: 'DELETE' })
        await lookAgain()
      },
      t('invitations.taken-back', { email }),
    )
    heading.current?.focus()
  }
  if (invitations.error) {
    return <Trouble error={invitations.error} onRetry={() => void invitations.refetch()} />
  }
  if (all.length === 0) return null
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {t('invitations.title')}
      </h3>
      {refusal !== undefined && (
        <Notice tone="danger" urgent>
          <p>{problemWords(refusal)}</p>
        </Notice>
      )}
      <ul class="rows">
        {all.map((invitation) => (
          <li key={invitation.id}>
            <p>
              <strong>{invitation.name}</strong> <span class="hint">{invitation.email}</span>
            </p>
            <p class="hint">{stateOf(invitation)}</p>
            <div class="actions">
              <Button
                look="text"
                busy={isBusy}
                aria-label={t('invitations.again-to', { email: invitation.email })}
                onClick={() => void again(invitation)}
              >
                {t('invitations.again')}
              </Button>
              <Button
                look="text"
                busy={isBusy}
                aria-label={t('invitations.take-back-of', { email: invitation.email })}
                onClick={() => void takeBack(invitation)}
              >
                {t('invitations.take-back')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {invitations.hasNextPage && (
        <Button busy={invitations.isFetchingNextPage} onClick={() => void invitations.fetchNextPage()}>
          {t('invitations.more')}
        </Button>
      )}
    </>
  )
}

function stateOf({ sentAt, expiresAt, part }: Invitation): string {
  const as = part === 'facilitator' ? ` ${t('invitations.as-facilitator')}` : ''
  if (Date.parse(expiresAt) < Date.now()) return t('invitations.over') + as
  return (
    (sentAt === null ? t('invitations.waiting') : t('invitations.sent', { when: whenInWords(sentAt) })) + as
  )
}
