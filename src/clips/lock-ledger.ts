import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import { chainStart } from '../platform/db/hash-chain.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'
import { holdOwner } from './hold-owner.ts'

interface OfClip {
  readonly organisationId: OrganisationId
  readonly clipId: ClipId
}

/**
 * Holds a clip's ledger until the caller's transaction ends, and answers where it ends now. Whoever looks at the clip
 * after it knows that no act which the ledger tells of is under way, so that none can slip in before their own.
 */
export async function lockLedger(
  db: Db,
  { organisationId, clipId }: OfClip,
): Promise<{ seq: number; hash: Buffer }> {
  await db
    .insertInto('ledgerHeads')
    .values({ organisationId, clipId, seq: 0, hash: chainStart })
    .onConflict((conflict) => conflict.column('clipId').doNothing())
    .execute()
  return db
    .selectFrom('ledgerHeads')
    .select(['seq', 'hash'])
    .where('clipId', '=', clipId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/**
 * The same for somebody who is about to be let to play or download: first the rows that their own will point to, as who
 * changes a clip or a person holds that before the ledger, and two could wait for one another.
 */
export async function lockForPlay(db: Db, { personId }: Viewer, of: OfClip): Promise<void> {
  await holdPeople(db, [personId])
  await holdOwner(db, of.clipId)
  await db.selectFrom('clips').select('id').where('id', '=', of.clipId).forKeyShare().execute()
  await lockLedger(db, of)
}
