import { describe, expect, test } from 'vitest'
import type { Redaction } from '../../src/clips/cut-schemas.ts'
import { filmSlots } from '../../web/src/cut/film-slots.ts'
import { otherCuts } from '../../web/src/cut/other-cuts.ts'
import { endAt, isCutAway, keyed, pushEnd, pushStart, startAt } from '../../web/src/cut/part.ts'

const length = 100_000
const part = { inMs: 20_000, outMs: 60_000 }

describe('a part of a recording', () => {
  test.each([
    ['a little later', 25_000.4, { inMs: 25_000, outMs: 60_000 }],
    ['before the beginning', -5, { inMs: 0, outMs: 60_000 }],
    ['beyond its end', 70_000, { inMs: 59_000, outMs: 60_000 }],
  ])('whose start is pushed %s', (_, ms, expected) => {
    expect(pushStart(part, ms)).toEqual(expected)
  })

  test.each([
    ['a little earlier', 50_000, { inMs: 20_000, outMs: 50_000 }],
    ['beyond the recording', 200_000, { inMs: 20_000, outMs: length }],
    ['before its start', 3_000, { inMs: 20_000, outMs: 21_000 }],
  ])('whose end is pushed %s', (_, ms, expected) => {
    expect(pushEnd(part, ms, length)).toEqual(expected)
  })

  test('whose start is put behind its end keeps all that follows, and the other way round', () => {
    expect(startAt(part, 80_000, length)).toEqual({ inMs: 80_000, outMs: length })
    expect(startAt(part, 59_500, length)).toEqual({ inMs: 59_500, outMs: length })
    expect(startAt(part, length, length)).toEqual({ inMs: 99_000, outMs: length })
    expect(endAt(part, 10_000, length)).toEqual({ inMs: 0, outMs: 10_000 })
    expect(endAt(part, 0, length)).toEqual({ inMs: 0, outMs: 1000 })
    expect(endAt(part, 30_000, length)).toEqual({ inMs: 20_000, outMs: 30_000 })
  })

  test.each([
    ['ArrowLeft', false, 49_000],
    ['ArrowUp', false, 51_000],
    ['ArrowRight', true, 60_000],
    ['ArrowDown', true, 40_000],
    ['PageUp', false, 110_000],
    ['PageDown', false, -10_000],
    ['Home', false, 0],
    ['End', false, length],
    ['a', false, undefined],
  ])('is moved by %s (far: %s) to %s', (key, isFar, expected) => {
    expect(keyed(key, isFar, 50_000, length)).toBe(expected)
  })

  test.each([
    ['the clip as a whole', null, null, false],
    ['an instant within', 30_000, null, false],
    ['the instant at its end', 60_000, null, false],
    ['an instant before', 19_999, null, true],
    ['an instant after', 60_001, null, true],
    ['a range across its start', 10_000, 20_001, false],
    ['a range that ends where it starts', 10_000, 20_000, true],
    ['a range from its end on', 60_000, 70_000, true],
  ])('and what is said of %s', (_, startMs, endMs, expected) => {
    expect(isCutAway({ startMs, endMs }, part)).toBe(expected)
  })
})

describe('earlier cuts', () => {
  const cut = (cutNo: number, inMs: number, outMs: number, isCurrent = false) => ({
    ...{ cutNo, inMs, outMs, isCurrent, redactions: [] as Redaction[] },
    madeAt: '2026-11-28T10:00:00.000Z',
    redactions: [],
  })

  test('are offered once each, newest first, without the one that stands', () => {
    const cuts = [cut(5, 10, 20, true), cut(4, 0, 100), cut(3, 10, 20), cut(2, 5, 50), cut(1, 0, 100)]
    expect(otherCuts(cuts).map(({ cutNo }) => cutNo)).toEqual([2, 1])
    expect(otherCuts([cut(1, 0, 100, true)])).toEqual([])
  })

  test('are different ones where they hide something else of the same part', () => {
    const silent = { redactions: [{ kind: 'mute', startMs: 10, endMs: 20 } as const] }
    const cuts = [
      { ...cut(4, 0, 100, true), ...silent },
      cut(3, 0, 100),
      { ...cut(2, 0, 100), ...silent },
      cut(1, 0, 100),
    ]
    expect(otherCuts(cuts).map(({ cutNo }) => cutNo)).toEqual([1])
  })
})

describe('a film', () => {
  test('has as many stills as fit, each of the moment in its middle', () => {
    expect(filmSlots(300, 110, 90_000)).toEqual([
      { x: 0, width: 100, ms: 15_000 },
      { x: 100, width: 100, ms: 45_000 },
      { x: 200, width: 100, ms: 75_000 },
    ])
    expect(filmSlots(0, 110, 90_000)).toEqual([])
    expect(filmSlots(40, 110, 90_000)).toHaveLength(1)
  })
})
