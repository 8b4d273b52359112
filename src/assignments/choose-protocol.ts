import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { findBuiltIn } from './built-in-protocols.ts'
import type { ProtocolRef } from './protocol-schemas.ts'
import type { ProtocolStage } from './stages.ts'
import type { NewAssignment } from './write-assignment.ts'

/** A protocol as it is now, ready to be copied into an assignment of the cohort. */
export async function chooseProtocol(
  db: Db,
  cohortId: CohortId,
  ref: ProtocolRef,
): Promise<NewAssignment['protocol']> {
  if ('key' in ref) return findBuiltIn(ref.key) ?? notFound('protocol')
  const own =
    (await db
      .selectFrom('protocols')
      .innerJoin('protocolVersions as version', (join) =>
        join
          .onRef('version.protocolId', '=', 'protocols.id')
          .onRef('version.versionNo', '=', 'protocols.versionNo'),
      )
      .select(['protocols.id', 'protocols.versionNo', 'protocols.retiredAt', 'version.stages'])
      .where('protocols.id', '=', ref.id)
      .where('protocols.cohortId', '=', cohortId)
      .executeTakeFirst()) ?? notFound('protocol')
  if (own.retiredAt)
    conflict('protocol-retired', 'This protocol is not used any more. Please choose another one.')
  return { id: own.id, version: own.versionNo, stages: own.stages as readonly ProtocolStage[] }
}
