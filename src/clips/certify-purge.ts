import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { appendLedger } from './append-ledger.ts'
import type { Destroyed } from './destroy-objects.ts'
import type { Counts } from './erase-clip.ts'

/** How long an operator's backups may still hold what was purged: docs/operations.md says to keep to it. */
export const backupsAgeOutDays = 35

/**
 * Writes the certificate of a purge and ends it, in the caller's transaction. The ledger keeps its SHA-256, so that
 * nobody can change it later without being found out.
 */
export async function certifyPurge(
  db: Db,
  clipId: ClipId,
  objects: readonly Destroyed[],
  counts: Counts,
): Promise<void> {
  const purge = await db
    .selectFrom('clipPurges')
    .select(['organisationId', 'why', 'orderedAt', sql<Date>`now()`.as('doneAt')])
    .where('clipId', '=', clipId)
    .executeTakeFirstOrThrow()
  const { organisationId, why, orderedAt, doneAt } = purge
  const certificate = JSON.stringify({
    clipId,
    why,
    orderedAt: orderedAt.toISOString(),
    doneAt: doneAt.toISOString(),
    objects,
    counts,
    backupsAgeOutDays,
  })
  await db
    .updateTable('clipPurges')
    .set({ doneAt, certificate })
    .where('clipId', '=', clipId)
    .where('doneAt', 'is', null)
    .execute()
  const sha256 = createHash('sha256').update(certificate).digest('hex')
  await appendLedger(db, {
    ...{ organisationId, clipId, personId: null, what: 'purged' },
    detail: { objects: objects.length, sha256 },
  })
}
