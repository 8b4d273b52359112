import type { Db } from '../platform/db/schema.ts'
import type { ClipId, RecordingId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { stillStands } from './still-stands.ts'

interface Seen {
  readonly facts: object
  readonly capturedAt: string | null
  readonly durationMs: number
  /** Of the upright picture; null for sound alone. */
  readonly width: number | null
  readonly height: number | null
}

/** Keeps the checksum of what arrived. */
export async function noteChecksum(db: Db, recordingId: RecordingId, sha256: Buffer): Promise<void> {
  await db.updateTable('recordings').set({ sha256 }).where('id', '=', recordingId).execute()
}

/** Keeps what was found out about a recording, and gives the clip its size, and its length where it is the whole. */
export const noteRecording = (
  db: Db,
  clip: { readonly id: ClipId; readonly recordingId: RecordingId },
  { facts, capturedAt, durationMs, width, height }: Seen,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    if (!(await stillStands(trx, clip.id))) return
    await trx
      .updateTable('recordings')
      .set({
        facts: JSON.stringify(facts),
        capturedAt: capturedAt === null ? null : new Date(capturedAt),
        durationMs,
      })
      .where('id', '=', clip.recordingId)
      .execute()
    await trx.updateTable('clips').set({ width, height }).where('id', '=', clip.id).execute()
    // A cut that somebody set has its length from then.
    await trx
      .updateTable('clips')
      .set({ durationMs })
      .where('id', '=', clip.id)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('cuts')
              .select('cuts.cutNo')
              .whereRef('cuts.clipId', '=', 'clips.id')
              .whereRef('cuts.cutNo', '=', 'clips.cutNo'),
          ),
        ),
      )
      .execute()
    await announce(trx, { clipId: clip.id, what: 'clip' })
  })
