import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, ThreadId } from '../platform/ids.ts'
import { visibleThreads } from './find-thread.ts'

/** Of these threads the ones the viewer may read now, by id: which clip each is about, in which cohort. */
export async function findReadable(
  db: Db,
  viewer: Viewer,
  ids: readonly ThreadId[],
): Promise<Map<ThreadId, { clipId: ClipId; cohortId: CohortId }>> {
  if (ids.length === 0) return new Map()
  const rows = await visibleThreads(db, viewer)
    .select(['threads.id', 'threads.clipId', 'threads.cohortId'])
    .where('threads.id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, ...place }) => [id, place]))
}
