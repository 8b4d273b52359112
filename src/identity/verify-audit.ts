import { chainStart, hashLink, personHashOf } from '../platform/db/hash-chain.ts'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId } from '../platform/ids.ts'

const rowsAtOnce = 1_000

/** `brokenAt` is the first row that is changed, out of its place or missing. */
export type AuditCheck =
  | { readonly whole: true; readonly rows: number }
  | { readonly whole: false; readonly brokenAt: number }

/** Computes an organisation's audit chain again, from its first row to where its head says that it ends. */
export async function verifyAudit(db: Db, organisationId: OrganisationId): Promise<AuditCheck> {
  const head = await db
    .selectFrom('auditHeads')
    .select(['seq', 'hash'])
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  let previous = chainStart
  let seq = 0
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('organisationId', '=', organisationId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(rowsAtOnce)
      .execute()
    for (const row of rows) {
      seq += 1
      const { personId, personSalt, personHash, detail } = row
      const fields = [organisationId, seq, row.at.toISOString(), row.what]
      const isIntact =
        row.seq === seq &&
        row.previousHash.equals(previous) &&
        row.hash.equals(hashLink(previous, { personHash, fields, detail })) &&
        // Of somebody who was erased, the commitment alone is left.
        (personId === null || (personSalt && personHash?.equals(personHashOf(personId, personSalt))))
      if (!isIntact) return { whole: false, brokenAt: seq }
      previous = row.hash
    }
    if (rows.length < rowsAtOnce) break
  }
  // Rows that were added while this looked are whole, and beyond the head that was read first.
  if (seq < (head?.seq ?? 0)) return { whole: false, brokenAt: seq + 1 }
  if (head?.seq === seq && !head.hash.equals(previous)) return { whole: false, brokenAt: seq }
  return { whole: true, rows: seq }
}
