import { requireRole } from '../identity/find-roles.ts'
import type { Role } from '../identity/roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, InvitationId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findCohort } from './find-cohorts.ts'
import { findPart } from './find-part.ts'
import type { Invitation } from './invitation-schemas.ts'
import { maskAddress } from './mask-address.ts'
import { facilitates } from './policy.ts'

/** Open ones into a cohort, those that ran out included, oldest first; for its facilitators. */
export async function findCohortInvitations(db: Db, viewer: Viewer, cohortId: CohortId, page: PageRequest) {
  await findCohort(db, viewer, cohortId)
  const part = await findPart(db, viewer, cohortId)
  authorize(facilitates(part), 'Only people who facilitate this cohort see whom it invites.')
  return pageThrough(open(db).where('invitations.cohortId', '=', cohortId), page)
}

/** Every open one in the organisation, for administrators and roster managers; but into coaching, which they do not know of. */
export async function findAllInvitations(db: Db, viewer: Viewer, page: PageRequest) {
  await requireRole(db, viewer, 'administrator', 'roster manager')
  return pageThrough(
    open(db)
      .where('invitations.organisationId', '=', viewer.organisationId)
      .where('cohorts.kind', 'is distinct from', 'coaching'),
    page,
  )
}

/** One that was just written, in the same transaction, for whoever wrote the address. */
export async function findInvitation(db: Db, id: InvitationId): Promise<Invitation> {
  const row = await invitations(db).where('invitations.id', '=', id).executeTakeFirstOrThrow()
  return { ...show(row), email: row.email }
}

const invitations = (db: Db) =>
  db
    .selectFrom('invitations')
    .innerJoin('people as inviter', 'inviter.id', 'invitations.invitedBy')
    .leftJoin('cohorts', 'cohorts.id', 'invitations.cohortId')
    .select(['invitations.id', 'invitations.email', 'invitations.name', 'invitations.part'])
    .select(['invitations.roles', 'invitations.invitedBy', 'invitations.sentAt', 'invitations.expiresAt'])
    .select(['inviter.name as inviter', 'invitations.cohortId', 'cohorts.name as cohort', 'cohorts.kind'])

const open = (db: Db) =>
  invitations(db).where('invitations.acceptedAt', 'is', null).where('invitations.revokedAt', 'is', null)

async function pageThrough(query: ReturnType<typeof open>, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await query
    .$if(cursor !== undefined, (rest) =>
      rest.where('invitations.id', '>', (cursor?.[0] ?? '') as InvitationId),
    )
    .orderBy('invitations.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: items.map(show), next }
}

type Row = Awaited<ReturnType<ReturnType<typeof open>['execute']>>[number]

const show = (row: Row): Invitation => ({
  id: row.id,
  // Whom somebody coaches they may have chosen by name, and an address is no part of that.
  email: row.kind === 'coaching' ? maskAddress(row.email) : row.email,
  name: row.name,
  cohort: row.cohortId === null ? null : { id: row.cohortId, name: row.cohort ?? '' },
  part: row.part,
  roles: row.roles as Role[],
  invitedBy: { id: row.invitedBy, name: row.inviter },
  sentAt: row.sentAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
})
