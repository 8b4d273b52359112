/**
 * Does a clip with a very long talk open and scroll as well as one with little? The same person opens a clip with 2,000
 * comments in 1,000 threads, and one with 40 in 20, in Chromium, in turn.
 *
 *   npm run build && node bench/long-talk.ts [how many times slower than this machine, 1 unless given]
 *
 * How to read it: medians of some visits, in milliseconds. “First thread” is from the navigation until one is painted; the
 * target is at most 1.5 times that of the short talk, as both are drawn from what the page came with. “Longest task” is how
 * long the page did not answer at most: while it opened and fetched all of the talk, and while the list was scrolled from
 * its beginning to its end. Less than 50 is not told apart by browsers; above 200 is felt. “All drawn” is until every
 * thread is in the list, which goes on in the background.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/platform/config.ts'
import { type ClipId, type CommentId, newId, type ThreadId } from '../src/platform/ids.ts'
import { openLog } from '../src/platform/log.ts'
import { openPlatform } from '../src/platform/platform.ts'
import { threadKinds } from '../src/threads/kinds.ts'
import { writeTalk } from '../src/threads/write-talk.ts'
import { openBrowser, signedIn } from '../test/support/browser.ts'
import { castOn } from '../test/support/cast.ts'
import { readyClipOf } from '../test/support/clips.ts'
import { onOwnPostgres } from './own-database.ts'

const slower = Number(process.argv[2] ?? 1)
const rounds = 3
const durationMs = 20 * 60_000
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Visit {
  readonly 'first thread': number
  readonly 'all drawn': number
  readonly 'longest task, opening': number
  readonly 'longest task, scrolling': number
}

interface Watched {
  readonly firstThread: number
  readonly longest: number
}

/** Runs in the page, before anything of it. As text: what is checked here knows no browser. */
const watchThePage = `
  globalThis.watched = { firstThread: 0, longest: 0 }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration)
  }).observe({ type: 'longtask', buffered: true })
  const look = () => {
    if (document.querySelector('.thread')) watched.firstThread = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)`

const isAtEnd = `(({ scrollTop, clientHeight, scrollHeight }) => scrollTop + clientHeight >= scrollHeight - 4)(
  document.querySelector('.threads'))`

const median = (visits: readonly Visit[], what: keyof Visit): number =>
  visits.map((each) => each[what]).toSorted((a, b) => a - b)[Math.floor(visits.length / 2)] ?? 0

await onOwnPostgres(async (open) => {
  const { url } = await open('talk')
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-bench-'))
  const authSecret = 'a secret that only the bench knows of'
  const config = readConfig({
    ...{ DATABASE_URL: url, AUTH_SECRET: authSecret, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error' },
  })
  const platform = await openPlatform(config, url, openLog(config.logLevel, 'bench'))
  const app = await buildApp(platform, { authSecret, signInsPerMinute: 1000, graceMs: 200 })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const { leslie, ana, liz, maple } = await castOn(platform.db, baseUrl)
  const clipWith = async (threads: number): Promise<ClipId> => {
    const clipId = await readyClipOf(platform, leslie, { durationMs, title: `${threads} threads` })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const said = (n: number, authorId: typeof ana.viewer.personId) => ({
      id: newId<CommentId>(),
      authorId,
      body: `What I saw, number ${n}. ${'One student turns to the other before the question is over. '.repeat(1 + (n % 3))}`,
    })
    await writeTalk(
      platform.db,
      leslie.viewer.organisationId,
      Array.from({ length: threads }, (_, n) => ({
        id: newId<ThreadId>(),
        ...{ clipId, cohortId: maple, kind: threadKinds[n % threadKinds.length] ?? 'notice' },
        startMs: Math.floor((n * durationMs) / threads),
        endMs: n % 3 === 0 ? Math.floor((n * durationMs) / threads) + 4000 : null,
        createdAt: new Date(Date.now() - 86_400_000),
        comments: [said(n, ana.viewer.personId), said(n, liz.viewer.personId)],
      })),
    )
    return clipId
  }
  const [short, long] = [await clipWith(20), await clipWith(1000)]
  const browser = await openBrowser()
  try {
    const { page, context } = await signedIn(browser, baseUrl, leslie)
    await page.addInitScript({ content: watchThePage })
    if (slower > 1) {
      const devtools = await context.newCDPSession(page)
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
    }
    say(`${'median of a visit'.padEnd(30)} 20      1000     ratio`)
    const seen: Record<'short' | 'long', Visit[]> = { short: [], long: [] }
    for (let n = 0; n <= rounds; n++) {
      const visits = { short: await visit(page, short, 20), long: await visit(page, long, 1000) }
      // The first one warms up.
      if (n === 0) continue
      seen.short.push(visits.short)
      seen.long.push(visits.long)
    }
    for (const what of Object.keys(seen.short[0] ?? {}) as (keyof Visit)[]) {
      const [few, many] = [median(seen.short, what), median(seen.long, what)]
      say(
        `${what.padEnd(30)} ${String(few).padStart(6)} ${String(many).padStart(6)}   ${(many / Math.max(1, few)).toFixed(2)}`,
      )
    }
  } finally {
    await browser.close()
    await app.close()
    await platform.close()
    await rm(folder, { recursive: true, force: true })
  }
})

async function visit(page: Page, clipId: string, threads: number): Promise<Visit> {
  const start = performance.now()
  await page.goto(`/clips/${clipId}`)
  const areDrawn = `document.querySelectorAll('.thread').length === ${threads}`
  while (!(await page.evaluate<boolean>(areDrawn))) await page.waitForTimeout(20)
  const drawn = performance.now() - start
  await page.waitForTimeout(500)
  const opened = await page.evaluate<Watched>('({ ...watched })')
  await page.evaluate('watched.longest = 0')
  await page.mouse.move(1100, 500)
  do {
    await page.mouse.wheel(0, 5000)
    await page.waitForTimeout(30)
  } while (!(await page.evaluate<boolean>(isAtEnd)))
  const scrolled = await page.evaluate<Watched>('({ ...watched })')
  return {
    'first thread': Math.round(opened.firstThread),
    'all drawn': Math.round(drawn),
    'longest task, opening': Math.round(opened.longest),
    'longest task, scrolling': Math.round(scrolled.longest),
  }
}
