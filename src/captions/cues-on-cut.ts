import type { Cue } from './schemas.ts'

/** Which part of a recording a clip shows, in milliseconds. */
export interface OnRecording {
  readonly inMs: number
  readonly durationMs: number
}

/** So far a line may reach out of the cut: people do not cut between words to the millisecond. */
const toleranceMs = 500

/**
 * Whether a line is shown on the clip as it is cut now. Of one that reaches further out nobody can tell which of its words
 * were cut away, so none of them are shown.
 */
const isWithin = ({ inMs, durationMs }: OnRecording, { startMs, endMs }: Cue): boolean =>
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
 * the cut stays for another cut to come.
 */
export const cuesOnRecording = (cut: OnRecording, shown: readonly Cue[], kept: readonly Cue[]): Cue[] =>
  [
    ...kept.filter((cue) => !isWithin(cut, cue)),
    ...shown.map((cue) => ({ ...cue, startMs: cue.startMs + cut.inMs, endMs: cue.endMs + cut.inMs })),
  ].toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
