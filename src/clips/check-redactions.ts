import { conflict, malformed } from '../platform/problems.ts'
import type { Redaction, SetCut } from './cut-schemas.ts'
import { insidePicture } from './inside-picture.ts'

/** A cut that is asked for, once it was looked at. */
export interface AskedCut {
  readonly inMs: number
  readonly outMs: number
  readonly redactions: readonly Redaction[]
  /** What is to become of the recording; undefined where nothing of it is hidden. */
  readonly original: SetCut['original']
}

const leastMs = 100
/** Of a side: a finger's breadth, which nobody can aim at and few things hide behind. */
const leastPart = 0.02
/** 0.48 to 0.5 comes out a hair less than 0.02 apart. */
const hair = 1e-6

/** What a cut is to hide, with regions that lie inside the picture; refuses with 400 what hides nothing, or says not enough. */
export function checkRedactions({ redactions = [], original }: SetCut): Redaction[] {
  if (redactions.length > 0 && original === undefined) {
    malformed('original-needed', 'Please say whether the original is to be sealed or destroyed.')
  }
  if (redactions.length === 0 && original !== undefined) {
    malformed('nothing-redacted', 'Nothing is hidden, so nothing is to become of the original.')
  }
  return redactions.map((redaction) => {
    if (redaction.endMs - redaction.startMs < leastMs) {
      malformed('redaction-too-short', 'What is hidden must be hidden for a tenth of a second at least.')
    }
    if (redaction.kind === 'mute') return redaction
    const region = insidePicture(redaction.region)
    if (Math.min(region.width, region.height) < leastPart - hair) {
      malformed(
        'region-too-small',
        'A region to hide must be a fiftieth of the picture wide and high at least.',
      )
    }
    return { ...redaction, region }
  })
}

/** What is known of a recording that something is hidden of. */
interface Recorded {
  readonly durationMs: number
  readonly hasPicture: boolean
  readonly hasSound: boolean
}

/** Refuses what there is nothing to hide of. */
export function refuseBeyond(
  { durationMs, hasPicture, hasSound }: Recorded,
  redactions: readonly Redaction[],
): void {
  for (const { kind, endMs } of redactions) {
    if (endMs > durationMs) {
      malformed('beyond-the-recording', 'Nothing can be hidden after the end of the recording.')
    }
    if (kind !== 'mute' && !hasPicture) conflict('no-picture', 'This clip is sound alone: it has no picture.')
    if (kind === 'mute' && !hasSound) conflict('no-sound', 'This clip has no sound that could be muted.')
  }
}

/** Whether two cuts hide the very same, in whatever order it was said. */
export const hidesTheSame = (a: readonly Redaction[], b: readonly Redaction[]): boolean =>
  a.length === b.length && written(a) === written(b)

const written = (redactions: readonly Redaction[]): string =>
  redactions
    .map((redaction) => {
      const { x, y, width, height } = redaction.kind === 'mute' ? nowhere : redaction.region
      return JSON.stringify([redaction.kind, redaction.startMs, redaction.endMs, x, y, width, height])
    })
    .toSorted()
    .join()

const nowhere = { x: 0, y: 0, width: 0, height: 0 }

/** What the ledger tells of it: how much is hidden and what becomes of the recording, never where. */
export const toldOf = ({ redactions, original }: Pick<AskedCut, 'redactions' | 'original'>) =>
  original && {
    hiddenPictures: redactions.filter(({ kind }) => kind !== 'mute').length,
    hiddenSounds: redactions.filter(({ kind }) => kind === 'mute').length,
    original,
  }
