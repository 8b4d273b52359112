/** What one of two clips does just now. */
export interface Side {
  readonly timeMs: number
  readonly durationMs: number
  /** Its element is not paused. */
  readonly isPlaying: boolean
  /** It has nothing to show yet, whether it should play or not. */
  readonly isWaiting: boolean
  readonly hasTrouble: boolean
}

export interface Two {
  readonly first: Side
  readonly second: Side
  readonly firstFromMs: number
  readonly secondFromMs: number
}

export type Which = 'first' | 'second'

export type Step =
  /** Neither is stopped; the second plays this much faster than the first, or jumps to this time. */
  | { readonly does: 'go on'; readonly pace: number; readonly jumpMs: number | undefined }
  /** One has nothing to show, so the other is stopped until it has. */
  | { readonly does: 'hold'; readonly whom: Which | undefined }
  /** Both have something to show again. */
  | { readonly does: 'resume'; readonly jumpMs: number | undefined }
  /** One has ended, was stopped by hand, or cannot play on: both stop. */
  | { readonly does: 'stop' }

/** Less than this nobody sees. */
const sameMs = 40
/** More than this is not caught up with by playing faster, but by a jump. */
const farMs = 600
/** The same where both stand still anyhow: more than the time it takes to start them. */
const farAtRestMs = 250
/** As much faster or slower as that it is caught up in about so long, and never so much that it is heard. */
const catchUpMs = 2500
const mostNudge = 0.12
/** Players stop a little before the length that the server knows. */
const nearEndMs = 60

const wantedMs = ({ first, firstFromMs, secondFromMs }: Two): number =>
  secondFromMs + first.timeMs - firstFromMs

const driftMs = (two: Two): number => two.second.timeMs - wantedMs(two)

const isOver = ({ timeMs, durationMs }: Side): boolean => durationMs > 0 && timeMs >= durationMs - nearEndMs

/** What to do next so that two clips go on together, each from its own place. The first one sets the pace. */
export function stepOf(two: Two, isHolding: boolean): Step {
  const { first, second } = two
  if (first.hasTrouble || second.hasTrouble || isOver(first) || isOver(second)) return { does: 'stop' }
  const drift = driftMs(two)
  const jumpMs = Math.abs(drift) > (isHolding ? farAtRestMs : farMs) ? Math.max(0, wantedMs(two)) : undefined
  if (first.isWaiting || second.isWaiting) {
    const flows = first.isWaiting ? second : first
    const isBoth = first.isWaiting && second.isWaiting
    const whom = isBoth || !flows.isPlaying ? undefined : first.isWaiting ? 'second' : 'first'
    return { does: 'hold', whom }
  }
  if (isHolding) return { does: 'resume', jumpMs }
  if (!first.isPlaying || !second.isPlaying) return { does: 'stop' }
  if (jumpMs !== undefined) return { does: 'go on', pace: 1, jumpMs }
  return { does: 'go on', pace: paceFor(drift), jumpMs: undefined }
}

/** In hundredths, so that it is not another one at each look. */
function paceFor(drift: number): number {
  if (Math.abs(drift) <= sameMs) return 1
  const nudge = Math.min(mostNudge, Math.max(-mostNudge, drift / catchUpMs))
  return Math.round((1 - nudge) * 100) / 100
}

/** Apart by less than this they were stopped together, and go on where they are. */
const togetherMs = 1500

/** Where both begin: where they stopped together, else each at its own place. */
export function startOf(two: Two): { readonly firstMs: number; readonly secondMs: number } {
  const { first, second, firstFromMs, secondFromMs } = two
  const isFresh = first.timeMs < firstFromMs || second.timeMs < secondFromMs
  if (isFresh || isOver(first) || isOver(second) || Math.abs(driftMs(two)) > togetherMs) {
    return { firstMs: firstFromMs, secondMs: secondFromMs }
  }
  return { firstMs: first.timeMs, secondMs: Math.max(0, wantedMs(two)) }
}

/** Both by as much, and neither beyond its start or end. */
export function skipOf(two: Two, byMs: number): { readonly firstMs: number; readonly secondMs: number } {
  const { first, second } = two
  const least = -Math.min(first.timeMs, wantedMs(two))
  const most = Math.min(first.durationMs - first.timeMs, second.durationMs - wantedMs(two))
  const by = Math.max(Math.min(byMs, most), Math.min(0, least))
  return { firstMs: first.timeMs + by, secondMs: wantedMs(two) + by }
}
