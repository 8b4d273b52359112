import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { endMembership } from './end-membership.ts'
import { holdOwnCohort } from './hold-cohort.ts'

/** The viewer leaves a cohort. What they saw through it is out of their reach at once, and what is open closes. */
export const leaveCohort = (db: Db, viewer: Viewer, cohortId: CohortId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const cohort = await holdOwnCohort(trx, viewer, cohortId)
    await endMembership(trx, cohort, viewer.personId)
  })
