import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { abandonUpload } from './abandon-upload.ts'
import { findClip } from './find-clip.ts'
import { findHold } from './find-hold.ts'
import { isRemembered } from './is-remembered.ts'
import { SweepClips } from './jobs.ts'
import { ownsClip } from './policy.ts'
import { lockClip, writePurge } from './write-purge.ts'

/**
 * The owner clears away a clip whose upload was never finished, or that could not be prepared, with its recording. One
 * that its ledger or anybody's words tell of is purged.
 */
export async function removeClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip can remove it.')
  if (clip.state === 'receiving') {
    const upload = await db.selectFrom('uploads').select('id').where('clipId', '=', clipId).executeTakeFirst()
    if (upload && (await abandonUpload(db, upload.id, 'forget'))) return
  }
  await db.transaction().execute(async (trx) => {
    const locked = await lockClip(trx, clipId)
    // A later cut is of a clip that was there once: that is taken back, or destroyed on purpose.
    if (locked?.state === 'failed' && clip.cutNo === 1 && (await isRemembered(trx, clipId))) {
      const hold = await findHold(trx, clipId)
      if (hold?.tellsOwner)
        conflict('on-hold', 'This clip must be kept for now. You were told when that began.')
      await writePurge(trx, locked, 'owner', viewer.personId)
      return
    }
    const failed = await trx
      .updateTable('clips')
      .set({ recordingId: null })
      .where('id', '=', clipId)
      .where('state', '=', 'failed')
      .where('cutNo', '=', 1)
      .returning('organisationId')
      .executeTakeFirst()
    if (!failed) {
      return conflict(
        'not-removable',
        'Only a clip that could not be prepared can be removed. You can take it back.',
      )
    }
    for (const table of ['renditions', 'stills', 'clipGrants', 'clipWithdrawals'] as const) {
      await trx.deleteFrom(table).where('clipId', '=', clipId).execute()
    }
    await trx
      .updateTable('storedObjects')
      .set({ discardedAt: sql<Date>`now()` })
      .where('clipId', '=', clipId)
      .execute()
    await trx
      .deleteFrom('recordings')
      .where('uploadId', 'in', (eb) =>
        eb.selectFrom('uploads').select('uploads.id').where('uploads.clipId', '=', clipId),
      )
      .execute()
    await trx.deleteFrom('clips').where('id', '=', clipId).execute()
    // Removes the objects that were given up; a crash before it only leaves them to the next sweep.
    await enqueue(trx, SweepClips, {})
    await announce(trx, { clipId, what: 'clip' })
  })
}
