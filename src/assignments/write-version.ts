import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ProtocolId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'
import type { ProtocolStage } from './stages.ts'

interface NewVersion {
  readonly protocolId: ProtocolId
  readonly versionNo: number
  readonly title: string
  readonly stages: readonly ProtocolStage[]
}

/** A version of a cohort's own protocol, which stands as it is from then on. In the caller's transaction. */
export async function writeVersion(
  db: Db,
  { organisationId, personId: writtenBy }: Viewer,
  { protocolId, versionNo, title, stages }: NewVersion,
): Promise<void> {
  await db
    .insertInto('protocolVersions')
    .values({
      ...{ organisationId, protocolId, versionNo, writtenBy },
      title: trimmed(title),
      stages: JSON.stringify(stages),
    })
    .execute()
}
