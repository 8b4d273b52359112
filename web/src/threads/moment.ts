/** Where words stand on a clip: an instant, a range, or (without a start) the whole clip. Milliseconds. */
export interface Moment {
  readonly startMs: number | null
  readonly endMs: number | null
}

export const wholeClip: Moment = { startMs: null, endMs: null }

/** Shorter than this, a part cannot be watched. */
const leastMs = 500
/** What a range is offered as where only its start is known. */
const offeredMs = 5000

const within = (ms: number, durationMs: number): number => Math.round(Math.min(Math.max(0, ms), durationMs))

export const instantAt = (ms: number, durationMs: number): Moment => ({
  startMs: within(ms, durationMs),
  endMs: null,
})

/** A range from a start to an end, whichever comes first; never shorter than half a second, nor beyond the clip. */
export function rangeBetween(a: number, b: number, durationMs: number): Moment {
  const from = within(Math.min(a, b), durationMs)
  const to = within(Math.max(a, b), durationMs)
  if (to - from >= leastMs) return { startMs: from, endMs: to }
  const endMs = within(from + leastMs, durationMs)
  return { startMs: Math.max(0, endMs - leastMs), endMs }
}

/** Makes a range of it. Its end is what the clip shows now, if that lies behind the start. */
export function asRange({ startMs, endMs }: Moment, nowMs: number, durationMs: number): Moment {
  const start = startMs ?? nowMs
  return rangeBetween(start, endMs ?? (nowMs > start + leastMs ? nowMs : start + offeredMs), durationMs)
}

export const asInstant = ({ startMs }: Moment, nowMs: number, durationMs: number): Moment =>
  instantAt(startMs ?? nowMs, durationMs)

export const withStart = ({ endMs }: Moment, ms: number, durationMs: number): Moment =>
  endMs === null ? instantAt(ms, durationMs) : rangeBetween(ms, endMs, durationMs)

export const withEnd = ({ startMs }: Moment, ms: number, durationMs: number): Moment =>
  rangeBetween(startMs ?? 0, ms, durationMs)

export const formOf = ({ startMs, endMs }: Moment): 'instant' | 'range' | 'clip' =>
  startMs === null ? 'clip' : endMs === null ? 'instant' : 'range'
