import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { actAsOwner } from './act-as-owner.ts'
import { appendLedger } from './append-ledger.ts'

/** The owner brings a withdrawn clip back, to those it was shared with. Twice is once. */
export async function restoreClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const refusal = 'Only the person who uploaded the clip can bring it back.'
  const { organisationId, personId } = viewer
  await actAsOwner(db, viewer, clipId, refusal, async (trx) => {
    const gone = await trx.deleteFrom('clipWithdrawals').where('clipId', '=', clipId).executeTakeFirst()
    if (gone.numDeletedRows === 0n) return
    await announce(trx, { clipId, what: 'clip' })
    await appendLedger(trx, { organisationId, clipId, what: 'restore', personId })
  })
}
