import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, newId, type ProtocolId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { checkStages } from './check-stages.ts'
import { findShownProtocol } from './find-protocols.ts'
import type { Protocol, WriteProtocol } from './protocol-schemas.ts'
import { writeVersion } from './write-version.ts'

const most = 50

/** Those who facilitate a cohort write a protocol of its own. */
export async function createProtocol(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  written: WriteProtocol,
): Promise<Protocol> {
  const stages = checkStages(written.stages)
  const id = await db.transaction().execute(async (trx) => {
    const { organisationId } = await holdFacilitatedCohort(trx, viewer, cohortId)
    const { n } = await trx
      .selectFrom('protocols')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('cohortId', '=', cohortId)
      .where('retiredAt', 'is', null)
      .executeTakeFirstOrThrow()
    if (Number(n) >= most)
      conflict('too-many-protocols', 'This cohort has fifty protocols. Retire one first.')
    const protocolId = newId<ProtocolId>()
    await trx
      .insertInto('protocols')
      .values({ organisationId, id: protocolId, cohortId, createdBy: viewer.personId })
      .execute()
    await writeVersion(trx, viewer, { protocolId, versionNo: 1, title: written.title, stages })
    return protocolId
  })
  return findShownProtocol(db, viewer, id)
}
