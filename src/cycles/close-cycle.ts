import { sql } from 'kysely'
import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CycleId } from '../platform/ids.ts'
import { findCycle } from './find-cycles.ts'

/** A facilitator closes a cycle: it stays to be read, and takes no new assignment. Closing it twice changes nothing. */
export async function closeCycle(db: Db, viewer: Viewer, id: CycleId): Promise<void> {
  const { cohortId } = await findCycle(db, viewer, id)
  await db.transaction().execute(async (trx) => {
    await holdFacilitatedCohort(trx, viewer, cohortId)
    await trx
      .updateTable('inquiryCycles')
      .set({ closedBy: viewer.personId, closedAt: sql<Date>`now()` })
      .where('id', '=', id)
      .where('closedAt', 'is', null)
      .execute()
  })
}
