import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { appendLedger } from './append-ledger.ts'
import { closeAudience } from './close-audience.ts'
import { settleTurn } from './settle-turn.ts'

/**
 * Takes the clip back, in a transaction that locked its terms: from the commit on it exists for nobody but its owner.
 * Answers false where it was taken back before.
 */
export async function writeWithdrawal(
  db: Db,
  { organisationId, personId }: Viewer,
  clipId: ClipId,
): Promise<boolean> {
  const written = await db
    .insertInto('clipWithdrawals')
    .values({ organisationId, clipId, withdrawnBy: personId })
    .onConflict((eb) => eb.column('clipId').doNothing())
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows === 0n) return false
  await closeAudience(db, clipId, 'withdrawn', personId)
  await settleTurn(db, clipId)
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, { organisationId, clipId, what: 'withdraw', personId })
  return true
}
