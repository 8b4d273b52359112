import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { appendLedger } from './append-ledger.ts'
import { changeOriginal, isOriginalAsAsked, sealOriginal } from './change-original.ts'
import { type AskedCut, checkRedactions, hidesTheSame, refuseBeyond, toldOf } from './check-redactions.ts'
import type { SetCut } from './cut-schemas.ts'
import { dropChunks } from './drop-chunks.ts'
import { findClip, type VisibleClip } from './find-clip.ts'
import { findRedactions } from './find-redactions.ts'
import { findTurn } from './find-turn.ts'
import { holdRecording, refuseTooShort } from './hold-recording.ts'
import { InspectClip, SweepClips } from './jobs.ts'
import { ownsClip } from './policy.ts'
import { writeRedactions } from './write-redactions.ts'

/**
 * The owner says which part of the recording their clip is, and what of it nobody is to see or hear. From the commit on
 * nothing that was made of the earlier cut can be fetched, by anybody; the new one is prepared from the original, which is
 * sealed where something of it is hidden. The cut that stands, said again, changes nothing but what is to become of that.
 */
export async function setCut(db: Db, viewer: Viewer, clipId: ClipId, said: SetCut): Promise<void> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip can cut it.')
  refuseTooShort(said)
  const cut: AskedCut = { ...said, redactions: checkRedactions(said), original: said.original }
  if (await isStanding(db, clip, cut)) {
    if (cut.original) await changeOriginal(db, viewer, clip, cut)
    return
  }
  if (await db.transaction().execute((trx) => writeCut(trx, viewer, clip, cut))) return
  // Two sent the same at once: it stands as both asked.
  const now = await findClip(db, viewer, clipId)
  if ((await isStanding(db, now, cut)) && (await isOriginalAsAsked(db, now, cut.original))) return
  conflict('not-watchable', 'The clip is being prepared. You can cut it once it can be watched.')
}

const isStanding = async (
  db: Db,
  { id, cutNo, inMs, durationMs }: VisibleClip,
  cut: AskedCut,
): Promise<boolean> =>
  durationMs !== null &&
  inMs === cut.inMs &&
  inMs + durationMs === cut.outMs &&
  hidesTheSame(cut.redactions, await findRedactions(db, id, cutNo))

/** Answers false, with nothing changed, where the clip cannot be cut now, or was cut since it was looked at. */
async function writeCut(
  db: Db,
  { organisationId, personId }: Viewer,
  { id: clipId, cutNo: earlier, width }: VisibleClip,
  { inMs, outMs, redactions, original }: AskedCut,
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
  const recording = await holdRecording(db, moved.recordingId, outMs)
  const { audio } = (recording.facts ?? {}) as { audio?: object | null }
  refuseBeyond({ ...recording, hasPicture: width !== null, hasSound: audio !== null }, redactions)
  await sealOriginal(db, recording.id, original)
  for (const table of ['renditions', 'stills'] as const) {
    await db
      .updateTable(table)
      .set({ retiredAt: sql<Date>`now()` })
      .where('clipId', '=', clipId)
      .where('cutNo', '<', cutNo)
      .where('retiredAt', 'is', null)
      .execute()
  }
  await dropChunks(db, clipId)
  await db.deleteFrom('sounds').where('clipId', '=', clipId).where('cutNo', '<', cutNo).execute()
  await enqueue(db, InspectClip, { clipId, cutNo }, await findTurn(db, clipId))
  // Removes what was made of the earlier cut; a crash before it only leaves that to the next sweep.
  await enqueue(db, SweepClips, {})
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, {
    ...{ organisationId, clipId, what: 'cut', personId },
    detail: { cutNo, inMs, outMs, ...toldOf({ redactions, original }) },
  })
  await db
    .insertInto('cuts')
    .values({
      ...{ organisationId, clipId, cutNo, inMs, outMs, madeBy: personId },
      // Not when this began: an export that was published while the ledger was waited for is older than the cut.
      madeAt: sql<Date>`clock_timestamp()`,
    })
    .execute()
  await writeRedactions(db, { organisationId, clipId, cutNo }, redactions)
  return true
}
