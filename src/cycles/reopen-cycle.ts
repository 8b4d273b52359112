import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CycleId } from '../platform/ids.ts'
import { findCycle } from './find-cycles.ts'

/** A facilitator goes on with a cycle that was closed. */
export async function reopenCycle(db: Db, viewer: Viewer, id: CycleId): Promise<void> {
  const { cohortId } = await findCycle(db, viewer, id)
  await db.transaction().execute(async (trx) => {
    await holdFacilitatedCohort(trx, viewer, cohortId)
    await trx
      .updateTable('inquiryCycles')
      .set({ closedBy: null, closedAt: null })
      .where('id', '=', id)
      .execute()
  })
}
