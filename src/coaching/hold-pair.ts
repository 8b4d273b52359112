import { holdOwnCohort } from '../cohorts/hold-cohort.ts'
import { coachingSeats } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { findPair } from './find-pairs.ts'

/**
 * The viewer's pair, which stays open until the caller's transaction ends: nothing is written into a space that the other
 * one is just leaving. Refuses (409) while only one of the two is in it.
 */
export async function holdPair(db: Db, viewer: Viewer, cohortId: CohortId) {
  // Strangers, and whoever is in a cohort of another kind, are turned away before they hold anything.
  await findPair(db, viewer, cohortId)
  const { organisationId, members, closedAt } = await holdOwnCohort(db, viewer, cohortId)
  if (closedAt) return notFound('coaching')
  if (members.length < coachingSeats) {
    conflict('coaching-not-accepted', 'You can write here once both of you are in it.')
  }
  return { organisationId, cohortId }
}
