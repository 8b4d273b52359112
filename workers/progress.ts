import { reportProgress } from '../src/clips/report-progress.ts'
import type { Step } from '../src/clips/states.ts'
import type { ClipId } from '../src/platform/ids.ts'
import type { MediaProgress } from '../src/platform/media/packaged.ts'
import type { Platform } from '../src/platform/platform.ts'

/** The part of the whole way to `ready` that one step covers. */
interface Stretch {
  readonly step: Step
  readonly from: number
  readonly to: number
}

/** Where the steps lie on the way. The ladder is nearly all of the work, however the first playable was made. */
export const stretches = {
  checking: { step: 'checking', from: 0, to: 0.05 },
  remux: { step: 'first-playable', from: 0.05, to: 0.1 },
  firstRung: { step: 'first-playable', from: 0.05, to: 0.4 },
  lean: { step: 'lean', from: 0.05, to: 0.1 },
  leanBesideCopy: { step: 'lean', from: 0.1, to: 0.12 },
  encoding: { step: 'encoding', from: 0.1, to: 0.95 },
  verifying: { step: 'verifying', from: 0.95, to: 1 },
} as const satisfies Record<string, Stretch>

const everyMs = 1000

interface OfCut {
  readonly id: ClipId
  readonly cutNo: number
}

/**
 * Follows one step: each report goes to the database, at most one a second and never two at once. What comes after the step
 * takes `stillToCome` times what the step takes; null where that has nothing to do with each other.
 */
export function followProgress(
  { db, log }: Platform,
  clip: OfCut,
  stretch: Stretch,
  stillToCome: number | null = 0,
) {
  let last = 0
  let writing = false
  return ({ fraction, outMs, secondsLeft }: MediaProgress): void => {
    const now = Date.now()
    if (writing || now - last < everyMs) return
    last = now
    writing = true
    reportProgress(db, clip, {
      step: stretch.step,
      fraction: stretch.from + (stretch.to - stretch.from) * fraction,
      secondsLeft:
        secondsLeft === null || stillToCome === null
          ? null
          : withRest(secondsLeft, fraction, stillToCome, outMs),
    })
      .catch((error) => log.warn({ err: error, clipId: clip.id }, 'progress could not be noted'))
      .finally(() => {
        writing = false
      })
  }
}

/** Seconds left of this step, and those of what follows it. */
function withRest(secondsLeft: number, fraction: number, stillToCome: number, outMs: number): number {
  const whole = outMs > 0 && fraction < 1 ? secondsLeft / (1 - fraction) : secondsLeft
  return Math.round(secondsLeft + whole * stillToCome)
}

/** Says that a step began. */
export const beginStep = ({ db }: Platform, clip: OfCut, { step, from }: Stretch): Promise<void> =>
  reportProgress(db, clip, { step, fraction: from, secondsLeft: null })
