import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId, PersonId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { appendLedger } from './append-ledger.ts'
import { closeAudience } from './close-audience.ts'

interface OfClip {
  readonly id: ClipId
  readonly organisationId: OrganisationId
  readonly ownerId: PersonId
}

/**
 * Takes a clip back in the caller's transaction, for an owner who goes and leaves it on hold: its bytes wait, and nobody
 * sees them.
 */
export async function withdrawForGood(
  db: Db,
  { id: clipId, organisationId, ownerId }: OfClip,
): Promise<void> {
  const withdrawn = await db
    .insertInto('clipWithdrawals')
    .values({ organisationId, clipId, withdrawnBy: ownerId })
    .onConflict((conflict) => conflict.column('clipId').doNothing())
    .executeTakeFirst()
  if (withdrawn.numInsertedOrUpdatedRows === 0n) return
  await closeAudience(db, clipId, 'owner left', ownerId)
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, { organisationId, clipId, what: 'withdraw', personId: ownerId })
}
