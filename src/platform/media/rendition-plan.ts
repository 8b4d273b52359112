import type { MediaFacts } from './facts.ts'
import type { RenditionName } from './packaged.ts'

export interface VideoRung {
  readonly name: Exclude<RenditionName, 'source' | 'lean' | 'audio'>
  /** Even, and of the upright picture. */
  readonly width: number
  readonly height: number
  readonly crf: number
  /** Bits per second, before sound. */
  readonly maxRate: number
}

export interface AudioRung {
  readonly name: 'audio'
  readonly channels: 1 | 2
  readonly bitRate: number
  /** 48 kHz unless given. */
  readonly sampleRate?: number
}

/** Largest first. The sound is muxed into each video rung, and stands alone where `soundAlone`. */
export interface RenditionPlan {
  readonly video: readonly VideoRung[]
  readonly audio: AudioRung | null
  readonly soundAlone: boolean
}

/** Stills with speech. Without a picture it is the speech alone. */
export interface LeanPlan {
  /** Even, and of the upright picture. */
  readonly picture: { readonly width: number; readonly height: number } | null
  readonly sound: AudioRung | null
}

export const framesPerSecond = 30
/** So often there is a picture that needs no other. */
export const keyframeSeconds = 2
/** From here on, watching at all must not wait until a picture that moves was made. */
export const longMs = 10 * 60_000
const leanShort = 360
/** Speech is clearer in them than in a third more bits at 48 kHz: half of the pitches, with twice as much for each. */
const leanSound = { bitRate: 24_000, sampleRate: 24_000 }

const steps = [
  { name: '1080', short: 1080, crf: 23, maxRate: 5_000_000 },
  { name: '720', short: 720, crf: 23, maxRate: 2_500_000 },
  { name: '480', short: 480, crf: 23, maxRate: 1_100_000 },
  { name: '240', short: 240, crf: 25, maxRate: 350_000 },
] as const

/** A step is skipped when the source has less than this part of it: the rung would say more than it shows. */
const enough = 0.9

/** The whole ladder: 720, 480 and 240 on the short side, 1080 on request, never larger than the source. */
export function planRenditions(
  facts: MediaFacts,
  options: { readonly with1080?: boolean } = {},
): RenditionPlan {
  const { video, audio } = facts
  return {
    video: video ? rungs(video.width, video.height, options.with1080 ?? false) : [],
    // Two channels stay two: folding a stereo recording to one can cancel a voice out.
    audio: audio
      ? { name: 'audio', channels: audio.channels > 1 ? 2 : 1, bitRate: audio.channels > 1 ? 96_000 : 64_000 }
      : null,
    soundAlone: audio !== null,
  }
}

/** What is made first when the source cannot be remuxed: 480 or the best below it; for sound alone the sound. */
export function planFirstRung(facts: MediaFacts): RenditionPlan {
  const whole = planRenditions(facts)
  if (whole.video.length === 0) return whole
  const first = whole.video.find((rung) => Number(rung.name) <= 480 || rung.name === 'small')
  return { ...whole, video: first ? [first] : whole.video.slice(-1), soundAlone: false }
}

/** What a long clip has for the weakest links, null for all others. `lengthMs` is of the cut. */
export function planLean({ video, audio }: MediaFacts, lengthMs: number): LeanPlan | null {
  if (lengthMs < longMs) return null
  return {
    picture: video && scaled(video, leanShort),
    sound: audio && { name: 'audio', channels: 1, ...leanSound },
  }
}

/** The plan less what stands already. Empty when nothing is left to make. */
export function withoutRenditions(plan: RenditionPlan, done: readonly RenditionName[]): RenditionPlan {
  return {
    ...plan,
    video: plan.video.filter((rung) => !done.includes(rung.name)),
    soundAlone: plan.soundAlone && !done.includes('audio'),
  }
}

export const isEmptyPlan = (plan: RenditionPlan): boolean => plan.video.length === 0 && !plan.soundAlone

function rungs(width: number, height: number, with1080: boolean): VideoRung[] {
  const short = Math.min(width, height)
  const ladder: VideoRung[] = steps
    .filter((step) => short >= enough * step.short && (with1080 || step.name !== '1080'))
    .map(({ name, short: target, crf, maxRate }) => ({
      name,
      ...scaled({ width, height }, target),
      crf,
      maxRate,
    }))
  const best = ladder[0]
  // Between two steps of the ladder's lower end, or below it, the source's own size is worth a rung.
  const bestShort = best ? Math.min(best.width, best.height) : 0
  if (short < enough * 480 && short > 1.1 * bestShort) {
    const maxRate = Math.round(350_000 * Math.max(0.3, (short / 240) ** 1.65))
    ladder.unshift({ name: 'small', ...scaled({ width, height }, short), crf: 23, maxRate })
  }
  return ladder
}

function scaled({ width, height }: { width: number; height: number }, target: number) {
  const scale = Math.min(1, target / Math.min(width, height))
  return { width: even(width * scale, width), height: even(height * scale, height) }
}

/** 4:2:0 needs even sides: the nearest, but never one more than the source has. */
const even = (side: number, source: number): number =>
  Math.max(2, Math.min(Math.round(side / 2) * 2, Math.floor(source / 2) * 2))
