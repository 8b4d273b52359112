import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, ThreadId } from '../platform/ids.ts'

/**
 * Which of these threads the viewer may read now, and what they are about. Talk stands above meetings, so its reach is
 * handed in.
 */
export type FindReadable = (
  db: Db,
  viewer: Viewer,
  ids: readonly ThreadId[],
) => Promise<ReadonlyMap<ThreadId, { readonly clipId: ClipId; readonly cohortId: CohortId }>>
