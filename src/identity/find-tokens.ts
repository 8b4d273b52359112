import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { TokenId } from '../platform/ids.ts'
import type { Viewer } from './viewer.ts'

/** The viewer's own live tokens, newest first, without their secrets. */
export async function findTokens(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('apiTokens')
    .select(['id', 'name', 'createdAt', 'lastUsedAt'])
    .where('personId', '=', viewer.personId)
    .where('revokedAt', 'is', null)
    .$if(cursor !== undefined, (query) => query.where('id', '<', (cursor?.[0] ?? '') as TokenId))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return {
    items: items.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    })),
    next,
  }
}
