import { sql } from 'kysely'
import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ProtocolId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { checkStages } from './check-stages.ts'
import { findProtocol, findShownProtocol } from './find-protocols.ts'
import type { Protocol, WriteProtocol } from './protocol-schemas.ts'
import { writeVersion } from './write-version.ts'

/** Writes the next version of a cohort's own protocol. Assignments keep the stages that they were made with. */
export async function changeProtocol(
  db: Db,
  viewer: Viewer,
  protocolId: ProtocolId,
  written: WriteProtocol,
): Promise<Protocol> {
  const stages = checkStages(written.stages)
  await db.transaction().execute(async (trx) => {
    const { cohortId } = await findProtocol(trx, viewer, protocolId)
    await holdFacilitatedCohort(trx, viewer, cohortId)
    const raised = await trx
      .updateTable('protocols')
      .set({ versionNo: sql<number>`version_no + 1` })
      .where('id', '=', protocolId)
      .where('retiredAt', 'is', null)
      .returning('versionNo')
      .executeTakeFirst()
    if (!raised)
      return conflict('protocol-retired', 'This protocol is not used any more. Please write a new one.')
    await writeVersion(trx, viewer, { protocolId, title: written.title, stages, ...raised })
  })
  return findShownProtocol(db, viewer, protocolId)
}
