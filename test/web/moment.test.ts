import { describe, expect, test } from 'vitest'
import {
  asInstant,
  asRange,
  formOf,
  instantAt,
  rangeBetween,
  wholeClip,
  withEnd,
  withStart,
} from '../../web/src/threads/moment.ts'

const durationMs = 60_000
const range = (startMs: number, endMs: number) => ({ startMs, endMs })
const instant = (startMs: number) => ({ startMs, endMs: null })

describe('the moment that is written about', () => {
  test('is whole milliseconds on the clip', () => {
    expect(instantAt(1234.6, durationMs)).toEqual(instant(1235))
    expect(instantAt(99_999, durationMs)).toEqual(instant(60_000))
    expect(instantAt(-1, durationMs)).toEqual(instant(0))
  })

  test('as a range begins at the earlier end, and lasts half a second at least', () => {
    expect(rangeBetween(9000, 4000, durationMs)).toEqual(range(4000, 9000))
    expect(rangeBetween(4000, 4100, durationMs)).toEqual(range(4000, 4500))
    expect(rangeBetween(60_000, 60_000, durationMs)).toEqual(range(59_500, 60_000))
    expect(rangeBetween(100, 100, 300)).toEqual(range(0, 300))
  })

  test('becomes a range up to what is shown now, or by five seconds', () => {
    expect(asRange(instant(10_000), 14_000, durationMs)).toEqual(range(10_000, 14_000))
    expect(asRange(instant(10_000), 10_000, durationMs)).toEqual(range(10_000, 15_000))
    expect(asRange(instant(58_000), 0, durationMs)).toEqual(range(58_000, 60_000))
    expect(asRange(wholeClip, 7000, durationMs)).toEqual(range(7000, 12_000))
    expect(asRange(range(1, 3000), 50_000, durationMs)).toEqual(range(1, 3000))
  })

  test('becomes an instant where it began, or where the clip is', () => {
    expect(asInstant(range(1000, 9000), 5000, durationMs)).toEqual(instant(1000))
    expect(asInstant(wholeClip, 5000, durationMs)).toEqual(instant(5000))
  })

  test('keeps its other end when one is moved, and turns round when they cross', () => {
    expect(withStart(range(1000, 9000), 4000, durationMs)).toEqual(range(4000, 9000))
    expect(withStart(range(1000, 9000), 12_000, durationMs)).toEqual(range(9000, 12_000))
    expect(withEnd(range(5000, 9000), 2000, durationMs)).toEqual(range(2000, 5000))
    expect(withStart(instant(5000), 6000, durationMs)).toEqual(instant(6000))
  })

  test('has one of three forms', () => {
    expect([wholeClip, instant(0), range(0, 500)].map(formOf)).toEqual(['clip', 'instant', 'range'])
  })
})
