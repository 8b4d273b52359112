import type { Db } from '../platform/db/schema.ts'
import { type FeedTokenId, newId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { endFeedTokens } from './revoke-feed-token.ts'
import { hashSecret, newSecret } from './token-secret.ts'
import type { Viewer } from './viewer.ts'

/** Makes the secret by which a calendar reads the viewer's feed, and ends the one before. It is in this answer alone. */
export const makeFeedToken = (db: Db, { organisationId, personId }: Viewer): Promise<string> =>
  db.transaction().execute(async (trx) => {
    await holdSelf(trx, personId)
    await endFeedTokens(trx, personId)
    const secret = newSecret('itf')
    await trx
      .insertInto('feedTokens')
      .values({ organisationId, id: newId<FeedTokenId>(), personId, tokenHash: hashSecret(secret) })
      .execute()
    return secret
  })

/** Two who ask at once come one after the other; whoever leaves meanwhile gets none that outlives it. */
const holdSelf = async (db: Db, personId: Viewer['personId']) =>
  (await db
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .forNoKeyUpdate()
    .executeTakeFirst()) ?? notFound('person')
