/**
 * How long does a teacher on a cheap phone and a weak link look at nothing? Opens pages of a server of its own in Chromium,
 * held back like Lighthouse's slow 4G phone: 1.6 Mbit/s down, 0.75 up, 150 ms for each round, a processor of a quarter.
 * Each page is opened by a browser that was never there before, and once more by the same one.
 *
 *   npm run build && node bench/page-load.ts [times, 5 unless given]
 *
 * How to read it: medians. LCP is when the largest thing of the first view stood there (target: at most 2.5 s), CLS how much
 * of it jumped afterwards (target: at most 0.02), KB what went over the wire for it, headers included. “Bare” is a page of
 * one sentence without script, style or font from the same server: what the link and the machine take in any case. “Again”
 * is LCP on a second visit. It does not take Lighthouse itself, which simulates the link from one fast load and would be a
 * hundred packages; what it reports comes from the same PerformanceObserver. A machine that is busy with other things makes
 * the times longer, and CLS no different.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser } from '../test/support/browser.ts'

const times = Number(process.argv[2] ?? 5)
const target = { lcpMs: 2500, cls: 0.02 }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const link = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 }
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Seen {
  readonly fcpMs: number
  readonly lcpMs: number
  readonly cls: number
  readonly bytes: number
  /** What the largest thing was. */
  readonly largest: string
}

interface Person {
  readonly email: string
  readonly password: string
  readonly token: string
}

const folder = await mkdtemp(path.join(tmpdir(), 'interlude-bench-'))
const bare = path.resolve('web/dist/assets/bare.html')
await writeFile(
  bare,
  '<!doctype html><html lang="en"><title>Bare</title><p>One sentence, and nothing else.</p></html>',
)
const env = { ...process.env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'production' }
const server = spawn(process.execPath, ['src/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
const browser = await openBrowser()
try {
  await new Promise<void>((resolve) =>
    server.stdout.on('data', (text) => /Ctrl-C/.test(String(text)) && resolve()),
  )
  const { baseUrl, people } = JSON.parse(await readFile(path.join(folder, 'demo.json'), 'utf8'))
  const clipId = await clipOf(baseUrl, people[0])
  const signedIn = await signIn(browser, baseUrl, people[0])
  const pages: readonly (readonly [name: string, path: string, isSignedIn: boolean])[] = [
    ['bare', '/assets/bare.html', false],
    ['sign in', '/sign-in', false],
    ['home', '/', true],
    ['watch', `/clips/${clipId}`, true],
    ['add clip', '/clips/new', true],
  ]
  say(`${''.padEnd(9)}    FCP s   LCP s     CLS      KB   again s   largest`)
  for (const [name, at, isSignedIn] of pages) {
    const first: Seen[] = []
    const again: Seen[] = []
    for (let n = 0; n < times; n++) {
      const context = await browser.newContext({
        ...phone,
        baseURL: baseUrl,
        ...(isSignedIn && { storageState: signedIn }),
      })
      first.push(await visit(context, at))
      again.push(await visit(context, at))
      await context.close()
    }
    report(name, first, again)
  }
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  await rm(folder, { recursive: true, force: true })
  await rm(bare)
}

function report(name: string, first: readonly Seen[], again: readonly Seen[]): void {
  const [fcpMs, lcpMs, bytes] = [median(first, 'fcpMs'), median(first, 'lcpMs'), median(first, 'bytes')]
  const cls = Math.max(...[...first, ...again].map((seen) => seen.cls))
  const isMissed = lcpMs > target.lcpMs || cls > target.cls
  if (isMissed) process.exitCode = 1
  say(
    `${name.padEnd(9)} ${seconds(fcpMs)} ${seconds(lcpMs)} ${cls.toFixed(4).padStart(8)} ${(bytes / 1000).toFixed(0).padStart(7)}` +
      `  ${seconds(median(again, 'lcpMs'))}   ${first[0]?.largest}${isMissed ? '   MISSED' : ''}`,
  )
}

function median(seen: readonly Seen[], what: 'fcpMs' | 'lcpMs' | 'bytes'): number {
  return seen.map((each) => each[what]).toSorted((a, b) => a - b)[Math.floor(seen.length / 2)] ?? 0
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2).padStart(7)
}

/** One page in a tab of its own, until nothing more comes. */
async function visit(context: BrowserContext, at: string): Promise<Seen> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', link)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  let bytes = 0
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.addInitScript(observe)
  await page.goto(at, { waitUntil: 'load', timeout: 120_000 })
  await sleep(4000)
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Omit<Seen, 'bytes'> }).seen)
  await settle(page)
  await page.close()
  return { ...seen, bytes }
}

/** So that a second visit meets what a first one leaves. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    if (!document.querySelector('#app')) return
    await Promise.race([
      navigator.serviceWorker?.ready,
      new Promise((resolve) => setTimeout(resolve, 15_000)),
    ])
  })
}

/** Runs in the page before anything else does. */
function observe(): void {
  const seen = { fcpMs: 0, lcpMs: 0, cls: 0, largest: '' }
  Object.assign(globalThis, { seen })
  let shifts: { value: number; startTime: number }[] = []
  const look = (type: string, each: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true })
  look('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.fcpMs = startTime
  })
  look('largest-contentful-paint', (entry) => {
    const { element, startTime } = entry as PerformanceEntry & { element: Element | null }
    seen.lcpMs = startTime
    const words = element?.textContent?.trim().replaceAll(/\s+/g, ' ').slice(0, 40)
    seen.largest = `${element?.tagName.toLowerCase() ?? '?'}${words ? ` “${words}”` : ''}`
  })
  // The worst five seconds without a pause of one, as browsers report it.
  look('layout-shift', (entry) => {
    const { value, startTime, hadRecentInput } = entry as PerformanceEntry & {
      value: number
      hadRecentInput: boolean
    }
    if (hadRecentInput) return
    const [begun] = shifts
    const last = shifts.at(-1)
    if (last && begun && (startTime - last.startTime > 1000 || startTime - begun.startTime > 5000))
      shifts = []
    shifts.push({ value, startTime })
    seen.cls = Math.max(
      seen.cls,
      shifts.reduce((sum, shift) => sum + shift.value, 0),
    )
  })
}

async function clipOf(baseUrl: string, { token }: Person): Promise<string> {
  for (;;) {
    const answer = await fetch(`${baseUrl}/api/v1/clips?limit=50`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { items } = (await answer.json()) as { items: { id: string; state: string }[] }
    const ready = items.find(({ state }) => state === 'ready')
    if (ready) return ready.id
    await sleep(500)
  }
}

async function signIn(browser: Browser, baseUrl: string, { email, password }: Person) {
  const context = await browser.newContext({ baseURL: baseUrl })
  const answer = await context.request.post('/api/auth/sign-in/email', { data: { email, password } })
  if (!answer.ok()) throw new Error(`${email} may not sign in: ${answer.status()}`)
  const state = await context.storageState()
  await context.close()
  return state
}
