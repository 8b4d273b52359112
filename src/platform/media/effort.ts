import { readsKeyframes } from './encode-lean.ts'
import type { MediaFacts, VideoFacts } from './facts.ts'
import { framesPerSecond, type LeanPlan, type RenditionPlan } from './rendition-plan.ts'

/** Seconds of one core for a million pixels, as measured; what one machine is faster than another is the same for all. */
const decoding = 0.0042
const scaling = 0.0012
const encoding = 0.015
/** A still is encoded with more care, and there is little to say of those between. */
const encodingStills = 0.02
/** Pictures that need no other are larger, and fewer are decoded at once. */
const keyframe = 3
/** For a second of sound. */
const sound = 0.009

/** What making these renditions takes, in seconds of one core for each second of the clip. */
export function effortOfRungs({ video, audio }: MediaFacts, plan: RenditionPlan): number {
  const sounds = audio ? plan.video.length + (plan.soundAlone ? 1 : 0) : 0
  if (!video || plan.video.length === 0) return sounds * sound
  let from = pixelsOf(video) * video.frameRate
  let seconds = from * decoding
  for (const { width, height } of plan.video) {
    const pixels = (width * height * framesPerSecond) / 1e6
    seconds += from * scaling + pixels * encoding
    from = pixels
  }
  return seconds + sounds * sound
}

/** The same for stills and speech. */
export function effortOfLean({ video, audio }: MediaFacts, { picture }: LeanPlan): number {
  const sounds = audio ? sound : 0
  if (!video || !picture) return sounds
  const keyframesPerSecond = 1000 / Math.max(video.keyframeGapMs, 1000 / (video.frameRate || framesPerSecond))
  const decoded = readsKeyframes(video) ? keyframe * keyframesPerSecond : video.frameRate
  const stills = ((picture.width * picture.height) / 1e6) * 2 * encodingStills
  return pixelsOf(video) * decoded * decoding + stills + sounds
}

const pixelsOf = ({ codedWidth, codedHeight }: VideoFacts): number => (codedWidth * codedHeight) / 1e6
