import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { newComments } from './find-new-comments.ts'

/** How many comments are new to the viewer, for each clip that has some, the newest clip first. */
export async function findClipNews(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await newComments(db, viewer)
    .select('threads.clipId')
    .select(({ fn }) => fn.countAll<number>().as('newComments'))
    .$if(cursor !== undefined, (query) => query.where('threads.clipId', '<', (cursor?.[0] ?? '') as ClipId))
    .groupBy('threads.clipId')
    .orderBy('threads.clipId', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => [row.clipId])
}
