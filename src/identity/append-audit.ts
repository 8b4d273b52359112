import { sql } from 'kysely'
import { chainStart, commitTo, hashLink } from '../platform/db/hash-chain.ts'
import type { Db } from '../platform/db/schema.ts'
import type { Viewer } from './viewer.ts'

/**
 * Adds one row to the organisation's audit, in the caller's transaction: what somebody did in an office they hold. One
 * waits for another, so do it last. `what` is a few words in kebab-case; `detail` holds ids, never texts about people.
 */
export async function appendAudit(
  db: Db,
  { organisationId, personId }: Viewer,
  what: string,
  detail: Readonly<Record<string, string | number | boolean | null>> = {},
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${organisationId}`}, 0))`.execute(db)
  const last = await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .where('organisationId', '=', organisationId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const seq = (last?.seq ?? 0) + 1
  const previousHash = last?.hash ?? chainStart
  const at = new Date()
  const person = commitTo(personId)
  const hash = hashLink(previousHash, {
    personHash: person.hash,
    fields: [organisationId, seq, at.toISOString(), what],
    detail,
  })
  await db
    .insertInto('audit')
    .values({
      ...{ organisationId, seq, at, what, personId, previousHash, hash },
      personSalt: person.salt,
      personHash: person.hash,
      detail: JSON.stringify(detail),
    })
    .execute()
  await db
    .insertInto('auditHeads')
    .values({ organisationId, seq, hash })
    .onConflict((conflict) => conflict.column('organisationId').doUpdateSet({ seq, hash }))
    .execute()
}
