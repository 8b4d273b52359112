import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize } from '../platform/problems.ts'
import { findClip } from './find-clip.ts'
import { ownsClip } from './policy.ts'
import { refusePurged } from './still-stands.ts'

/** The owner takes the clip back: from the commit on it exists for nobody else. Twice is once. */
export async function withdrawClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip can take it back.')
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, clipId)
    await trx
      .insertInto('clipWithdrawals')
      .values({ organisationId: viewer.organisationId, clipId, withdrawnBy: viewer.personId })
      .onConflict((eb) => eb.column('clipId').doNothing())
      .execute()
    await announce(trx, { clipId, what: 'clip' })
  })
}
