import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { hashSecret } from './token-secret.ts'
import type { Viewer } from './viewer.ts'

/** Who a personal token stands for, or undefined. Notes its use, to the minute. */
export async function findViewerByToken(db: Db, token: string): Promise<Viewer | undefined> {
  const found = await db
    .selectFrom('apiTokens')
    .innerJoin('people', 'people.id', 'apiTokens.personId')
    .select(['apiTokens.id', 'apiTokens.organisationId', 'apiTokens.personId', 'apiTokens.lastUsedAt'])
    .where('apiTokens.tokenHash', '=', hashSecret(token))
    .where('apiTokens.revokedAt', 'is', null)
    .where('people.state', '=', 'active')
    .executeTakeFirst()
  if (!found) return undefined
  if (found.lastUsedAt === null || Date.now() - found.lastUsedAt.getTime() > 60_000) {
    await db
      .updateTable('apiTokens')
      .set({ lastUsedAt: sql<Date>`now()` })
      .where('id', '=', found.id)
      .execute()
  }
  return { organisationId: found.organisationId, personId: found.personId }
}

/** The person a sign-in stands for: the first they became, until choosing an organisation is offered. */
export const findViewerBySignIn = (db: Db, signInId: string): Promise<Viewer | undefined> =>
  db
    .selectFrom('people')
    .select(['organisationId', 'id as personId'])
    .where('signInId', '=', signInId)
    .where('state', '=', 'active')
    .orderBy('id')
    .executeTakeFirst()
