import { chainStart } from '../platform/db/hash-chain.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId } from '../platform/ids.ts'

/**
 * Holds a clip's ledger until the caller's transaction ends, and answers where it ends now. Whoever looks at the clip
 * after it knows that no act which the ledger tells of is under way, so that none can slip in before their own.
 */
export async function lockLedger(
  db: Db,
  { organisationId, clipId }: { readonly organisationId: OrganisationId; readonly clipId: ClipId },
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
