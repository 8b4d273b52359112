/**
 * Picks from lists, the same way at each run: mulberry32, a small generator whose numbers are even enough for
 * choosing. `undefined` from an empty list.
 */
export function pickFrom(seed: number): <T>(from: readonly T[]) => T {
  let state = seed >>> 0
  return (from) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    const at = Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * from.length)
    return from[at] as (typeof from)[number]
  }
}
