import { reportChunk } from '../src/clips/report-chunk.ts'
import { type Reached, reportProgress } from '../src/clips/report-progress.ts'
import type { Step } from '../src/clips/states.ts'
import type { ChunkId, ClipId } from '../src/platform/ids.ts'
import type { Platform } from '../src/platform/platform.ts'
import { leftToReady, openPace } from './pace.ts'

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
  platform: Platform,
  clip: OfCut,
  stretch: Stretch,
  stillToCome: number | null = 0,
) {
  const pace = openPace(Date.now())
  const tell = nowAndThen(platform, clip, (reached: Reached) => reportProgress(platform.db, clip, reached))
  return (fraction: number): void => {
    const seconds = pace(fraction, Date.now())
    tell({
      step: stretch.step,
      fraction: fractionOf(stretch, fraction),
      secondsLeft: stillToCome === null ? null : leftToReady(fraction, seconds, stillToCome),
    })
  }
}

/** The same of one of the chunks that the encoding is divided in: what is told is how far all of them are. */
export const followChunk = (platform: Platform, clip: OfCut, chunkId: ChunkId) =>
  nowAndThen(platform, clip, async (fraction: number) => {
    const all = await reportChunk(platform.db, clip, chunkId, fraction)
    if (!all) return
    await reportProgress(platform.db, clip, {
      step: stretches.encoding.step,
      fraction: fractionOf(stretches.encoding, all.fraction),
      secondsLeft: all.secondsLeft,
    })
  })

function nowAndThen<T>({ log }: Platform, clip: OfCut, report: (what: T) => Promise<void>) {
  let last = 0
  let writing = false
  return (what: T): void => {
    const now = Date.now()
    if (writing || now - last < everyMs) return
    last = now
    writing = true
    report(what)
      .catch((error) => log.warn({ err: error, clipId: clip.id }, 'progress could not be noted'))
      .finally(() => {
        writing = false
      })
  }
}

const fractionOf = ({ from, to }: Stretch, fraction: number): number => from + (to - from) * fraction

/** Says that a step began. */
export const beginStep = ({ db }: Platform, clip: OfCut, { step, from }: Stretch): Promise<void> =>
  reportProgress(db, clip, { step, fraction: from, secondsLeft: null })
