import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'
import { conflict } from '../platform/problems.ts'
import type { HeldCohort } from './hold-cohort.ts'
import { facilitates, leavesNobodyInCharge } from './policy.ts'

/**
 * Somebody leaves a held cohort, by themself or not, in the caller's transaction. Coaching ends with either of the two,
 * any cohort with its last member; the last facilitator stays while others do (409).
 */
export async function endMembership(db: Db, cohort: HeldCohort, personId: PersonId): Promise<void> {
  const others = cohort.members.filter((member) => member.personId !== personId)
  const own = cohort.members.find((member) => member.personId === personId)
  if (!own) return
  if (cohort.kind === 'coaching' || others.length === 0) return closeHeldCohort(db, cohort.id)
  if (facilitates(own.part) && leavesNobodyInCharge(others)) lastFacilitator()
  await endOneMembership(db, cohort.id, personId)
}

export const lastFacilitator = (): never =>
  conflict(
    'last-facilitator',
    'Nobody else facilitates this cohort. Please hand that on to a member first, or close the cohort.',
  )

/** Ends a held cohort with all memberships and invitations. Doing it twice changes nothing. */
export async function closeHeldCohort(db: Db, cohortId: CohortId): Promise<void> {
  await db
    .updateTable('cohorts')
    .set({ closedAt: sql<Date>`now()` })
    .where('id', '=', cohortId)
    .where('closedAt', 'is', null)
    .execute()
  await db
    .updateTable('invitations')
    .set({ revokedAt: sql<Date>`now()` })
    .where('cohortId', '=', cohortId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
  await endMemberships(db, cohortId)
}

/** Ends one membership in a held cohort, whatever that leaves it with. */
export const endOneMembership = (db: Db, cohortId: CohortId, personId: PersonId): Promise<void> =>
  endMemberships(db, cohortId, personId)

async function endMemberships(db: Db, cohortId: CohortId, personId?: PersonId): Promise<void> {
  const left = await db
    .updateTable('memberships')
    .set({ leftAt: sql<Date>`greatest(now(), joined_at)` })
    .where('cohortId', '=', cohortId)
    .where('leftAt', 'is', null)
    .$if(personId !== undefined, (query) => query.where('personId', '=', personId as PersonId))
    .returning('personId')
    .execute()
  for (const member of left) await announceReach(db, member.personId)
}
