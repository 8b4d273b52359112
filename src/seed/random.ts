import type { Id } from '../platform/ids.ts'

/** The same numbers each time for the same seed, so that a generated database is the same everywhere. */
export class Random {
  #a: number
  #b: number
  #c: number
  #d = 1

  constructor(seed: string) {
    // FNV-1a with three starts fills the state of sfc32 (C. Doty-Humphrey, PractRand).
    const [a, b, c] = [0x811c9dc5, 0x01000193, 0x9e3779b9].map((start) => {
      let hash = start
      for (const char of seed) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
      return hash >>> 0
    }) as [number, number, number]
    ;[this.#a, this.#b, this.#c] = [a, b, c]
    for (let n = 0; n < 20; n++) this.#next()
  }

  /** 0 up to, but not including, `below`. */
  whole(below: number): number {
    return Math.floor((this.#next() / 2 ** 32) * below)
  }

  chance(fraction: number): boolean {
    return this.#next() < fraction * 2 ** 32
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.whole(from.length)]
    if (picked === undefined) throw new Error('there is nothing to pick from')
    return picked
  }

  /** A UUIDv7 of that moment (RFC 9562), its random part ours. */
  id<I extends Id<string>>(at: Date): I {
    const hex = (bits: number) => (this.#next() >>> (32 - bits)).toString(16)
    const time = at.getTime().toString(16).padStart(12, '0')
    const variant = (8 + this.whole(4)).toString(16)
    const parts = [
      time.slice(0, 8),
      time.slice(8),
      `7${hex(12).padStart(3, '0')}`,
      `${variant}${hex(12).padStart(3, '0')}`,
      `${hex(24).padStart(6, '0')}${hex(24).padStart(6, '0')}`,
    ]
    return parts.join('-') as I
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#d) >>> 0
    this.#d = (this.#d + 1) >>> 0
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0
    this.#b = (this.#c + (this.#c << 3)) >>> 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) >>> 0
    return sum
  }
}
