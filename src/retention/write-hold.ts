import { appendLedger } from '../clips/append-ledger.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type HoldId, newId } from '../platform/ids.ts'

/** Holds a clip's bytes from being destroyed, in the caller's transaction. Who may was settled before. */
export async function writeHold(
  db: Db,
  { organisationId, personId }: Viewer,
  { clipId, basis }: { readonly clipId: ClipId; readonly basis: string },
): Promise<HoldId> {
  const id = newId<HoldId>()
  await db
    .insertInto('legalHolds')
    .values({ organisationId, id, clipId, basis, placedBy: personId, liftedBy: null, liftedAt: null })
    .execute()
  await appendLedger(db, { organisationId, clipId, what: 'hold', personId, detail: { holdId: id } })
  return id
}
