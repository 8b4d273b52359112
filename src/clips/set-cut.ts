import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { appendLedger } from './append-ledger.ts'
import type { SetCut } from './cut-schemas.ts'
import { findClip, type VisibleClip } from './find-clip.ts'
import { findTurn } from './find-turn.ts'
import { holdRecording, refuseTooShort } from './hold-recording.ts'
import { InspectClip, SweepClips } from './jobs.ts'
import { ownsClip } from './policy.ts'

/**
 * The owner says which part of the recording their clip is. From the commit on nothing that was made of the earlier cut
 * can be fetched, by anybody; the new one is prepared from the original. The cut that stands, said again, changes nothing.
 */
export async function setCut(db: Db, viewer: Viewer, clipId: ClipId, cut: SetCut): Promise<void> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip can cut it.')
  refuseTooShort(cut)
  if (isStanding(clip, cut)) return
  const isDone = await db.transaction().execute((trx) => writeCut(trx, viewer, clip, cut))
  // Two sent the same at once: it stands as both asked.
  if (!isDone && !isStanding(await findClip(db, viewer, clipId), cut)) {
    conflict('not-watchable', 'The clip is being prepared. You can cut it once it can be watched.')
  }
}

const isStanding = ({ inMs, durationMs }: VisibleClip, cut: SetCut): boolean =>
  durationMs !== null && inMs === cut.inMs && inMs + durationMs === cut.outMs

/** Answers false, with nothing changed, where the clip cannot be cut now, or was cut since it was looked at. */
async function writeCut(
  db: Db,
  { organisationId, personId }: Viewer,
  { id: clipId, cutNo: earlier }: VisibleClip,
  { inMs, outMs }: SetCut,
): Promise<boolean> {
  const cutNo = earlier + 1
  const moved = await db
    .updateTable('clips')
    .set({
      cutNo,
      durationMs: outMs - inMs,
      state: 'preparing',
      failureCode: null,
      progressStep: 'checking',
      progressFraction: 0,
      progressSecondsLeft: null,
    })
    .where('id', '=', clipId)
    .where('cutNo', '=', earlier)
    .where('state', 'in', ['watchable', 'ready', 'failed'])
    .returning('recordingId')
    .executeTakeFirst()
  if (!moved) return false
  await holdRecording(db, moved.recordingId, outMs)
  await db
    .insertInto('cuts')
    .values({ organisationId, clipId, cutNo, inMs, outMs, madeBy: personId })
    .execute()
  for (const table of ['renditions', 'stills'] as const) {
    await db
      .updateTable(table)
      .set({ retiredAt: sql<Date>`now()` })
      .where('clipId', '=', clipId)
      .where('cutNo', '<', cutNo)
      .where('retiredAt', 'is', null)
      .execute()
  }
  await enqueue(db, InspectClip, { clipId, cutNo }, await findTurn(db, clipId))
  // Removes what was made of the earlier cut; a crash before it only leaves that to the next sweep.
  await enqueue(db, SweepClips, {})
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, { organisationId, clipId, what: 'cut', personId, detail: { cutNo, inMs, outMs } })
  return true
}
