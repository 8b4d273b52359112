import type { VisibleClip } from '../clips/find-clip.ts'
import { findCutStart } from '../clips/find-cuts.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CutOnRecording } from './moments.ts'

/** Where a clip within reach lies on its recording now. */
export const cutOf = async (
  db: Db,
  clip: Pick<VisibleClip, 'id' | 'durationMs'>,
): Promise<CutOnRecording> => ({
  cutStartMs: await findCutStart(db, clip.id),
  durationMs: clip.durationMs ?? 0,
})
