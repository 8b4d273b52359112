import type { Cue } from './schemas.ts'

/** Which part of a recording a clip shows, in milliseconds. */
export interface OnRecording {
  readonly inMs: number
  readonly durationMs: number
  /** Where nothing of it may be heard, and so nothing read: half-open, on the recording's timeline. */
  readonly muted: readonly Stretch[]
}

export interface Stretch {
  readonly startMs: number
  readonly endMs: number
}

/** So far a line may reach out of the cut: people do not cut between words to the millisecond. */
const toleranceMs = 500

/**
 * Whether a line is shown on the clip as it is cut now. Of one that reaches further out nobody can tell which of its words
 * were cut away, so none of them are shown; nor of one that was said in part while the sound is muted.
 */
const isWithin = ({ inMs, durationMs, muted }: OnRecording, cue: Cue): boolean =>
  isHeard(muted, cue) && liesIn({ inMs, durationMs }, cue)

/** Whether none of it was said while the sound is muted. */
export const isHeard = (muted: readonly Stretch[], { startMs, endMs }: Stretch): boolean =>
  !muted.some((silence) => startMs < silence.endMs && endMs > silence.startMs)

const liesIn = ({ inMs, durationMs }: Omit<OnRecording, 'muted'>, { startMs, endMs }: Cue): boolean =>
  startMs >= inMs - toleranceMs &&
  endMs <= inMs + durationMs + toleranceMs &&
  endMs > inMs &&
  startMs < inMs + durationMs

/** Lines with the times of the clip as it is cut now. */
export const cuesOnClip = (cut: OnRecording, cues: readonly Cue[]): Cue[] =>
  cues
    .filter((cue) => isWithin(cut, cue))
    .map(({ startMs, endMs, text }) => ({
      startMs: Math.max(0, startMs - cut.inMs),
      endMs: Math.min(cut.durationMs, endMs - cut.inMs),
      text,
    }))

/**
 * What is kept, on the recording's timeline: the new lines in the place of those that were shown. What is said outside of
 * the cut, or where it is muted, stays for another cut to come.
 */
export const cuesOnRecording = (cut: OnRecording, shown: readonly Cue[], kept: readonly Cue[]): Cue[] =>
  [
    ...kept.filter((cue) => !isWithin(cut, cue)),
    ...shown.map((cue) => ({ ...cue, startMs: cue.startMs + cut.inMs, endMs: cue.endMs + cut.inMs })),
  ].toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
