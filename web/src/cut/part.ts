/** Which part of a recording is kept: half-open, in milliseconds of the whole recording. */
export interface Part {
  readonly inMs: number
  readonly outMs: number
}

/** As the server asks of it. */
export const leastMs = 1000

const within = (ms: number, least: number, most: number): number =>
  Math.round(Math.min(Math.max(ms, least), Math.max(least, most)))

/** The start is pushed as far as the end lets it. */
export const pushStart = ({ outMs }: Part, ms: number): Part => ({
  inMs: within(ms, 0, outMs - leastMs),
  outMs,
})

export const pushEnd = ({ inMs }: Part, ms: number, lengthMs: number): Part => ({
  inMs,
  outMs: within(ms, inMs + leastMs, lengthMs),
})

/** The start is put somewhere, even behind the end: then all that follows is kept. */
export function startAt({ outMs }: Part, ms: number, lengthMs: number): Part {
  const inMs = within(ms, 0, lengthMs - leastMs)
  return { inMs, outMs: outMs - inMs < leastMs ? lengthMs : outMs }
}

/** The end is put somewhere, even before the start: then all that comes before it is kept. */
export function endAt({ inMs }: Part, ms: number, lengthMs: number): Part {
  const outMs = within(ms, leastMs, lengthMs)
  return { inMs: outMs - inMs < leastMs ? 0 : inMs, outMs }
}

export type Edge = 'start' | 'end'

/** Where a key moves an edge to; undefined where it is none of ours. */
export function keyed(key: string, isFar: boolean, atMs: number, lengthMs: number): number | undefined {
  const step = isFar ? 10_000 : 1000
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return atMs - step
    case 'ArrowRight':
    case 'ArrowUp':
      return atMs + step
    case 'PageDown':
      return atMs - 60_000
    case 'PageUp':
      return atMs + 60_000
    case 'Home':
      return 0
    case 'End':
      return lengthMs
    default:
      return undefined
  }
}

export const isWhole = ({ inMs, outMs }: Part, lengthMs: number): boolean => inMs === 0 && outMs >= lengthMs

export const isSame = (a: Part, b: Part): boolean => a.inMs === b.inMs && a.outMs === b.outMs

/** Whether a moment has no place on the part: an instant beside it, or a range of which nothing is left. */
export function isCutAway(
  { startMs, endMs }: { readonly startMs: number | null; readonly endMs: number | null },
  /** On the same timeline. */
  { inMs, outMs }: Part,
): boolean {
  if (startMs === null) return false
  return endMs === null ? startMs < inMs || startMs > outMs : endMs <= inMs || startMs >= outMs
}
