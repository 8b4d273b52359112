import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import { inTransaction } from '../platform/db/in-transaction.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, CohortId, PersonId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import { conflict } from '../platform/problems.ts'
import { findAsked } from './find-asked.ts'
import { findAssignment } from './find-assignments.ts'
import { holdAssignment } from './hold-assignment.ts'
import type { Nudge, Nudged } from './schemas.ts'

/**
 * Reminds people of an open assignment, each of them once and never again: those who are not done yet, or of these the
 * ones named. Where the cohort chose counts nobody can be named. Answers how many were reminded now.
 */
export const nudgeMembers = (
  db: Db,
  viewer: Viewer,
  id: AssignmentId,
  { personIds }: Nudge,
): Promise<Nudged> =>
  inTransaction(db, async (trx) => {
    // Members are named by it, so they come before their cohort. Who joins while we wait for that is not late yet.
    const members = await findMembers(trx, (await findAssignment(trx, viewer, id)).cohortId)
    await holdPeople(trx, members)
    const held = await holdAssignment(trx, viewer, id)
    if (held.state !== 'open') conflict('not-open', 'People can be reminded while the assignment is open.')
    if (personIds) await requireNames(trx, held.cohortId)
    const asked = (await findAsked(trx, held))
      .filter((person) => !person.done && !person.nudged && members.includes(person.id))
      .filter((person) => personIds === undefined || personIds.includes(person.id))
    if (asked.length === 0) return { nudged: 0 }
    const { organisationId, personId: nudgedBy } = viewer
    const written = await trx
      .insertInto('assignmentNudges')
      .values(asked.map(({ id: personId }) => ({ organisationId, assignmentId: id, personId, nudgedBy })))
      .onConflict((eb) => eb.columns(['assignmentId', 'personId']).doNothing())
      .returning('personId')
      .execute()
    for (const { personId } of written) await announceNews(trx, { personId })
    return { nudged: written.length }
  })

async function findMembers(trx: Db, cohortId: CohortId): Promise<PersonId[]> {
  const members = await trx
    .selectFrom('memberships')
    .select('personId')
    .where('cohortId', '=', cohortId)
    .where('leftAt', 'is', null)
    .execute()
  return members.map(({ personId }) => personId)
}

async function requireNames(trx: Db, cohortId: CohortId): Promise<void> {
  const cohort = await trx
    .selectFrom('cohorts')
    .select('participation')
    .where('id', '=', cohortId)
    .executeTakeFirst()
  if (cohort?.participation === 'counts') {
    conflict('counts-only', 'In this cohort nobody sees who has posted, so nobody can be reminded by name.')
  }
}
