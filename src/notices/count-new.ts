import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { oldestTold } from './find-notices.ts'
import { findSeenUntil } from './find-settings.ts'
import { inMs, noticeRows, rowKey } from './notice-rows.ts'

/** Nobody counts further. */
const most = 100

export interface NewNotices {
  readonly count: number
  /** Which is the newest: who has seen this one has seen them all. */
  readonly newest: string | undefined
}

/** How many notices the viewer has not seen. */
export async function countNew(db: Db, viewer: Viewer): Promise<NewNotices> {
  const seenUntil = await findSeenUntil(db, viewer)
  const oldest = oldestTold()
  const since = seenUntil && seenUntil > oldest ? seenUntil : oldest
  const rows = await noticeRows(db, viewer, since)
    .clearSelect()
    .select(rowKey.as('key'))
    .orderBy(inMs, 'desc')
    .orderBy(rowKey, 'desc')
    .limit(most)
    .execute()
  return { count: rows.length, newest: rows[0]?.key }
}
