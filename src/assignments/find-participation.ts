import { findPart } from '../cohorts/find-part.ts'
import { facilitates } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findAsked } from './find-asked.ts'
import { findAssignment } from './find-assignments.ts'
import type { Participation } from './schemas.ts'

/**
 * For those who facilitate: who has posted, or how many where the cohort chose counts. Never for how long anybody watched,
 * and never what they said.
 */
export async function findParticipation(db: Db, viewer: Viewer, id: AssignmentId): Promise<Participation> {
  const assignment = await findAssignment(db, viewer, id)
  const part = await findPart(db, viewer, assignment.cohortId)
  authorize(facilitates(part), 'Only people who facilitate this cohort see who has posted.')
  const { participation: mode } = await db
    .selectFrom('cohorts')
    .select('participation')
    .where('id', '=', assignment.cohortId)
    .executeTakeFirstOrThrow()
  const people = await findAsked(db, assignment)
  const count = (what: 'posted' | 'done' | 'nudged') => people.filter((person) => person[what]).length
  return {
    ...{ mode, members: people.length },
    ...{ posted: count('posted'), done: count('done'), nudged: count('nudged') },
    people: mode === 'names' ? people : null,
  }
}
