import { expect, test } from 'vitest'
import { fewAtOnce } from '../../../src/platform/live/few-at-once.ts'

test('no more than that many run at once, in the order they came, and one that fails gives its place back', async () => {
  const inTurn = fewAtOnce(3)
  let running = 0
  let most = 0
  const began: number[] = []
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      inTurn(async () => {
        began.push(n)
        most = Math.max(most, ++running)
        await new Promise(setImmediate)
        running--
        if (n % 4 === 0) throw new Error(`${n}`)
        return n
      }),
    ),
  )
  expect(most).toBe(3)
  expect(began).toEqual(Array.from({ length: 20 }, (_, n) => n))
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5)
  expect(await inTurn(async () => 'again')).toBe('again')
})
