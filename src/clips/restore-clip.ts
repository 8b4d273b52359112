import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize } from '../platform/problems.ts'
import { findClip } from './find-clip.ts'
import { ownsClip } from './policy.ts'
import { refusePurged } from './still-stands.ts'

/** The owner brings a withdrawn clip back, to those it was shared with. Twice is once. */
export async function restoreClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who took the clip back can bring it back.')
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, clipId)
    await trx.deleteFrom('clipWithdrawals').where('clipId', '=', clipId).execute()
    await announce(trx, { clipId, what: 'clip' })
  })
}
