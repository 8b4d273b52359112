/** Less than this of a step tells nothing of how long all of it takes. */
const leastFraction = 0.02

/**
 * Tells how many seconds a whole step takes, each time that some part of it is made: 0..1, which never goes back, and when; null
 * until that can be told. It counts from the first thing
 * made, since to start a program and to read up to a cut may take longer than all that is made; and not at the very end,
 * where files are closed. Of a step that is over at once there is only how long it took since `beganAtMs`.
 */
export function openPace(beganAtMs: number): (fraction: number, atMs: number) => number | null {
  let first: { readonly fraction: number; readonly atMs: number } | undefined
  let seconds: number | null = null
  return (fraction, atMs) => {
    first ??= { fraction, atMs }
    const made = fraction - first.fraction
    if (fraction < 1 && made >= leastFraction) seconds = (atMs - first.atMs) / 1000 / made
    if (fraction === 1) seconds ??= (atMs - beganAtMs) / 1000
    return seconds
  }
}

/** Seconds that are left of a step that takes `seconds`, and of what follows it, which takes `stillToCome` times as long. */
export const leftToReady = (fraction: number, seconds: number | null, stillToCome: number): number | null =>
  seconds === null ? null : Math.round(seconds * (1 - fraction + stillToCome))
