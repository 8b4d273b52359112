import { insidePicture } from '../clips/inside-picture.ts'
import type { Region } from '../clips/schemas.ts'
import { conflict, malformed } from '../platform/problems.ts'

/** Where talk is anchored on a clip: an instant, a half-open range, or (without a start) the whole clip. Milliseconds. */
export interface Moment {
  readonly startMs: number | null
  readonly endMs: number | null
  readonly region: Region | null
}

/** The clip a moment is to lie on. */
interface Timeline {
  readonly durationMs: number
  readonly hasPicture: boolean
}

interface Said {
  readonly startMs?: number | undefined
  readonly endMs?: number | undefined
  readonly region?: Region | undefined
}

/** The moment that was said, if it lies on the clip; refuses with 400 and the reason if not. */
export function momentOn({ durationMs, hasPicture }: Timeline, said: Said): Moment {
  const { startMs = null, endMs = null } = said
  if (startMs === null) {
    if (endMs !== null) malformed('bad-moment', 'A range needs a start.')
    if (said.region) malformed('bad-moment', 'A region belongs to a moment: please say when.')
    return { startMs, endMs, region: null }
  }
  if (startMs > durationMs) malformed('beyond-the-clip', 'That moment is after the end of the clip.')
  if (endMs !== null) {
    if (endMs <= startMs) malformed('bad-moment', 'A range must end after it starts.')
    if (endMs > durationMs) malformed('beyond-the-clip', 'That range goes on after the end of the clip.')
  }
  if (said.region && !hasPicture) malformed('no-picture', 'This clip is sound alone: it has no regions.')
  return { startMs, endMs, region: said.region ? insidePicture(said.region) : null }
}

/** Where a clip's current cut lies on its recording, in milliseconds. */
export interface CutOnRecording {
  readonly cutNo: number
  readonly cutStartMs: number
  readonly durationMs: number
}

/** Times that were read from an earlier cut mean another moment now. */
export function refuseOtherCut({ cutNo }: Pick<CutOnRecording, 'cutNo'>, saidOn: number | undefined): void {
  if (saidOn !== undefined && saidOn !== cutNo) {
    conflict('cut-anew', 'The clip was cut anew meanwhile. Please look again where this belongs.')
  }
}

interface Times {
  readonly startMs: number | null
  readonly endMs: number | null
}

/** What is kept: times on the recording, so that no cut moves them. */
export const onRecording = <M extends Times>(
  { cutStartMs }: Pick<CutOnRecording, 'cutStartMs'>,
  moment: M,
): M => ({
  ...moment,
  startMs: moment.startMs === null ? null : moment.startMs + cutStartMs,
  endMs: moment.endMs === null ? null : moment.endMs + cutStartMs,
})

/**
 * What is shown: times on the clip as it is cut now. What the cut left out is off the clip and has no time there; a range
 * that reaches out of it is shown as far as it goes.
 */
export function onClip(
  { cutStartMs, durationMs }: Omit<CutOnRecording, 'cutNo'>,
  { startMs, endMs }: Times,
): Times & { readonly offClip: boolean } {
  if (startMs === null) return { startMs, endMs, offClip: false }
  const start = startMs - cutStartMs
  if (endMs === null) {
    const offClip = start < 0 || start > durationMs
    return { startMs: offClip ? null : start, endMs: null, offClip }
  }
  const end = endMs - cutStartMs
  if (end <= 0 || start >= durationMs) return { startMs: null, endMs: null, offClip: true }
  return { startMs: Math.max(0, start), endMs: Math.min(durationMs, end), offClip: false }
}
