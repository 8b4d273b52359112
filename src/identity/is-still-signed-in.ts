import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { Viewer } from './viewer.ts'

/** Whether the sign-in or token by which the viewer was recognised still stands: for what stays open after that. */
export async function isStillSignedIn(db: Db, { personId, signIn, tokenId }: Viewer): Promise<boolean> {
  const person = await db
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .$if(signIn !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from auth_sessions where id = ${signIn?.sessionId ?? ''} and expires_at > now())`,
      ),
    )
    .$if(tokenId !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from api_tokens where id = ${tokenId ?? null} and revoked_at is null)`,
      ),
    )
    .executeTakeFirst()
  return person !== undefined
}
