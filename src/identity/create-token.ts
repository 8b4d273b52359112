import type { Db } from '../platform/db/schema.ts'
import { newId, type TokenId } from '../platform/ids.ts'
import type { CreatedToken } from './schemas.ts'
import { hashSecret, newSecret } from './token-secret.ts'
import type { Viewer } from './viewer.ts'

/** Makes a personal token. Its secret is in this answer and nowhere else. */
export async function createToken(db: Db, viewer: Viewer, name: string): Promise<CreatedToken> {
  const token = newSecret('itl')
  const row = await db
    .insertInto('apiTokens')
    .values({
      organisationId: viewer.organisationId,
      id: newId<TokenId>(),
      personId: viewer.personId,
      name,
      tokenHash: hashSecret(token),
    })
    .returning(['id', 'name', 'createdAt'])
    .executeTakeFirstOrThrow()
  return { id: row.id, name: row.name, createdAt: row.createdAt.toISOString(), lastUsedAt: null, token }
}
