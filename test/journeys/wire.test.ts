import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import { shortLesson } from '../support/short-lesson.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { startWorker } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let clipId: string
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  const { leslie, ana, maple } = stage.cast
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-wire-'))
  const { body } = await leslie.post('/api/v1/clips', await shortLesson(folder))
  await rm(folder, { recursive: true })
  clipId = body.id
  const state = async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state
  await vi.waitUntil(async () => (await state()) === 'ready', { timeout: 120_000, interval: 200 })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  for (let n = 0; n < 40; n++) {
    await ana.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId: maple, kind: 'notice', startMs: n * 40, clientKey: `wire-key-${n}` },
      body: `${n}: he asks, waits for a long while, and lets somebody answer who has not said anything yet.`,
    })
  }
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
})

interface Fetched {
  readonly url: string
  bytes: number
}

/** What a page and nothing else fetches, headers and all, as it went over the wire. */
async function listen(page: Page): Promise<Map<string, Fetched>> {
  const fetched = new Map<string, Fetched>()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    fetched.set(requestId, { url: request.url, bytes: 0 })
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = fetched.get(requestId)
    if (one) one.bytes = encodedDataLength
  })
  return fetched
}

test('a phone that comes to the watch page for the first time fetches at most 300 KB before anybody plays, all from here', async () => {
  const { context, complaints } = await signedIn(browser, stage.baseUrl, stage.cast.liz, { viewport: phone })
  // Signed in, with nothing kept from before.
  const fresh = await browser.newContext({
    baseURL: stage.baseUrl,
    viewport: phone,
    storageState: await context.storageState(),
  })
  await context.close()
  const page = await fresh.newPage()
  const violations: string[] = []
  page.on('console', (message) => {
    if (/content.security|violat/i.test(message.text())) violations.push(message.text())
  })
  const fetched = await listen(page)
  await page.goto(`/clips/${clipId}`)
  await page.getByRole('button', { name: /^Comment at/ }).waitFor()
  await page.locator('.thread').first().waitFor()
  await page.waitForLoadState('load')
  // The notices about the clip never end.
  await page.waitForTimeout(2500)
  const all = [...fetched.values()].filter(({ url }) => !url.startsWith('data:') && !url.startsWith('blob:'))
  const told = all
    .map(({ url, bytes }) => `${String(bytes).padStart(7)} ${url.replace(stage.baseUrl, '')}`)
    .toSorted()
  expect(all.length, told.join('\n')).toBeGreaterThan(8)
  expect(all.map(({ url }) => new URL(url).origin).filter((origin) => origin !== stage.baseUrl)).toEqual([])
  const paths = all.map(({ url }) => new URL(url).pathname)
  for (const part of [/^\/clips\//, /\.css$/, /\.woff2$/, /\/stills\//, /index-.*\.js$/]) {
    expect(
      paths.filter((each) => part.test(each)),
      `${part}\n${told.join('\n')}`,
    ).toHaveLength(1)
  }
  const sum = all.reduce((total, { bytes }) => total + bytes, 0)
  expect(sum, told.join('\n')).toBeGreaterThan(80_000)
  expect(sum, told.join('\n')).toBeLessThanOrEqual(300_000)
  expect(all.filter(({ url }) => /\.(mp4|m4s)$|hls/.test(url))).toEqual([])
  expect([...violations, ...complaints.filter((each) => /content.security/i.test(each))]).toEqual([])

  // What is kept for times without a connection comes after that, and most of it is here already.
  const kept = await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    let bytes = 0
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) {
        const answer = await caches.match(request, { ignoreVary: true })
        bytes += Number(answer?.headers.get('content-length') ?? 0)
      }
    }
    return bytes
  })
  expect(kept).toBeGreaterThan(80_000)
  expect(kept).toBeLessThanOrEqual(300_000)
  await fresh.close()
})

test('home comes with what it shows, and asks again only for what may be newer', async () => {
  const { context } = await signedIn(browser, stage.baseUrl, stage.cast.ana, { viewport: phone })
  const page = await context.newPage()
  const fetched = await listen(page)
  await page.goto('/')
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await page.waitForTimeout(2500)
  const asked = [...fetched.values()].map(({ url }) => url.replace(stage.baseUrl, ''))
  expect(asked.filter((at) => at.startsWith('/api/')).toSorted()).toEqual([
    '/api/v1/me/assignments',
    '/api/v1/news/by-clip?limit=200',
    '/api/v1/news?limit=50',
    '/api/v1/notices/count',
    '/api/v1/notices/events',
  ])
  await context.close()
})
