import { expect, test } from 'vitest'
import { leftToReady, openPace } from '../../workers/pace.ts'

/** What is told in the end of a step that began at 0 and made such parts, in per cent, until such seconds. */
function told(...made: [percent: number, atSeconds: number][]): number | null {
  const pace = openPace(0)
  return made.reduce<number | null>((_, [percent, atSeconds]) => pace(percent / 100, atSeconds * 1000), null)
}

test.each<[string, [number, number][], number | null]>([
  ['nothing is made', [], null],
  ['there was one report', [[10, 3]], null],
  [
    'it was too little',
    [
      [10, 3],
      [11, 4],
    ],
    null,
  ],
  [
    'a tenth was made in four seconds',
    [
      [10, 3],
      [20, 7],
    ],
    40,
  ],
  [
    'it took long to begin',
    [
      [0.1, 90],
      [50.1, 110],
    ],
    40,
  ],
  [
    'it became slower',
    [
      [0, 0],
      [50, 10],
      [75, 30],
    ],
    40,
  ],
  [
    'it took long to end',
    [
      [0, 0],
      [50, 20],
      [100, 90],
    ],
    40,
  ],
  ['it was over at once', [[100, 2]], 2],
  [
    'it was over before it could be told',
    [
      [60, 1],
      [100, 2],
    ],
    2,
  ],
])('the seconds that a step takes, where %s', (_, made, seconds) => {
  const is = told(...made)
  expect(is === null ? is : Math.round(is)).toBe(seconds)
})

test.each([
  ['nothing can be told yet', 0.1, null, 9, null],
  ['nothing follows', 0.5, 60, 0, 30],
  ['more follows, at the start', 0, 40, 9, 400],
  ['more follows, half way', 0.5, 40, 9, 380],
  ['more follows, at the end', 1, 40, 9, 360],
])('the seconds to ready, where %s', (_, fraction, seconds, stillToCome, left) => {
  expect(leftToReady(fraction, seconds, stillToCome)).toBe(left)
})
