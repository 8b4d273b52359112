/** Chance that can be played again. */
export interface Chance {
  /** From 0 to 1. */
  next(): number
  /** A whole number from 0 on, less than `end`. */
  below(end: number): number
  of<T>(items: readonly T[]): T
}

/** Mulberry32: small, and good enough to break things. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return { next, below, of: (items) => items[below(items.length)] as never }
}

interface Bounds {
  readonly most: number
  readonly seconds: number
}

/**
 * Tries `once` again and again, each time with chance of its own, until `most` times or `seconds` are over. A failure says the
 * seed: FUZZ_SEED=… tries that one alone, and FUZZ_FROM=… begins elsewhere than a usual run, which must not be lucky or unlucky.
 */
export function fuzzing({ most, seconds }: Bounds, once: (chance: Chance) => void): void {
  for (const seed of seeds(most, seconds)) {
    try {
      once(chanceOf(seed))
    } catch (error) {
      throw new Error(`again with FUZZ_SEED=${seed}`, { cause: error })
    }
  }
}

/** The same for what takes its time, two at once: most of it is spent on starting programs. */
export async function fuzzingSlowly(
  { most, seconds }: Bounds,
  once: (chance: Chance, seed: number) => Promise<void>,
): Promise<void> {
  const all = seeds(most, seconds)
  const hand = async () => {
    for (const seed of all) {
      await once(chanceOf(seed), seed).catch((cause: unknown) => {
        throw new Error(`again with FUZZ_SEED=${seed}`, { cause })
      })
    }
  }
  await Promise.all([hand(), hand()])
}

function* seeds(most: number, seconds: number): Generator<number> {
  const { FUZZ_SEED, FUZZ_FROM } = process.env
  if (FUZZ_SEED) return yield Number(FUZZ_SEED)
  const from = FUZZ_FROM ? Number(FUZZ_FROM) : 1
  const until = Date.now() + seconds * 1000
  for (let n = 0; n < most && Date.now() < until; n++) yield from + n
}
