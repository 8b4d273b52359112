import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import { type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import { findSeenUntil } from './find-settings.ts'
import { inMs, noticeRows, rowKey } from './notice-rows.ts'
import type { Notice } from './schemas.ts'
import { showNotices } from './show-notices.ts'

/** What happened longer ago is history, and found where it happened. */
const keptDays = 90

export const oldestTold = (now = new Date()): Date => new Date(now.getTime() - keptDays * 86_400_000)

/** What there is to tell the viewer, the newest first. */
export async function findNotices(
  db: Db,
  viewer: Viewer,
  { limit = usualLimit, after }: PageRequest,
): Promise<{ items: Notice[]; next: string | null }> {
  const position = after === undefined ? undefined : readCursor(after, isPosition)
  const seenUntil = await findSeenUntil(db, viewer)
  const rows = await noticeRows(db, viewer, oldestTold())
    .$if(position !== undefined, (query) =>
      query.where(sql<boolean>`(${inMs}, ${rowKey}) < (${new Date(position?.[0] ?? 0)}, ${position?.[1]})`),
    )
    .orderBy(inMs, 'desc')
    .orderBy(rowKey, 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ at, what, aboutId }) => [at.getTime(), `${what} ${aboutId}`])
  return { items: await showNotices(db, viewer, items, seenUntil), next }
}

type Position = readonly [ms: number, key: string]

const lastMs = 8.64e15

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) &&
  value.length === 2 &&
  Number.isSafeInteger(value[0]) &&
  value[0] >= 0 &&
  value[0] <= lastMs &&
  typeof value[1] === 'string' &&
  !value[1].includes('\0')
