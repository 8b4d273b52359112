import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Between } from '../support/between.ts'
import { phone } from '../support/browser.ts'
import { button, type FarStage, openFarStage, write } from '../support/far-stage.ts'
import type { Stage } from '../support/stage.ts'
import { barriers } from './barriers.ts'
import { keptIn } from './kept-in.ts'

let far: FarStage
let stage: Stage
let between: Between
beforeAll(async () => {
  far = await openFarStage()
  ;({ stage, between } = far)
})
afterAll(() => far.close())

describe('a page', () => {
  test('opens without a connection, says so in either language, and goes on by itself', async () => {
    const { context, page } = await far.watching({ viewport: phone })
    await between.cut()
    await page.goto('/me')
    await page.getByRole('heading', { name: 'Interlude cannot be reached' }).waitFor()
    await page.getByText('Your words are safe').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    await button(page, 'Español').click()
    await page.getByRole('heading', { name: 'No se puede llegar a Interlude' }).waitFor()
    await context.setOffline(true)
    await page.goto('/clips/anything/at-all')
    await page.getByRole('heading', { name: 'No tiene conexión' }).waitFor()
    await page.goto('/me')
    await page.getByRole('heading', { name: 'No tiene conexión' }).waitFor()
    await between.restore()
    await context.setOffline(false)
    await page.locator('dd', { hasText: 'ana@here.example' }).waitFor({ timeout: 90_000 })
    await context.close()
  })

  test('is offered a newer version, is not loaded anew under its reader, and finds its own parts until then', async () => {
    const { context, page } = await far.watching()
    await write(page, 'In the middle of')
    // The next build: its first file has another name, and what belonged to the one before is gone from the server.
    const entry = /\/assets\/index-[\w-]+\.js/.exec(await page.content())?.[0] ?? ''
    const gone = new RegExp(`^${entry}$|^/assets/audience-dialog`)
    between.rename = (path) => (path === '/assets/next.js' ? entry : path)
    between.change = (path, body) =>
      gone.test(path)
        ? null
        : path === '/service-worker.js'
          ? body
              .replaceAll(entry, '/assets/next.js')
              .replace(/,?\/assets\/audience-dialog[\w-]+\.js/, '')
              .replace(/`[0-9a-f]{12}`/, '`0123456789ab`')
          : body.replaceAll(entry, '/assets/next.js')
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await page.getByText('A new version is ready.').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(await page.inputValue('#composer-words')).toBe('In the middle of')
    // A part that was never fetched, and that the server has no more.
    await page.getByText('Who can watch').first().click()
    await page.getByRole('dialog').getByText('Maple Street').first().waitFor()
    await page.keyboard.press('Escape')
    await button(page, 'Load it').click()
    await page.getByText(/^Your draft from today/).waitFor()
    expect(await page.locator('script[src="/assets/next.js"]').count()).toBe(1)
    await page.evaluate(async () => navigator.serviceWorker.controller?.postMessage('version'))
    expect(await page.getByText('A new version is ready.').count()).toBe(0)
    between.change = undefined
    between.rename = (path) => path
    await context.close()
  })
})

