import { describe, expect, test } from 'vitest'
import { type Side, skipOf, startOf, stepOf, type Two } from '../../web/src/year/in-step.ts'

const side = (timeMs: number, more: Partial<Side> = {}): Side => ({
  ...{ timeMs, durationMs: 60_000, isPlaying: true, isWaiting: false, hasTrouble: false },
  ...more,
})
/** Together where the first is at 10 s and the second at 4 s. */
const two = (first: Side, second: Side): Two => ({
  ...{ first, second, firstFromMs: 10_000, secondFromMs: 4_000 },
})
const waits = { isWaiting: true }
const stopped = { isPlaying: false }
const goOn = (pace: number, jumpMs?: number) => ({ does: 'go on', pace, jumpMs })

describe('two clips that play together', () => {
  test.each([
    ['are left alone where they are in step', side(12_000), side(6_000), goOn(1)],
    ['are left alone for less than anybody sees', side(12_000), side(6_040), goOn(1)],
    ['slow the second a little where it is ahead', side(12_000), side(6_100), goOn(0.96)],
    ['slow it no more than is heard', side(12_000), side(6_600), goOn(0.88)],
    ['hurry the second where it is behind', side(12_000), side(5_700), goOn(1.12)],
    ['let the second jump where it is far ahead', side(12_000), side(6_601), goOn(1, 6_000)],
    ['let the second jump where it is far behind', side(12_000), side(2_000), goOn(1, 6_000)],
    ['never jump before the beginning', side(1_000), side(3_000), goOn(1, 0)],
    [
      'stop the second while the first waits',
      side(12_000, waits),
      side(6_000),
      { does: 'hold', whom: 'second' },
    ],
    [
      'stop the first while the second waits',
      side(12_000),
      side(6_000, waits),
      { does: 'hold', whom: 'first' },
    ],
    [
      'stop neither while both wait',
      side(12_000, waits),
      side(6_000, waits),
      { does: 'hold', whom: undefined },
    ],
    [
      'do not stop twice what stands still',
      side(12_000, stopped),
      side(6_000, waits),
      { does: 'hold', whom: undefined },
    ],
    ['both stop where one is stopped by hand', side(12_000, stopped), side(6_000), { does: 'stop' }],
    ['both stop where the other one is', side(12_000), side(6_000, stopped), { does: 'stop' }],
    ['both stop where the first ends', side(59_950), side(53_950), { does: 'stop' }],
    ['both stop where the second ends', side(12_000), side(6_000, { durationMs: 6_050 }), { does: 'stop' }],
    ['both stop where one cannot go on', side(12_000), side(6_000, { hasTrouble: true }), { does: 'stop' }],
    ['go on where no length is known yet', side(12_000, { durationMs: 0 }), side(6_000), goOn(1)],
  ])('%s', (_, first, second, step) => {
    expect(stepOf(two(first, second), false)).toEqual(step)
  })

  test.each([
    [
      'go on both once neither waits',
      side(12_000, stopped),
      side(6_000),
      { does: 'resume', jumpMs: undefined },
    ],
    [
      'go on as they are where they are apart by less than a start takes',
      side(12_000, stopped),
      side(6_250),
      { does: 'resume', jumpMs: undefined },
    ],
    [
      'are put right before they go on',
      side(12_000, stopped),
      side(6_251),
      { does: 'resume', jumpMs: 6_000 },
    ],
    [
      'are held on while one still waits',
      side(12_000, stopped),
      side(6_000, waits),
      { does: 'hold', whom: undefined },
    ],
    [
      'are held the other way round where the one that came back is ahead of the other',
      side(12_000, waits),
      side(6_000),
      { does: 'hold', whom: 'second' },
    ],
    [
      'end also while they are held',
      side(12_000, stopped),
      side(6_000, { hasTrouble: true }),
      { does: 'stop' },
    ],
  ])('that were held: %s', (_, first, second, step) => {
    expect(stepOf(two(first, second), true)).toEqual(step)
  })

  test('come back into step from anywhere, and stay there', () => {
    for (const startMs of [0, 3_900, 5_500, 5_959, 6_041, 6_500, 7_000, 30_000]) {
      let [first, second] = [12_000, startMs]
      for (let tick = 0; tick < 200; tick++) {
        const step = stepOf(two(side(first), side(second)), false)
        if (step.does !== 'go on') throw new Error(`did ${step.does}`)
        if (step.jumpMs !== undefined) second = step.jumpMs
        first += 100
        second += 100 * step.pace
      }
      expect(Math.abs(second - (first - 6_000))).toBeLessThanOrEqual(46)
    }
  })

  test.each([
    ['from the chosen places at first', 0, 0, 10_000, 4_000],
    ['from where they were stopped together', 30_000, 24_200, 30_000, 24_000],
    ['from the chosen places where one was moved alone', 30_000, 20_000, 10_000, 4_000],
    ['from the chosen places after the end', 60_000, 54_000, 10_000, 4_000],
  ])('begin %s', (_, first, second, firstMs, secondMs) => {
    expect(startOf(two(side(first), side(second)))).toEqual({ firstMs, secondMs })
  })

  test.each([
    ['on by as much', 12_000, 6_000, 5_000, 17_000, 11_000],
    ['back, and no further than one of them can', 12_000, 6_000, -9_000, 6_000, 0],
    ['on, and no further than one of them can', 58_000, 52_000, 5_000, 60_000, 54_000],
  ])('skip %s', (_, first, second, by, firstMs, secondMs) => {
    expect(skipOf(two(side(first), side(second)), by)).toEqual({ firstMs, secondMs })
  })
})
