import { beforeEach, describe, expect, test } from 'vitest'
import { type Stretches, stripesOf, withStretch } from '../../web/src/player/stretches.ts'
import { keepWatched, watchedOf } from '../../web/src/player/watched.ts'

describe('stretches of a clip', () => {
  test('are kept in order, and those that meet are one', () => {
    let all: Stretches = []
    for (const stretch of [
      [10_000, 12_000],
      [0, 4000],
      [5000, 6000],
      [3000, 3500],
    ] as const)
      all = withStretch(all, stretch)
    expect(all).toEqual([
      [0, 6000],
      [10_000, 12_000],
    ])
    expect(withStretch(all, [7, 7])).toBe(all)
  })

  test('are never more than so many: the narrowest gap goes first', () => {
    const all: Stretches = [
      [0, 1000],
      [10_000, 11_000],
      [13_000, 14_000],
    ]
    expect(withStretch(all, [40_000, 41_000], 3)).toEqual([
      [0, 1000],
      [10_000, 14_000],
      [40_000, 41_000],
    ])
  })

  test('are drawn on the scale of the clip, and not beyond it', () => {
    expect(stripesOf([], 10_000)).toBe('none')
    expect(stripesOf([[1000, 20_000]], 10_000)).toBe(
      'linear-gradient(to right, transparent 10%, var(--stretch) 10% 100%, transparent 100%)',
    )
  })
})

describe('what was watched', () => {
  beforeEach(() => {
    const kept = new Map<string, string>()
    Object.assign(globalThis, {
      localStorage: {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, value: string) => kept.set(name, value),
        removeItem: (name: string) => kept.delete(name),
        kept,
      },
    })
  })
  const clip = (id: string, cutNo = 1) => ({ id, cutNo })

  test('is each person’s own, of one cut, in whole seconds', () => {
    keepWatched('ana', clip('a'), [1200, 3400])
    keepWatched('ana', clip('a'), [9100, 9900])
    expect(watchedOf('ana', 'a', 1)).toEqual([
      [1000, 4000],
      [9000, 10_000],
    ])
    expect(watchedOf('liz', 'a', 1)).toEqual([])
    expect(watchedOf('ana', 'a', 2)).toEqual([])
    keepWatched('ana', clip('a', 2), [0, 1000])
    expect(watchedOf('ana', 'a', 1)).toEqual([])
  })

  test('is kept of so many clips, the last ones', () => {
    for (let n = 0; n < 70; n += 1) keepWatched('ana', clip(`clip ${n}`), [0, 1000])
    expect(watchedOf('ana', 'clip 69', 1)).toHaveLength(1)
    expect(watchedOf('ana', 'clip 10', 1)).toHaveLength(1)
    expect(watchedOf('ana', 'clip 9', 1)).toEqual([])
  })
})
