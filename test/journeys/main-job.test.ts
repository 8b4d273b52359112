import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import { numbered } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { startWorker } from '../support/worker.ts'
import { barriers } from './barriers.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let folder: string
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-main-job-'))
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
  await rm(folder, { recursive: true })
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

test('a teacher uploads a clip and shares it; a colleague finds it on a phone and writes at a moment; both see it at once', async () => {
  const file = path.join(folder, 'lesson.mp4')
  await numbered(file, { seconds: 50, size: '640x360' })
  const leslie = await signedIn(browser, stage.baseUrl, stage.cast.leslie)
  const { page } = leslie
  expect(await barriers(page)).toEqual([])

  // Upload.
  await page.getByRole('link', { name: 'Add a clip' }).first().click()
  await page.setInputFiles('input[type=file]:not([capture])', file)
  await page.getByLabel('Title').fill('Partner talk')
  expect(await barriers(page)).toEqual([])
  await button(page, 'Upload').click()
  await page.getByRole('link', { name: 'Watch and share' }).click()
  await page.getByRole('heading', { level: 1, name: 'Partner talk' }).waitFor()
  await page.getByText('Only you can see this clip. Share it with a cohort when you are ready.').waitFor()

  // Share, having read who will be able to watch.
  await page.getByText('Who can watch').first().click()
  await page.getByText('Ana').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await button(page, 'Share').last().click()
  await page.getByText('Shared with Maple Street.').first().waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

  // A colleague finds it on a phone, in Spanish.
  const ana = await signedIn(browser, stage.baseUrl, stage.cast.ana, { viewport: phone, locale: 'es-ES' })
  expect(await ana.page.locator('html').getAttribute('lang')).toBe('es')
  await ana.page.getByText('Partner talk').first().click()
  await ana.page.getByRole('heading', { level: 1, name: 'Partner talk' }).waitFor()
  const clipUrl = ana.page.url()
  await ana.page.goto(`${clipUrl}?t=42.3`)
  await ana.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 42)
  expect(await barriers(ana.page)).toEqual([])
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)

  // She writes at the moment she looks at, with the keyboard alone.
  await ana.page.keyboard.press('c')
  const words = ana.page
    .getByRole('textbox', { name: 'Su comentario' })
    .or(ana.page.locator('textarea').first())
  await words.fill('Aquí explica con sus propias palabras.')
  await ana.page.locator('input[type=radio][value=notice]').check({ force: true })
  await words.focus()
  await ana.page.keyboard.press('Control+Enter')
  await ana.page.getByText('Aquí explica con sus propias palabras.').first().waitFor()
  expect(await barriers(ana.page)).toEqual([])

  // Leslie sees it without asking, and answers.
  const waiting = page.getByRole('button', { name: '1 new comment' })
  const shown = page.getByText('Aquí explica con sus propias palabras.').first()
  await waiting.or(shown).first().waitFor()
  if (await waiting.isVisible()) await waiting.click()
  await shown.waitFor()
  await button(page, 'Reply').first().click()
  await page.locator('textarea').last().fill('I had not heard that.')
  await button(page, 'Post reply').click()
  await page.getByText('I had not heard that.').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await ana.page
    .getByText('I had not heard that.')
    .or(ana.page.getByText(/1 .*nuev/))
    .first()
    .waitFor()

  const { body } = await stage.cast.leslie.get(`/api/v1/clips/${clipUrl.split('/').at(-1)}/threads`)
  expect(body.items[0]).toMatchObject({ startMs: 42_300, kind: 'notice' })
  expect(body.items[0].comments).toHaveLength(2)

  // Taking it back empties Ana's player within seconds.
  await page.getByRole('button', { name: /Who can watch/ }).click()
  await button(page, 'Take it back').dblclick()
  await page.getByText('You took the clip back.').first().waitFor()
  await ana.page.getByRole('heading', { name: 'Leslie ha retirado este clip' }).waitFor()
  await ana.page.waitForFunction(() => document.querySelector('video') === null)
  expect(await barriers(ana.page)).toEqual([])
  await ana.page.reload()
  await ana.page.getByRole('heading', { name: 'Este clip no está aquí' }).waitFor()
  expect(await ana.page.locator('video').count()).toBe(0)

  // A page that is gone answers 404, and browsers say so; nothing else may have gone wrong.
  const expected = (line: string) => /404|ERR_|Failed to load resource/.test(line)
  expect([...leslie.complaints, ...ana.complaints].filter((line) => !expected(line))).toEqual([])
})

test('the API can be read in a browser, under the same Content-Security-Policy', async () => {
  const page = await browser.newPage({ baseURL: stage.baseUrl, viewport: desktop })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto('/api/docs/')
  await page.getByRole('heading', { name: /^threads/ }).click()
  await page.getByText('/api/v1/clips/{clipId}/threads').first().waitFor()
  // What Swagger's page would style in line stays plain; no script of it is kept from running.
  expect(complaints.filter((line) => !line.startsWith('Applying inline style'))).toEqual([])
})
