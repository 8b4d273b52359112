import { setTimeout as sleep } from 'node:timers/promises'
import Fastify from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { type EventStream, eventStreams } from '../../../src/platform/http/event-stream.ts'
import { until } from '../../support/until.ts'

const apps: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

/** A server with one stream, and how many of what each began are not undone. */
async function serving(begin: (events: EventStream) => Promise<void>) {
  const app = Fastify()
  apps.push(app)
  let held = 0
  const answer = eventStreams(app)
  app.get('/events', (_request, reply) =>
    answer(reply, 3_000, async (events) => {
      held++
      events.onEnd(() => held--)
      await begin(events)
    }),
  )
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/events`
  return { app, url, held: () => held }
}

describe('an event stream', () => {
  test('says when to come back, then each event, and ends', async () => {
    const { url, held } = await serving(async (events) => {
      events.say('changed', { what: 'it' })
      events.end()
      events.say('changed', { what: 'too late' })
      expect(events.isOpen).toBe(false)
    })
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(await response.text()).toBe('retry: 3000\n\nevent: changed\ndata: {"what":"it"}\n\n')
    await until(() => held() === 0)
  })

  test('is over where it could not begin, which is an answer as any other', async () => {
    const { url, held } = await serving(async () => {
      throw new Error('no look')
    })
    const response = await fetch(url)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      500,
      'application/json; charset=utf-8',
    ])
    await until(() => held() === 0)
  })

  test('is over when the client goes away, before it began and after', async () => {
    let mayBegin = () => {}
    const waits = new Promise<void>((resolve) => {
      mayBegin = resolve
    })
    const late: boolean[] = []
    const { url, held } = await serving(async (events) => {
      await waits
      let undone = false
      events.onEnd(() => {
        undone = true
      })
      late.push(undone)
      expect(events.isOpen).toBe(false)
    })
    const leaving = Array.from({ length: 30 }, () => {
      const stop = new AbortController()
      fetch(url, { signal: stop.signal }).catch(() => {})
      return stop
    })
    await until(() => held() === 30)
    for (const stop of leaving) stop.abort()
    await until(() => held() === 0)
    mayBegin()
    // What is begun after that is undone at once.
    await until(() => late.length === 30)
    expect(late.every(Boolean)).toBe(true)

    const { url: other, held: heldThere } = await serving(() => sleep(1))
    const stop = new AbortController()
    await fetch(other, { signal: stop.signal })
    expect(heldThere()).toBe(1)
    stop.abort()
    await until(() => heldThere() === 0)
  })

  test('ends with the server', async () => {
    const { app, url, held } = await serving(async () => {})
    const responses = await Promise.all(Array.from({ length: 10 }, () => fetch(url)))
    expect(held()).toBe(10)
    await app.close()
    for (const response of responses) expect(await response.text()).toBe('retry: 3000\n\n')
    expect(held()).toBe(0)
  })
})
