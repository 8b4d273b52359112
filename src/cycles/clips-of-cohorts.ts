import { sharedClipRows } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'

/**
 * The clips that a cohort's cycle may show to the viewer: within their reach, shared with that very cohort now, and not
 * taken back. A cycle looks the same to its members, so it stops showing a clip to its owner too.
 */
export const clipsOfCohorts = (db: Db, viewer: Viewer, cohortIds: readonly CohortId[]) =>
  sharedClipRows(db, viewer)
    .innerJoin('clipGrants as here', 'here.clipId', 'clips.id')
    .innerJoin('people as owners', 'owners.id', 'clips.ownerId')
    .select(['here.cohortId', 'owners.name as owner'])
    .where('here.cohortId', 'in', cohortIds)
    .where('here.revokedAt', 'is', null)
    .where('clipWithdrawals.clipId', 'is', null)
