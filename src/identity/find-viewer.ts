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
  return { organisationId: found.organisationId, personId: found.personId, tokenId: found.id }
}

/**
 * The person a sign-in stands for: the one of the organisation that was chosen, or else the first they became. One that
 * an issuer vouched for is a person of that organisation or nobody. Notes its use, to five minutes.
 */
export async function findViewerBySignIn(
  db: Db,
  { sessionId, userId, usedAt }: { sessionId: string; userId: string; usedAt: Date },
): Promise<Viewer | undefined> {
  const found = await db
    .selectFrom('people')
    .leftJoin('signInChoices', (join) => join.on((eb) => eb('signInChoices.sessionId', '=', sessionId)))
    .select(['people.organisationId', 'people.id as personId', 'signInChoices.isBound'])
    .where('people.signInId', '=', userId)
    .where('people.state', '=', 'active')
    .where(
      sql<boolean>`(sign_in_choices.is_bound is not true or sign_in_choices.organisation_id = people.organisation_id)`,
    )
    .orderBy(sql`sign_in_choices.organisation_id is not distinct from people.organisation_id`, 'desc')
    .orderBy('people.id')
    .limit(1)
    .executeTakeFirst()
  if (!found) return undefined
  if (Date.now() - usedAt.getTime() > 300_000) {
    await sql`update auth_sessions set updated_at = now() where id = ${sessionId}`.execute(db)
  }
  const { isBound, ...person } = found
  return { ...person, signIn: { sessionId, userId, isBound: isBound === true } }
}
