import { sql } from 'kysely'
import { findProvenMailboxes } from '../identity/find-proven-mailboxes.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { InvitationId } from '../platform/ids.ts'

/**
 * Into cohorts of the viewer's organisation, to a mailbox that the viewer is known to read, while they hold: not answered,
 * taken back or run out, and whoever sent one still facilitates. The mailed link stays the way in for everybody else.
 */
export async function ownOpenInvitations(db: Db, viewer: Viewer) {
  const mailboxes = await findProvenMailboxes(db, viewer)
  return db
    .selectFrom('invitations')
    .innerJoin('people as inviter', 'inviter.id', 'invitations.invitedBy')
    .innerJoin('cohorts', 'cohorts.id', 'invitations.cohortId')
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.cohortId', '=', 'invitations.cohortId')
        .onRef('memberships.personId', '=', 'invitations.invitedBy')
        .on('memberships.leftAt', 'is', null)
        .on('memberships.part', '=', 'facilitator'),
    )
    .where('invitations.organisationId', '=', viewer.organisationId)
    .where('invitations.email', '=', sql<string>`any(${mailboxes}::text[])`)
    .where('invitations.acceptedAt', 'is', null)
    .where('invitations.revokedAt', 'is', null)
    .where('invitations.expiresAt', '>', sql<Date>`now()`)
    .where('inviter.state', '=', 'active')
    .where('cohorts.closedAt', 'is', null)
}

/** The same with what somebody reads before they answer, oldest first. */
export async function findOwnInvitations(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await (await ownOpenInvitations(db, viewer))
    .select(['invitations.id', 'invitations.words', 'invitations.expiresAt', 'invitations.invitedBy'])
    .select(['inviter.name as inviter', 'cohorts.name', 'cohorts.kind', 'cohorts.focus'])
    .$if(cursor !== undefined, (query) =>
      query.where('invitations.id', '>', (cursor?.[0] ?? '') as InvitationId),
    )
    .orderBy('invitations.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return {
    items: items.map(({ id, words, expiresAt, invitedBy, inviter, ...cohort }) => ({
      ...{ id, words, cohort },
      invitedBy: { id: invitedBy, name: inviter },
      expiresAt: expiresAt.toISOString(),
    })),
    next,
  }
}
