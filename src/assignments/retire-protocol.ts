import { sql } from 'kysely'
import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ProtocolId } from '../platform/ids.ts'
import { findProtocol } from './find-protocols.ts'

/** Takes a cohort's own protocol out of what can be chosen. Assignments that were made with it go on. Twice is once. */
export const retireProtocol = (db: Db, viewer: Viewer, protocolId: ProtocolId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { cohortId } = await findProtocol(trx, viewer, protocolId)
    await holdFacilitatedCohort(trx, viewer, cohortId)
    await trx
      .updateTable('protocols')
      .set({ retiredAt: sql<Date>`now()` })
      .where('id', '=', protocolId)
      .where('retiredAt', 'is', null)
      .execute()
  })
