import { describe, expect, test } from 'vitest'
import { choose, mostTaken } from '../../src/packs/choose.ts'
import { gatherMoments, type TalkFacts } from '../../src/packs/gather-moments.ts'
import { sharesOf } from '../../src/packs/mirror-shares.ts'
import { leading, rankMoments, weigh } from '../../src/packs/rank-moments.ts'
import { readingsIn } from '../../src/packs/readings-in.ts'
import type { ThreadKind } from '../../src/threads/kinds.ts'

interface Fact extends TalkFacts {
  readonly authorId: string
}

const fact = (threadId: string, given: Partial<Fact> = {}): Fact => ({
  ...{ threadId, clipId: 'clip', clipPosition: 0, kind: 'notice', startMs: 0, endMs: null },
  ...{ replies: 0, brought: 0, isOpen: false, authorId: given.voices?.[0] ?? 'ana', voices: ['ana'] },
  ...given,
})
const idsOf = (moments: readonly { readonly threads: readonly TalkFacts[] }[]) =>
  moments.map(({ threads }) => threads.map(({ threadId }) => threadId).join(' '))

/** In an order of its own for each seed, the same each time. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const all = [...items]
  let state = seed * 2_654_435_761 + 1
  for (let at = all.length - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    const other = state % (at + 1)
    ;[all[at], all[other]] = [all[other] as Item, all[at] as Item]
  }
  return all
}

describe('threads are gathered into moments', () => {
  test.each<[string, Partial<Fact>, Partial<Fact>, boolean]>([
    ['at the same time', { startMs: 5_000 }, { startMs: 5_000 }, true],
    ['ten seconds apart', { startMs: 5_000 }, { startMs: 15_000 }, true],
    ['more than ten seconds apart', { startMs: 5_000 }, { startMs: 15_001 }, false],
    ['within a range', { startMs: 0, endMs: 30_000 }, { startMs: 29_999 }, true],
    ['where a range has ended', { startMs: 0, endMs: 30_000 }, { startMs: 30_000 }, false],
    ['right after a short range', { startMs: 0, endMs: 2_000 }, { startMs: 10_000 }, true],
    ['late in a long range', { startMs: 0, endMs: 300_000 }, { startMs: 60_001 }, false],
    ['a minute into a long range', { startMs: 0, endMs: 300_000 }, { startMs: 60_000 }, true],
    ['on two clips', { startMs: 0 }, { startMs: 0, clipId: 'other', clipPosition: 1 }, false],
    ['about the whole clip, both', { startMs: null }, { startMs: null }, true],
    ['about the whole clip, and its start', { startMs: null }, { startMs: 0 }, false],
  ])('%s', (_what, one, other, isOne) => {
    for (const threads of [
      [fact('a', one), fact('b', other)],
      [fact('b', other), fact('a', one)],
    ]) {
      expect(idsOf(gatherMoments(threads))).toEqual(isOne ? ['a b'] : ['a', 'b'])
    }
  })

  test('a chain of near ones does not become one moment of the whole clip', () => {
    const chain = Array.from({ length: 12 }, (_, at) =>
      fact(`t${String(at).padStart(2, '0')}`, { startMs: at * 8_000 }),
    )
    expect(gatherMoments(chain).map(({ threads }) => threads.length)).toEqual([2, 2, 2, 2, 2, 2])
  })

  test('a moment goes from its first start to its last end, and an instant has no end', () => {
    const [moment] = gatherMoments([
      fact('a', { startMs: 4_000 }),
      fact('b', { startMs: 2_000, endMs: 3_000 }),
      fact('c', { startMs: 6_000, endMs: 9_000 }),
    ])
    expect(moment).toMatchObject({ startMs: 2_000, endMs: 9_000 })
    expect(gatherMoments([fact('a', { startMs: 4_000 })])).toMatchObject([{ startMs: 4_000, endMs: null }])
    expect(gatherMoments([fact('a', { startMs: null })])).toMatchObject([{ startMs: null, endMs: null }])
  })
})

describe('moments of most talk', () => {
  const weightOf = (...threads: Partial<Fact>[]) =>
    weigh(gatherMoments(threads.map((given, at) => fact(`t${at}`, given)))[0] as never)

  test.each<[string, Partial<Fact>[], number]>([
    ['one thread of one voice', [{}], 1 + 2],
    ['an answer by another', [{ voices: ['ana', 'ben'], replies: 1 }], 1 + 4 + 1],
    ['nine answers of two: as four', [{ voices: ['ana', 'ben'], replies: 9 }], 1 + 4 + 4],
    ['two threads of two', [{}, { voices: ['ben'] }], 2 + 4],
    ['two threads of one', [{}, {}], 2 + 2],
    ['brought by one', [{ brought: 1 }], 3 + 3],
    ['brought by three', [{ brought: 2 }, { brought: 1 }], 4 + 5],
    ['an open wonder', [{ kind: 'wonder', isOpen: true }], 3 + 2],
    [
      'two open wonders are open once',
      [
        { kind: 'wonder', isOpen: true },
        { kind: 'wonder', isOpen: true },
      ],
      4 + 2,
    ],
    ['three kinds', [{}, { kind: 'suggest' }, { kind: 'interpret' }], 5 + 2],
  ])('%s', (_what, threads, weight) => {
    expect(weightOf(...threads)).toBe(weight)
  })

  test('four who stopped there come before two who went back and forth', () => {
    const two = fact('two', { startMs: 0, voices: ['ana', 'ben'], replies: 30 })
    const four = ['ana', 'ben', 'cleo', 'dan'].map((voice) =>
      fact(voice, { startMs: 40_000, voices: [voice] }),
    )
    expect(idsOf(rankMoments(gatherMoments([two, ...four])))).toEqual(['ana ben cleo dan', 'two'])
  })

  test('of equal ones the earlier clip comes first, then the earlier time, the whole clip before its parts', () => {
    const threads = [
      fact('d', { clipId: 'a', clipPosition: 1, startMs: null }),
      fact('c', { clipId: 'b', clipPosition: 0, startMs: 90_000 }),
      fact('b', { clipId: 'b', clipPosition: 0, startMs: 30_000 }),
      fact('a', { clipId: 'b', clipPosition: 0, startMs: null }),
    ]
    expect(idsOf(rankMoments(gatherMoments(threads)))).toEqual(['a', 'b', 'c', 'd'])
  })

  test('who said it changes nothing: swapping two people leaves every order as it is', () => {
    const names = ['ana', 'ben', 'cleo', 'dan', 'eve']
    const kinds: ThreadKind[] = ['notice', 'wonder', 'interpret', 'suggest', 'appreciate']
    const talk = Array.from({ length: 60 }, (_, at) =>
      fact(`t${String(at).padStart(2, '0')}`, {
        ...{
          startMs: ((at * 7_919) % 300) * 1_000,
          kind: kinds[at % 5] as ThreadKind,
          replies: (at * 13) % 7,
        },
        voices: [names[at % 5] as string, names[(at * 3) % 5] as string],
        ...{
          brought: at % 11 === 0 ? 1 : 0,
          isOpen: at % 5 === 1,
          clipPosition: at % 2,
          clipId: `c${at % 2}`,
        },
      }),
    )
    const order = (threads: readonly Fact[]) => {
      const ranked = rankMoments(gatherMoments(threads))
      return [idsOf(ranked), ranked.map((moment) => leading(moment).threadId)]
    }
    const swapped = talk.map((thread) => ({
      ...thread,
      voices: thread.voices.map((name) => (name === 'ana' ? 'eve' : name === 'eve' ? 'ana' : name)),
    }))
    expect(order(talk)[0]?.length).toBeGreaterThan(20)
    expect(order(swapped)).toEqual(order(talk))
    // Nor does the order in which it came.
    for (let seed = 1; seed <= 50; seed += 1) expect(order(shuffled(talk, seed))).toEqual(order(talk))
  })

  test('the words of a moment are those of the thread that weighs most, of equal ones the first', () => {
    const [moment] = gatherMoments([
      fact('a', { startMs: 0 }),
      fact('b', { startMs: 1_000, voices: ['ben', 'ana'], replies: 1 }),
      fact('c', { startMs: 2_000, voices: ['ben', 'ana'], replies: 1 }),
    ])
    expect(leading(moment as never)).toMatchObject({ threadId: 'b' })
  })
})

describe('different readings', () => {
  const readings = (...threads: Fact[]) => idsOf(readingsIn(gatherMoments(threads)))
  const at = (id: string, kind: ThreadKind, authorId: string, startMs: number | null = 0) =>
    fact(id, { kind, authorId, startMs })

  test('are two who interpret or wonder at one moment', () => {
    expect(
      readings(at('a', 'interpret', 'ana'), at('b', 'wonder', 'ben'), at('c', 'notice', 'cleo')),
    ).toEqual(['a b'])
    expect(readings(at('a', 'interpret', 'ana'), at('b', 'interpret', 'ana'))).toEqual([])
    expect(readings(at('a', 'interpret', 'ana'), at('b', 'suggest', 'ben'))).toEqual([])
    expect(readings(at('a', 'interpret', 'ana'), at('b', 'interpret', 'ben', 30_000))).toEqual([])
    expect(readings(at('a', 'interpret', 'ana', null), at('b', 'interpret', 'ben', null))).toEqual([])
  })
})

describe('what goes to the room', () => {
  const ranked = rankMoments(
    gatherMoments(
      Array.from({ length: 12 }, (_, at) => fact(String.fromCharCode(97 + at), { startMs: at * 20_000 })),
    ),
  )
  const taken = (threadId: string, position: number) => ({ threadId, choice: 'taken' as const, position })
  const letters = (moments: Parameters<typeof idsOf>[0]) => idsOf(moments).join('')

  test('is the six of most talk as long as nobody chose', () => {
    const { isIn, others } = choose(ranked, [])
    expect([letters(isIn), letters(others)]).toEqual(['abcdef', 'ghijkl'])
  })

  test('is what was taken, in its order, and nothing else', () => {
    const { isIn, others } = choose(ranked, [
      taken('c', 1),
      taken('k', 0),
      { threadId: 'a', choice: 'left out', position: 0 },
    ])
    expect([letters(isIn), letters(others)]).toEqual(['kc', 'abdefghijl'])
  })

  test('is never more than fits on paper', () => {
    const all = ranked.map((moment, at) => taken(moment.threads[0].threadId, at))
    expect(choose(ranked, all).isIn).toHaveLength(mostTaken)
  })
})

describe('shares', () => {
  test.each<[number[], number[]]>([
    [
      [1, 1, 1, 1, 1],
      [20, 20, 20, 20, 20],
    ],
    [
      [3, 0, 0, 0, 0],
      [100, 0, 0, 0, 0],
    ],
    [
      [1, 1, 1, 0, 0],
      [35, 35, 30, 0, 0],
    ],
    [
      [2, 1, 0, 0, 0],
      [65, 35, 0, 0, 0],
    ],
    [
      [50, 1, 0, 0, 0],
      [100, 0, 0, 0, 0],
    ],
    [
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ],
  ])('%j are %j of a hundred', (counts, shares) => {
    const kinds: ThreadKind[] = ['notice', 'wonder', 'interpret', 'suggest', 'appreciate']
    const given = new Map(kinds.map((kind, at) => [kind, counts[at] as number]))
    expect(sharesOf(given).map(({ share }) => share)).toEqual(shares)
  })
})
