import type { VisibleClip } from '../clips/find-clip.ts'
import type { CutOnRecording } from './moments.ts'

/** Where a clip within reach lies on its recording now. */
export const cutOf = ({
  cutNo,
  inMs,
  durationMs,
}: Pick<VisibleClip, 'cutNo' | 'inMs' | 'durationMs'>): CutOnRecording => ({
  cutNo,
  cutStartMs: inMs,
  durationMs: durationMs ?? 0,
})
