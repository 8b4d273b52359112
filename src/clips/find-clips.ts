import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { visibleClipRows } from './find-clip.ts'
import { showClips } from './show-clips.ts'

/** One's own clips and those shared with one's cohorts, newest first. */
export async function findClips(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await visibleClipRows(db, viewer)
    .$if(cursor !== undefined, (query) => query.where('clips.id', '<', (cursor?.[0] ?? '') as ClipId))
    .orderBy('clips.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: await showClips(db, viewer, items), next }
}
