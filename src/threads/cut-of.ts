import type { VisibleClip } from '../clips/find-clip.ts'
import type { CutOnRecording } from './moments.ts'

/** Where a clip within reach lies on its recording now. */
export const cutOf = ({ inMs, durationMs }: Pick<VisibleClip, 'inMs' | 'durationMs'>): CutOnRecording => ({
  cutStartMs: inMs,
  durationMs: durationMs ?? 0,
})
