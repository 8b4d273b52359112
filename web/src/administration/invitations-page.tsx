import { useInfiniteQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Invitation } from '../../../src/cohorts/invitation-schemas.ts'
import { call } from '../api/call.ts'
import { roleWords } from '../me/role-words.ts'
import { listInWords } from '../messages/in-words.ts'
import { t } from '../messages/messages.ts'
import { dayInWords } from '../office/dates-in-words.ts'
import { pagesOf } from '../office/fetch-pages.ts'
import { List } from '../office/list.tsx'
import { forRoom, OfficeFrame } from '../office/office-frame.tsx'
import { Refused } from '../office/refused.tsx'
import { Table } from '../office/table.tsx'
import { useChanges } from '../office/use-changes.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { useAct } from '../parts/use-act.ts'
import { InviteDialog } from './invite-dialog.tsx'

export const InvitationsPage = forRoom('invitations', Invitations)

/** Who was asked in and has not come yet. */
function Invitations() {
  const changed = useChanges()
  const { act, isBusy, refusal } = useAct()
  const [isInviting, setInviting] = useState(false)
  const [revoking, setRevoking] = useState<Invitation>()
  const invitations = useInfiniteQuery(pagesOf<Invitation>('/api/v1/administration/invitations'))
  const revoke = async ({ id }: Invitation) => {
    const done = await act(() => call(`/api/v1/invitations/${id}`, { method: 'DELETE' }))
    setRevoking(undefined)
    if (done) await changed(t('admin.invitation-revoked'))
  }
  return (
    <OfficeFrame
      title={t('admin.invitations')}
      below={{ href: '/administration/people', title: t('admin.people') }}
      about={t('admin.invitations-about')}
      beside={
        <Button look="primary" icon="plus" onClick={() => setInviting(true)}>
          {t('admin.invite.title')}
        </Button>
      }
    >
      <Refused refusal={refusal} />
      <List of={invitations} nothing={<p>{t('admin.invitations-none')}</p>}>
        {(rows) => (
          <Table
            caption={t('admin.invitations')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { head: t('admin.name'), cell: ({ name }) => name },
              { head: t('sign-in.email'), cell: ({ email }) => email },
              { head: t('admin.invited-into'), cell: intoWords },
              { head: t('admin.invited-by'), cell: ({ invitedBy }) => invitedBy.name },
              { head: t('admin.invitation-state'), cell: stateWords },
              {
                head: t('offices.acts'),
                isActs: true,
                cell: (invitation) => (
                  <Button
                    aria-label={t('admin.invitation-revoke-of', { name: invitation.name })}
                    onClick={() => setRevoking(invitation)}
                  >
                    {t('admin.invitation-revoke')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </List>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {revoking && (
        <Confirm
          title={t('admin.invitation-revoke-title')}
          action={t('admin.invitation-revoke')}
          busy={isBusy}
          onConfirm={() => void revoke(revoking)}
          onClose={() => setRevoking(undefined)}
        >
          {t('admin.invitation-revoke-words', { name: revoking.name })}
        </Confirm>
      )}
    </OfficeFrame>
  )
}

const intoWords = ({ cohort, roles }: Invitation): string => {
  if (cohort) return cohort.name
  return roles.length === 0 ? roleWords('teacher') : listInWords(roles.map(roleWords))
}

const stateWords = ({ sentAt, expiresAt }: Invitation): string => {
  if (Date.parse(expiresAt) < Date.now()) return t('admin.invitation-over')
  return sentAt === null
    ? t('admin.invitation-unsent')
    : t('admin.invitation-until', { day: dayInWords(expiresAt) })
}