describe('what the service worker stands on', () => {
  test('is looked for anew each time, allows no more than a page may, and has nothing of who asks', async () => {
    const cookie = { accept: 'text/html', 'accept-language': 'es' }
    const worker = await stage.cast.ana.get('/service-worker.js')
    expect([worker.status, worker.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    expect(worker.headers.get('content-type')).toMatch(/^text\/javascript/)
    const shell = await stage.cast.ana.get('/shell', cookie)
    const asNobody = await stage.cast.nobody.get('/shell', cookie)
    expect([shell.status, shell.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(shell.body).toBe(asNobody.body)
    for (const { headers } of [worker, shell]) {
      expect(headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(headers.get('content-security-policy')).toContain("connect-src 'self'")
    }
    // What may be kept, is there to be kept.
    const files = /`([^`]*\/assets\/[^`]*)`\.split/.exec(worker.body)?.[1]?.split(',') ?? []
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) expect([file, (await stage.cast.nobody.get(file)).status]).toEqual([file, 200])
    expect(files.filter((file) => !file.startsWith('/assets/'))).toEqual([])
  })
})

describe('after signing out', () => {
  test('nothing that is somebody’s is left on the device, if they want so', async () => {
    const { clipId, context, page } = await far.watching()
    await write(page, 'Not for others.')
    await page.waitForTimeout(900)
    await leaveRecording(page, stage.cast.ana.viewer.personId)
    const other = await context.newPage()
    await other.goto(`/clips/${clipId}`)
    await page.goto('/me')
    const ways: string[] = []
    page.on(
      'request',
      (request) => request.isNavigationRequest() && ways.push(new URL(request.url()).pathname),
    )
    await button(page, 'Sign out').click()
    await page.getByText('This device keeps 1 draft and 1 unfinished upload for you.').waitFor()
    expect(await barriers(page)).toEqual([])
    await button(page, 'Sign out and throw them away').click()
    for (const each of [page, other]) await each.getByRole('heading', { name: 'Sign in' }).waitFor()
    // Its own word to the other tabs sends it there no second time, which would break off the first.
    expect(ways).toEqual(['/sign-in'])
    const kept = await keptIn(page)
    expect(kept.stored).toEqual([])
    expect(kept.recordings).toEqual([])
    expect(Object.keys(kept.local).filter((name) => name.includes(stage.cast.ana.viewer.personId))).toEqual(
      [],
    )
    expect(kept.cached.filter((path) => !/^\/(shell|assets\/[\w.-]+)$/.test(path))).toEqual([])
    expect(kept.cached.length).toBeGreaterThan(10)
    expect(kept.shell).toMatch(/<script type="application\/json" id="boot">\{\}<\/script>/)
    expect(JSON.stringify(kept)).not.toMatch(/Not for others|Leslie|ana@here|My lesson/)
    await context.close()
  })
})

test('what nobody came back to for 30 days is thrown away, whoever opens a page', async () => {
  const { context, page } = await far.watching()
  await write(page, 'From long ago.')
  await page.waitForTimeout(900)
  await page.goto('/me')
  const days = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString()
  for (const [age, drafts] of [
    [29, 1],
    [31, 0],
  ] as const) {
    await page.evaluate(async (savedAt) => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        indexedDB.open('interlude').onsuccess = ({ target }) => resolve((target as IDBOpenDBRequest).result)
      })
      const drafts = database.transaction('drafts', 'readwrite').objectStore('drafts')
      const cursor = await new Promise<IDBCursorWithValue | null>((resolve) => {
        drafts.openCursor().onsuccess = ({ target }) =>
          resolve((target as IDBRequest<IDBCursorWithValue | null>).result)
      })
      const put = drafts.put({ ...cursor?.value, savedAt }, cursor?.key)
      await new Promise((resolve) => put.addEventListener('success', resolve))
      localStorage.setItem('interlude.about.01900000-0000-7000-8000-000000000000.x', '{}')
      localStorage.setItem('interlude.about.01900000-0000-7000-8000-000000000000.x.kept-at', savedAt)
      database.close()
    }, days(age))
    await page.goto('/me')
    await expect
      .poll(async () => {
        const { stored, local } = await keptIn(page)
        return [stored.length, Object.keys(local).filter((name) => name.includes('.about.')).length]
      })
      .toEqual([drafts, drafts * 2])
  }
  await context.close()
})

/** As if Ana had recorded a lesson here, and it were on its way. */
const leaveRecording = (page: Page, personId: string) =>
  page.evaluate(async (person) => {
    const root = await navigator.storage.getDirectory()
    const all = await root.getDirectoryHandle('uploads', { create: true })
    const own = await all.getDirectoryHandle(person, { create: true })
    const one = await own.getDirectoryHandle('key', { create: true })
    const file = await (await one.getFileHandle('000001', { create: true })).createWritable()
    await file.write('a recording')
    await file.close()
    const upload = {
      key: 'key',
      title: 'My lesson',
      filename: 'a.webm',
      size: 11,
      sentBytes: 0,
      ownType: 'video/webm',
    }
    localStorage.setItem(`interlude.uploads.${person}`, JSON.stringify([{ ...upload, isPaused: true }]))
  }, personId)
