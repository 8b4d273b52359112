import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { findEntries } from './find-entries.ts'
import { findGoals } from './find-goals.ts'
import { findPair } from './find-pairs.ts'
import { findSteps } from './find-steps.ts'
import type { Coaching, CoachingQuery } from './schemas.ts'

/** The whole space of a pair: what they want, what comes next, and a page of what they wrote. */
export async function findCoaching(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  query: CoachingQuery,
): Promise<Coaching> {
  const pair = await findPair(db, viewer, cohortId)
  const [goals, steps, entries] = await Promise.all([
    findGoals(db, viewer, cohortId),
    findSteps(db, viewer, cohortId),
    findEntries(db, viewer, cohortId, query),
  ])
  return { ...pair, goals, steps, entries }
}
