import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Consumption, Hint, QueueBackend } from '../../../src/platform/queue/backend.ts'
import { until } from '../../support/until.ts'

/** The promises of the QueueBackend port, asked of one backend. `open` gives a backend that shares nothing with another. */
export function queueContract(name: string, open: () => Promise<() => QueueBackend>): void {
  describe(`${name} keeps the promises of a queue`, () => {
    let another: () => QueueBackend
    let backend: QueueBackend
    const running: Consumption[] = []

    beforeAll(async () => {
      another = await open()
      backend = another()
    })
    afterEach(async () => {
      await Promise.all(running.splice(0).map((consumption) => consumption.close()))
    })
    afterAll(() => backend.close())

    const hint = (claims = 0): Hint => ({ rowId: randomUUID(), claims })
    const consume = async (
      run: (hint: Hint, signal: AbortSignal) => Promise<void>,
      {
        queue = 'quick',
        concurrency = 1,
        on = backend,
      }: { queue?: 'quick' | 'media'; concurrency?: number; on?: QueueBackend } = {},
    ) => {
      const consumption = await on.consume(queue, concurrency, run)
      running.push(consumption)
      return consumption
    }

    test('a hint reaches a consumer, also one that comes later', async () => {
      const early = hint()
      await backend.publish('quick', [early])
      const heard: Hint[] = []
      await consume(async (given) => void heard.push(given))
      await until(() => heard.length === 1)
      const late = hint()
      await backend.publish('quick', [late])
      await until(() => heard.length === 2)
      expect(heard).toEqual([early, late])
    })

    test('a hundred hints at once each reach one consumer once, from whatever connection they come', async () => {
      const heard: string[] = []
      const others = [another(), another()]
      for (const on of others)
        await consume(async ({ rowId }) => void heard.push(rowId), { on, concurrency: 3 })
      const hints = Array.from({ length: 100 }, () => hint())
      await backend.publish('quick', hints)
      await until(() => heard.length >= 100)
      await sleep(200)
      expect(heard.toSorted()).toEqual(hints.map(({ rowId }) => rowId).toSorted())
      await Promise.all(running.splice(0).map((consumption) => consumption.close()))
      await Promise.all(others.map((other) => other.close()))
    })

    test('the same hint twice, while it waits, is one', async () => {
      const same = hint()
      await backend.publish('quick', [same, same])
      await backend.publish('quick', [same])
      const last = hint()
      await backend.publish('quick', [last])
      const heard: string[] = []
      await consume(async ({ rowId }) => void heard.push(rowId))
      await until(() => heard.includes(last.rowId))
      expect(heard).toEqual([same.rowId, last.rowId])
    })

    test('the row’s next claim is another hint, also right after the first was done', async () => {
      const first = hint()
      const heard: number[] = []
      await consume(async ({ claims }) => void heard.push(claims))
      await backend.publish('quick', [first])
      await until(() => heard.length === 1)
      await backend.publish('quick', [{ ...first, claims: 1 }])
      await until(() => heard.length === 2)
      expect(heard).toEqual([0, 1])
    })

    test('no more run at once than were asked for, and the others wait', async () => {
      let now = 0
      let most = 0
      let done = 0
      await consume(
        async () => {
          now += 1
          most = Math.max(most, now)
          await sleep(30)
          now -= 1
          done += 1
        },
        { concurrency: 2 },
      )
      await backend.publish(
        'quick',
        Array.from({ length: 8 }, () => hint()),
      )
      await until(() => done === 8)
      expect(most).toBe(2)
    })

    test('one queue does not wait for another', async () => {
      let letGo: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        letGo = resolve
      })
      const heard: string[] = []
      await consume(() => held, { queue: 'media' })
      await consume(async ({ rowId }) => void heard.push(rowId), { queue: 'quick' })
      await backend.publish('media', [hint()])
      const quick = hint()
      await backend.publish('quick', [quick])
      await until(() => heard.includes(quick.rowId))
      letGo()
    })

    test('a consumer that fails does not hold up the next hint', async () => {
      const heard: string[] = []
      await consume(async ({ rowId }) => {
        heard.push(rowId)
        if (heard.length === 1) throw new Error('no')
      })
      const hints = [hint(), hint()]
      await backend.publish('quick', hints)
      await until(() => heard.length === 2)
      expect(heard).toEqual(hints.map(({ rowId }) => rowId))
    })

    test('closing stops taking hints, raises the signal of running ones and waits for them', async () => {
      const heard: string[] = []
      const consumption = await backend.consume('quick', 1, async (_hint, signal) => {
        heard.push('begun')
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
        await sleep(50)
        heard.push('ended')
      })
      await backend.publish('quick', [hint()])
      await until(() => heard.length === 1)
      await consumption.close()
      expect(heard).toEqual(['begun', 'ended'])
      await backend.publish('quick', [hint()])
      await sleep(200)
      expect(heard).toEqual(['begun', 'ended'])
      const rest: string[] = []
      await consume(async ({ rowId }) => void rest.push(rowId))
      await until(() => rest.length === 1)
    })
  })
}
