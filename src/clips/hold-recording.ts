import type { Db } from '../platform/db/schema.ts'
import type { RecordingId } from '../platform/ids.ts'
import { conflict, malformed } from '../platform/problems.ts'
import type { SetCut } from './cut-schemas.ts'

const leastMs = 1000

export function refuseTooShort({ inMs, outMs }: Pick<SetCut, 'inMs' | 'outMs'>): void {
  if (outMs - inMs < leastMs) malformed('cut-too-short', 'A clip must last at least a second.')
}

/**
 * The recording that a cut with this end is to be made of; refused where there is nothing to cut. Locked, so that the
 * original is not removed between this look and the end of the caller's transaction.
 */
export async function holdRecording(db: Db, recordingId: RecordingId | null, outMs: number) {
  const recording = await db
    .selectFrom('recordings')
    .select(['id', 'uploadId', 'bytes', 'sha256', 'durationMs', 'facts'])
    .select(['originalGoneAt', 'sealedAt', 'destroyWantedAt'])
    .where('id', '=', recordingId)
    .forUpdate()
    .executeTakeFirst()
  if (!recording || recording.durationMs === null) {
    return conflict('not-prepared', 'This clip could not be prepared, so there is nothing to cut.')
  }
  if (recording.originalGoneAt) {
    conflict('original-gone', 'The original recording was removed, so the clip can no longer be cut.')
  }
  if (outMs > recording.durationMs) {
    malformed('beyond-the-recording', 'The clip cannot go on after the end of the recording.')
  }
  return { ...recording, durationMs: recording.durationMs }
}
