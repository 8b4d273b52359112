import { malformed } from '../platform/problems.ts'

/** What of a recording a cut leaves: milliseconds on the recording's timeline, half-open. */
export interface CutTimes {
  readonly inMs: number
  readonly outMs: number
}

const framesPerSecond = 30
const leastMs = 1000

/**
 * The cut on whole frames, never wider than asked for; one that reaches the end ends with it. Refuses with 400 what is
 * no second long or lies outside.
 */
export function cutOf(recordingMs: number, { inMs, outMs }: CutTimes): CutTimes {
  if (outMs > recordingMs) malformed('beyond-the-clip', 'The recording ends before that.')
  const frames = { from: Math.ceil(inFrames(inMs)), to: Math.floor(inFrames(outMs)) }
  const cut = {
    inMs: toMs(frames.from),
    outMs: outMs === recordingMs ? recordingMs : toMs(frames.to),
  }
  if (cut.outMs - cut.inMs < leastMs) malformed('too-short', 'Please leave at least a second.')
  return cut
}

/** A millisecond is no whole number of frames; one that stands for a frame is that frame. */
function inFrames(ms: number): number {
  const frames = (ms * framesPerSecond) / 1000
  return Math.abs(frames - Math.round(frames)) < 0.02 ? Math.round(frames) : frames
}

const toMs = (frames: number): number => Math.round((frames * 1000) / framesPerSecond)
