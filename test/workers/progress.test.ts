import { expect, test } from 'vitest'
import { leftToReady } from '../../workers/progress.ts'

test.each([
  ['nothing can be told yet', { fraction: 0, secondsLeft: null }, 0, 9, null],
  ['nothing follows', { fraction: 0.5, secondsLeft: 30 }, 30, 0, 30],
  ['more follows, at the start', { fraction: 0, secondsLeft: 40 }, 0, 9, 400],
  ['more follows, half way', { fraction: 0.5, secondsLeft: 20 }, 20, 9, 380],
  ['more follows, at the end', { fraction: 1, secondsLeft: 0 }, 40, 9, 360],
])('the seconds to ready, where %s', (_, made, tookSeconds, stillToCome, left) => {
  expect(leftToReady(made, tookSeconds, stillToCome)).toBe(left)
})
