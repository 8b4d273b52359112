import { commitTo, hashLink } from '../platform/db/hash-chain.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, OrganisationId, PersonId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { LedgerEvent } from './ledger-events.ts'
import { lockLedger } from './lock-ledger.ts'
import { stillStands } from './still-stands.ts'

interface Entry {
  readonly organisationId: OrganisationId
  readonly clipId: ClipId
  readonly what: LedgerEvent
  /** Null where it was the system itself. */
  readonly personId: PersonId | null
  /** Through which cohort, where it was through one. */
  readonly cohortId?: CohortId | null
  /** Ids, counts and dates; no text that a person wrote, and never how much of a clip was watched. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** All that can still be done once a clip was purged. */
const afterPurge: readonly LedgerEvent[] = ['purge', 'purged', 'lift hold', 'operator access']

/**
 * Adds one row to a clip's ledger, in the caller's transaction: it stands if, and only if, what it tells of was done.
 * Entries of one clip wait for one another, so do it last. What was done to a clip that is being purged is refused, and
 * its transaction with it.
 */
export async function appendLedger(
  db: Db,
  { organisationId, clipId, what, personId, cohortId = null, detail }: Entry,
): Promise<void> {
  // Everybody locks the clip before the end of its chain, or a purge and an entry could wait for each other.
  const stands = await stillStands(db, clipId)
  if (!stands && !afterPurge.includes(what)) notFound('clip')
  const head = await lockLedger(db, { organisationId, clipId })
  const seq = head.seq + 1
  const at = new Date()
  const person = commitTo(personId)
  const hash = hashLink(head.hash, {
    personHash: person.hash,
    fields: [organisationId, clipId, seq, at.toISOString(), what, cohortId],
    detail,
  })
  await db
    .insertInto('ledger')
    .values({
      ...{ organisationId, clipId, seq, at, what, personId, cohortId, hash },
      personSalt: person.salt,
      personHash: person.hash,
      detail: detail ? JSON.stringify(detail) : null,
      previousHash: head.hash,
    })
    .execute()
  await db.updateTable('ledgerHeads').set({ seq, hash }).where('clipId', '=', clipId).execute()
}
