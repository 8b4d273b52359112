import type { Container, Cut, MediaFacts, VideoFacts } from './facts.ts'
import { framesPerSecond, keyframeSeconds, longMs } from './rendition-plan.ts'

/** Frames of a cut's own timeline, half-open. */
export interface Frames {
  readonly first: number
  readonly end: number
}

export interface ChunkRule {
  /** Shorter ones are encoded whole. */
  readonly longMs: number
  /** No chunk is much shorter: each has the recording fetched, and finds its place in it. */
  readonly leastMs: number
  /** Some more than one for each, so that who is done early takes another, and what a killed one loses is little. */
  readonly perWorker: number
}

export const usualRule: ChunkRule = { longMs, leastMs: 2 * 60_000, perWorker: 2 }

/**
 * Every picture in them says when it is shown, wherever one begins to read. Elsewhere that depends on what was read before:
 * transport streams have times that jump, AVI has none.
 */
const seekable: ReadonlySet<Container> = new Set<Container>(['mov', 'matroska'])

/** The frames of a cut as they are counted from the recording's start, at our rate. */
export function framesOfCut({ inMs, outMs }: Cut): Frames {
  const [first, end] = [inMs, outMs].map((ms) => Math.round((ms * framesPerSecond) / 1000)) as [
    number,
    number,
  ]
  return { first, end: Math.max(first + 1, end) }
}

/** Sound that goes on for less after the picture is not waited for. */
export const longEnoughToPadMs = 50

/** How many frames a cut (null is the whole) has: until its end, or until the picture's where the sound ends with it. */
export function countFrames({ durationMs, video }: Shape, cut: Cut | null): number {
  const endMs = video && durationMs - video.endMs <= longEnoughToPadMs ? video.endMs : durationMs
  const { first, end } = framesOfCut(cut ?? { inMs: 0, outMs: endMs })
  return end - first
}

type Shape = Pick<MediaFacts, 'durationMs'> & { readonly video: Pick<VideoFacts, 'endMs'> | null }

/**
 * The stretches that the pictures of a cut (null is the whole) are encoded in by several workers, about equal, each but the
 * first beginning where a keyframe is in the whole encode too. Null where it is encoded as a whole: it is not long, has no picture,
 * cannot be read from the middle, or fewer than two workers live.
 */
export function planChunks(
  facts: Shape & Pick<MediaFacts, 'container'>,
  cut: Cut | null,
  workers: number,
  rule: ChunkRule = usualRule,
): Frames[] | null {
  const wanted = cut ?? { inMs: 0, outMs: facts.durationMs }
  const lengthMs = wanted.outMs - wanted.inMs
  if (workers < 2 || !facts.video || !seekable.has(facts.container) || lengthMs < rule.longMs) return null
  const count = Math.min(Math.floor(lengthMs / rule.leastMs), rule.perWorker * workers)
  if (count < 2) return null
  const frames = countFrames(facts, cut)
  const keyed = keyframeSeconds * framesPerSecond
  const border = (at: number) => (at === count ? frames : Math.round((frames * at) / count / keyed) * keyed)
  return Array.from({ length: count }, (_, at) => ({ first: border(at), end: border(at + 1) }))
}
