import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { TokenId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Viewer } from './viewer.ts'

/** Ends a token of the viewer's own from the next request on. */
export async function revokeToken(db: Db, viewer: Viewer, tokenId: TokenId): Promise<void> {
  const revoked = await db
    .updateTable('apiTokens')
    .set({ revokedAt: sql<Date>`coalesce(revoked_at, now())` })
    .where('id', '=', tokenId)
    .where('personId', '=', viewer.personId)
    .returning('id')
    .executeTakeFirst()
  if (!revoked) notFound('token')
}
