import { findRoles } from '../identity/find-roles.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'
import { conflict } from '../platform/problems.ts'
import type { HeldCohort } from './hold-cohort.ts'
import type { Part } from './parts.ts'
import { coachingSeats, isLeader } from './policy.ts'

/**
 * Lets an active person into a held cohort, in the caller's transaction; who is in it stays what they are. Refuses with
 * 409 where the cohort is closed, or is not for them.
 */
export async function addMember(db: Db, cohort: HeldCohort, personId: PersonId, part: Part): Promise<void> {
  if (cohort.closedAt) cohortClosed()
  if (cohort.members.some((member) => member.personId === personId)) return
  if (cohort.kind === 'coaching' && cohort.members.length >= coachingSeats) coachingFull()
  if (cohort.kind === 'leaders') await requireLeader(db, cohort, personId)
  const { organisationId, id: cohortId } = cohort
  await db.insertInto('memberships').values({ organisationId, cohortId, personId, part }).execute()
  await announceReach(db, personId)
}

export const cohortClosed = (): never => conflict('cohort-closed', 'This cohort has ended.')

export const coachingFull = (): never =>
  conflict('coaching-full', 'Coaching is between two people, and both are here already.')

/** Refuses with 409 whoever is neither a teacher leader nor a program coach. */
export async function requireLeader(
  db: Db,
  { organisationId }: Pick<HeldCohort, 'organisationId'>,
  personId: PersonId,
): Promise<void> {
  if (isLeader(await findRoles(db, { organisationId, personId }))) return
  conflict(
    'leaders-only',
    'This cohort is for teacher leaders and program coaches. An administrator gives such roles.',
  )
}
