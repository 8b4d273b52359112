interface Moment {
  readonly startMs: number | null
  readonly endMs: number | null
}

/** So that a room sees what leads there. */
const leadInMs = 4_000
/** How long an instant is looked at. */
const lingerMs = 5_000
/** The last frame may lie a little before the length that is told. */
const hairMs = 250

/**
 * The part of a clip that is played for a moment: from a little before it, to its end. What is about the clip as a whole
 * has no part, and the clip plays from its beginning.
 */
export function partToPlay({ startMs, endMs }: Moment, durationMs: number) {
  const last = Math.max(0, durationMs - hairMs)
  if (startMs === null) return { fromMs: 0, toMs: last }
  return {
    fromMs: Math.max(0, Math.min(startMs - leadInMs, last)),
    toMs: Math.min(Math.max(endMs ?? startMs, startMs + lingerMs), last),
  }
}
