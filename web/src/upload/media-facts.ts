import type { Part } from '../cut/part.ts'

/** What this device could tell about a file, without sending any of it. What is undefined could not be told. */
export interface MediaFacts {
  readonly durationMs?: number | undefined
  readonly hasSound?: boolean | undefined
  /** Whether this device can cut a part out of it, and make it smaller. */
  readonly canRemake: boolean
}

/** What is to be done with a file on this device before it is sent. */
export interface Wish {
  readonly part?: Part | undefined
  readonly smaller: boolean
}

/** What the server makes of a recording is no larger than this, so more need not be sent. */
export const smallerSide = 720
export const bitsPerSecond = { smaller: 1_500_000, trimmed: 4_000_000, sound: 128_000 } as const

/** Bytes it would have afterwards, roughly; undefined where its length is not known. */
export function bytesRemade({ durationMs }: MediaFacts, { part, smaller }: Wish, bytes: number) {
  const ms = part ? part.outMs - part.inMs : durationMs
  if (ms === undefined || !durationMs) return undefined
  const rate = (smaller ? bitsPerSecond.smaller : bitsPerSecond.trimmed) + bitsPerSecond.sound
  return Math.min((ms / 1000) * (rate / 8), bytes * (ms / durationMs))
}

/** Only where it saves a good part of the way: it takes a while, and the picture loses a little. */
export function offersSmaller(facts: MediaFacts, bytes: number): boolean {
  const after = bytesRemade(facts, { smaller: true }, bytes)
  return facts.canRemake && bytes >= 20e6 && after !== undefined && after < bytes * 0.6
}

const largeBytes = 500e6

/** Where the way is dear or long, it is made smaller unless somebody says otherwise. */
export const wishAtFirst = (facts: MediaFacts, bytes: number, savesData: boolean): Wish => ({
  smaller: offersSmaller(facts, bytes) && (savesData || bytes >= largeBytes),
})

export const isWished = ({ part, smaller }: Wish): boolean => smaller || part !== undefined

/** Whether what came out is what was asked for: as long as it should be, with sound if there was any, and not larger. */
export function isSoundRemake(
  before: Pick<MediaFacts, 'durationMs' | 'hasSound'>,
  after: Pick<MediaFacts, 'durationMs' | 'hasSound'>,
  { part }: Wish,
): boolean {
  const wanted = part ? part.outMs - part.inMs : before.durationMs
  if (wanted === undefined || after.durationMs === undefined) return false
  return Math.abs(after.durationMs - wanted) <= 500 && after.hasSound === before.hasSound
}
