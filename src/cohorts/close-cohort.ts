import { appendAudit } from '../identity/append-audit.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { closeHeldCohort } from './end-membership.ts'
import { holdAdministeredCohort } from './hold-cohort.ts'
import { facilitates } from './policy.ts'

/**
 * A facilitator ends the cohort, or an administrator does; every membership ends with it. Closing what is closed changes
 * nothing, for administrators; to those who were in it, it is no longer there.
 */
export const closeCohort = (db: Db, viewer: Viewer, cohortId: CohortId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { isAdministrator, ownPart, closedAt } = await holdAdministeredCohort(trx, viewer, cohortId)
    authorize(isAdministrator || facilitates(ownPart), 'Only people who facilitate this cohort close it.')
    if (closedAt) return
    await closeHeldCohort(trx, cohortId)
    if (!facilitates(ownPart)) await appendAudit(trx, viewer, 'close-cohort', { cohortId })
  })
