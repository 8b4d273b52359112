import type { Db } from '../platform/db/schema.ts'
import { hashSecret, newSecret } from './token-secret.ts'

/** Makes the one-time secret with which a further organisation is set up, beside those there are. */
export async function offerFurtherSetUp(db: Db): Promise<string> {
  const token = newSecret('setup')
  await db
    .insertInto('setUpLinks')
    .values({ tokenHash: hashSecret(token) })
    .execute()
  return token
}
