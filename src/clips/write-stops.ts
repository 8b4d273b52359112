import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, newId, type PauseId } from '../platform/ids.ts'
import { appendLedger } from './append-ledger.ts'

/** Days in which an owner answers somebody who no longer agrees. */
const daysToAct = 10

/**
 * Writes, in the caller's transaction, that an owner took one clip back, and that a guardian no longer agrees to another.
 * For made-up data: real ones go through the rules.
 */
export async function writeStops(
  db: Db,
  { organisationId, personId }: Viewer,
  { withdrawn, paused }: { readonly withdrawn: ClipId; readonly paused: ClipId },
): Promise<void> {
  await db
    .insertInto('clipWithdrawals')
    .values({ organisationId, clipId: withdrawn, withdrawnBy: personId })
    .execute()
  await appendLedger(db, { organisationId, clipId: withdrawn, what: 'withdraw', personId })
  await db
    .insertInto('clipPauses')
    .values({
      ...{ organisationId, id: newId<PauseId>(), clipId: paused, raisedBy: personId },
      ...{
        reason: 'consent withdrawn',
        kind: 'guardian',
        words: null,
        resolvedBy: null,
        resolvedAt: null,
        resolution: null,
      },
      actBy: new Date(Date.now() + daysToAct * 86_400_000),
    })
    .execute()
  await appendLedger(db, { organisationId, clipId: paused, what: 'pause', personId })
}
