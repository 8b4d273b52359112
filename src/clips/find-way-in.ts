import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId } from '../platform/ids.ts'
import { grantsInReach } from './find-grants.ts'

/**
 * The cohort through which a viewer reaches a clip of somebody else; of several, the one it was granted to first. Null
 * where there is none, or none that lets them download.
 */
export async function findWayIn(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  to: 'play' | 'download',
): Promise<CohortId | null> {
  const grant = await grantsInReach(db, viewer)
    .select('clipGrants.cohortId')
    .where('clipGrants.clipId', '=', clipId)
    .$if(to === 'download', (query) => query.where('clipGrants.canDownload', '=', true))
    .orderBy('clipGrants.grantedAt')
    .orderBy('clipGrants.id')
    .limit(1)
    .executeTakeFirst()
  return grant?.cohortId ?? null
}
