import { framesPerSecond } from './rendition-plan.ts'

/**
 * The part of a recording that a cut leaves, in frames of the normalised recording, half-open. Whole frames only: then a
 * sound sample belongs to it exactly if its frame does.
 */
export interface Span {
  readonly startFrame: number
  readonly endFrame: number
}

/** The whole frames that lie within these times. Times that `snapToFrames` answered give the same frames again. */
export const spanOf = ({ inMs, outMs }: { readonly inMs: number; readonly outMs: number }): Span => ({
  startFrame: Math.round((inMs * framesPerSecond) / 1000),
  endFrame: Math.round((outMs * framesPerSecond) / 1000),
})

export const spanMs = ({ startFrame, endFrame }: Span): number =>
  Math.round(((endFrame - startFrame) * 1000) / framesPerSecond)

/** Of the 48,000 sound samples a second, how many go with a frame. */
export const samplesPerFrame = 48_000 / framesPerSecond
