import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'
import { closeHeldCohort, endOneMembership } from './end-membership.ts'
import { holdCohort } from './hold-cohort.ts'

/**
 * Ends every membership of a person who leaves the organisation, in the caller's transaction. Coaching ends with it, and
 * a cohort nobody else is in. Nothing keeps a last facilitator here: an administrator names another one.
 */
export async function leaveAllCohorts(db: Db, personId: PersonId): Promise<void> {
  const joined = await db
    .selectFrom('memberships')
    .select(['organisationId', 'cohortId'])
    .where('personId', '=', personId)
    .where('leftAt', 'is', null)
    // Always in this order, so that two who leave at once do not wait for each other.
    .orderBy('cohortId')
    .execute()
  for (const { organisationId, cohortId } of joined) {
    const cohort = await holdCohort(db, { organisationId }, cohortId)
    const isAlone = cohort.members.every((member) => member.personId === personId)
    if (cohort.kind === 'coaching' || isAlone) await closeHeldCohort(db, cohortId)
    else await endOneMembership(db, cohortId, personId)
  }
  await announceReach(db, personId)
}
