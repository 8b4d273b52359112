import type { Db } from '../platform/db/schema.ts'
import { notFound } from '../platform/problems.ts'
import { hashSecret } from './token-secret.ts'
import type { Viewer } from './viewer.ts'

/** Since when the viewer has a feed; null where they have none. */
export async function findFeedToken(db: Db, { personId }: Viewer): Promise<{ createdAt: string | null }> {
  const row = await db
    .selectFrom('feedTokens')
    .select('createdAt')
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return { createdAt: row?.createdAt.toISOString() ?? null }
}

/** For whom a calendar asks, as long as they are here. To reading what a feed holds it lets, and to nothing else. */
export const findViewerByFeed = async (db: Db, secret: string): Promise<Viewer> =>
  (await db
    .selectFrom('feedTokens')
    .innerJoin('people', 'people.id', 'feedTokens.personId')
    .select(['feedTokens.organisationId', 'feedTokens.personId'])
    .where('feedTokens.tokenHash', '=', hashSecret(secret))
    .where('feedTokens.revokedAt', 'is', null)
    .where('people.state', '=', 'active')
    .executeTakeFirst()) ?? notFound('feed')
