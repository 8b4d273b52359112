import { describe, expect, test } from 'vitest'
import { hideSmall, type Part, type Told } from '../../src/reports/hide-small.ts'

const k = 5
const part = (id: string, site: string | null, people: number): Part => ({ id, site, people, amount: people })
const shown = ({ total, sites, otherSites }: Told) => ({
  total,
  sites: Object.fromEntries(
    [...sites].map(([site, { amount, cohorts, others }]) => [
      site ?? 'none',
      { amount, cohorts: Object.fromEntries(cohorts), others },
    ]),
  ),
  otherSites,
})
const numbersIn = ({ total, sites, otherSites }: Told): number[] =>
  [
    ...[total, otherSites],
    ...[...sites.values()].flatMap(({ amount, cohorts, others }) => [amount, others, ...cohorts.values()]),
  ].filter((n) => n !== null)

/** The same small numbers in the same order each time. */
function dice(seed: number) {
  let state = seed * 2_654_435_761 + 1
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function randomParts(seed: number): Part[] {
  const roll = dice(seed)
  const count = 1 + roll(5)
  return Array.from({ length: count }, (_, n) =>
    part(`c${n}`, ['north', 'south', null][roll(3)] ?? null, roll(4) === 0 ? 5 + roll(6) : roll(8)),
  )
}

/** Every way so many people at most could be spread over so many cohorts. */
function* spreads(cohorts: number, people: number): Generator<number[]> {
  if (cohorts === 0) return yield []
  for (let n = 0; n <= people; n++) {
    for (const rest of spreads(cohorts - 1, people - n)) yield [n, ...rest]
  }
}

/** Every way so many cohorts can belong to sites or to none. */
function* belongings(cohorts: number): Generator<(string | null)[]> {
  if (cohorts === 0) return yield []
  for (const rest of belongings(cohorts - 1)) for (const site of ['s', 't', null]) yield [...rest, site]
}

/** What is known of any of the cohorts together, by whoever has what was told and all the worlds in which that is so. */
function workedOut(worlds: readonly number[][]): { set: number; sum: number }[] {
  const found: { set: number; sum: number }[] = []
  for (let set = 1; set < 2 ** (worlds[0]?.length ?? 0); set++) {
    const sums = worlds.map((counts) => counts.reduce((sum, n, at) => sum + (set & (1 << at) ? n : 0), 0))
    const [sum = 0] = sums
    if (sums.every((other) => other === sum)) found.push({ set, sum })
  }
  return found
}

describe('INV-31: what is told in sums', () => {
  test('are the cohorts, sites and the whole behind which stand enough', () => {
    const parts = [part('a', 'north', 6), part('b', 'north', 9), part('c', null, 7)]
    expect(shown(hideSmall(parts, k))).toEqual({
      total: 22,
      sites: {
        north: { amount: 15, cohorts: { a: 6, b: 9 }, others: null },
        none: { amount: 7, cohorts: { c: 7 }, others: null },
      },
      otherSites: null,
    })
  })

  test('leaves a small one out, and another one with it, so that it cannot be subtracted', () => {
    const parts = [part('a', 'north', 6), part('b', 'north', 9), part('c', 'north', 2)]
    expect(shown(hideSmall(parts, k)).sites).toEqual({ north: { amount: 17, cohorts: { b: 9 }, others: 8 } })
  })

  test('leaves several small ones out as one, where they are enough together', () => {
    const parts = [part('a', null, 3), part('b', null, 4), part('c', null, 8)]
    expect(shown(hideSmall(parts, k)).sites).toEqual({ none: { amount: 15, cohorts: { c: 8 }, others: 7 } })
  })

  test('takes one more to them where the sum alone would say how many each is of', () => {
    const parts = [part('a', null, 4), part('b', null, 4), part('c', null, 8), part('d', null, 5)]
    expect(shown(hideSmall(parts, k)).sites).toEqual({ none: { amount: 21, cohorts: { d: 5 }, others: 16 } })
  })

  test('leaves a small site out, and another one with it, with all their cohorts', () => {
    const parts = [part('a', 'north', 6), part('b', 'south', 9), part('c', 'east', 2), part('d', 'south', 8)]
    expect(shown(hideSmall(parts, k))).toEqual({
      total: 25,
      sites: { south: { amount: 17, cohorts: { b: 9, d: 8 }, others: null } },
      otherSites: 8,
    })
  })

  test('tells nothing where fewer than enough are there at all', () => {
    for (const parts of [[part('a', 'north', 4)], []]) {
      expect(shown(hideSmall(parts, k))).toEqual({ total: null, sites: {}, otherSites: null })
    }
  })

  test('counts people, not what they did: much of a few is not told', () => {
    const loud = { id: 'a', site: null, people: 4, amount: 900 }
    expect(shown(hideSmall([loud, { ...loud, id: 'b', people: 6, amount: 7 }], k))).toEqual({
      total: 907,
      sites: { none: { amount: 907, cohorts: {}, others: 907 } },
      otherSites: null,
    })
  })

  test('never holds a number behind which stand fewer than k, in any of 3,000 random organisations', () => {
    for (let seed = 0; seed < 3000; seed++) {
      for (const n of numbersIn(hideSmall(randomParts(seed), k)))
        expect(n, `seed ${seed}`).toBeGreaterThanOrEqual(k)
    }
  })

  test.each([
    [2, 24],
    [3, 18],
    [4, 14],
  ])(
    'lets nobody who knows how it is done, and tries all worlds, work out a group of 1 to k − 1 (%i cohorts)',
    (cohorts, people) => {
      let small = 0
      for (const sites of belongings(cohorts)) {
        const worlds = Map.groupBy(spreads(cohorts, people), (counts) =>
          JSON.stringify(
            shown(
              hideSmall(
                counts.map((n, at) => part(`c${at}`, sites[at] ?? null, n)),
                k,
              ),
            ),
          ),
        )
        for (const [told, alike] of worlds) {
          if (alike.some((counts) => counts.some((n) => n > 0 && n < k))) small++
          const bad = workedOut(alike).filter(({ sum }) => sum > 0 && sum < k)
          expect(bad, `${sites}: ${told}`).toEqual([])
        }
      }
      expect(small).toBeGreaterThan(20)
    },
  )
})
