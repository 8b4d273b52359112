import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { hashSecret, newSecret } from './token-secret.ts'

/**
 * On a database without an organisation, makes a new one-time secret for the first one, and ends those made before.
 * Answers undefined where there is an organisation. Two processes that start at once agree on the later one.
 */
export const offerSetUp = (db: Db): Promise<string | undefined> =>
  db.transaction().execute(async (trx) => {
    await sql`lock table set_up_links in exclusive mode`.execute(trx)
    const organisation = await trx.selectFrom('organisations').select('id').limit(1).executeTakeFirst()
    if (organisation) return undefined
    const token = newSecret('setup')
    await trx.deleteFrom('setUpLinks').where('usedAt', 'is', null).execute()
    await trx
      .insertInto('setUpLinks')
      .values({ tokenHash: hashSecret(token) })
      .execute()
    return token
  })
