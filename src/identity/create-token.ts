import type { Db } from '../platform/db/schema.ts'
import { newId, type TokenId } from '../platform/ids.ts'
import type { CreatedToken } from './schemas.ts'
import { hashSecret, newSecret } from './token-secret.ts'
import type { Viewer } from './viewer.ts'

/** Makes a personal token. Its secret is in this answer and nowhere else. */
export async function createToken(db: Db, viewer: Viewer, name: string): Promise<CreatedToken> {
  const token = newSecret('itl')
  const row = await writeToken(db, viewer, name, token)
  return { id: row.id, name: row.name, createdAt: row.createdAt.toISOString(), lastUsedAt: null, token }
}

/** Keeps the hash of a token that was made elsewhere. */
export const writeToken = (db: Db, { organisationId, personId }: Viewer, name: string, token: string) =>
  db
    .insertInto('apiTokens')
    .values({ organisationId, id: newId<TokenId>(), personId, name, tokenHash: hashSecret(token) })
    .returning(['id', 'name', 'createdAt'])
    .executeTakeFirstOrThrow()
