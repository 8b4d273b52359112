import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import { numbered } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'
import { barriers } from './barriers.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let folder: string
let clipId: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-picture-'))
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  // Upright, so that there are bars beside the picture.
  const file = path.join(folder, 'lesson.mp4')
  await numbered(file, { seconds: 12, size: '270x480' })
  const { leslie, maple } = stage.cast
  clipId = await upload(leslie, await readFile(file), 'Partner talk')
  await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state === 'ready')
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
  await rm(folder, { recursive: true })
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const video = (page: Page) => page.locator('video')
const now = (page: Page) => video(page).evaluate((element: HTMLVideoElement) => element.currentTime)
const threads = async () => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/threads`)).body.items
const isShown = (page: Page, selector: string) => page.locator(selector).first().waitFor()

test('a place in the picture is marked with the mouse, posted, and shown to who selects its comment', async () => {
  const { page, complaints } = await signedIn(browser, stage.baseUrl, stage.cast.leslie)
  await page.goto(`/clips/${clipId}?t=3`)
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 2.9)
  await page.keyboard.press('c')
  await page.locator('#composer-words').fill('Look at her hands.')
  await button(page, 'Mark a place in the picture').click()
  const editor = page.getByRole('application', { name: 'Place in the picture' })
  await editor.and(page.locator(':focus')).waitFor()
  const box = (await editor.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 }
  // The picture alone, not the bars beside it.
  expect(box.width / box.height).toBeCloseTo(270 / 480, 1)
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.mouse.move(...at(0.05, 0.05))
  await page.mouse.down()
  await page.mouse.move(...at(0.2, 0.2), { steps: 4 })
  await page.mouse.move(...at(0.45, 0.3), { steps: 4 })
  await page.mouse.up()
  // Its lower right corner goes on, and then all of it.
  await page.mouse.move(...at(0.45, 0.3))
  await page.mouse.down()
  await page.mouse.move(...at(0.55, 0.35), { steps: 4 })
  await page.mouse.up()
  await page.mouse.move(...at(0.3, 0.2))
  await page.mouse.down()
  await page.mouse.move(...at(0.4, 0.6), { steps: 6 })
  await page.mouse.up()
  expect(await barriers(page)).toEqual([])
  await button(page, 'Done').click()
  await page
    .getByText(/left|middle third/)
    .first()
    .waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Posted at 3 seconds.').first().waitFor()
  const [thread] = await threads()
  const { x, y, width, height } = thread.region
  for (const [value, wanted] of [
    [x, 0.15],
    [y, 0.45],
    [width, 0.5],
    [height, 0.3],
  ]) {
    expect(Math.abs(value - wanted)).toBeLessThan(0.03)
  }
  await isShown(page, '.picture .region')
  expect(complaints).toEqual([])
})

test('and with the keyboard alone, on a phone: moved, resized, given up, and marked again', async () => {
  const { page } = await signedIn(browser, stage.baseUrl, stage.cast.ana, { viewport: phone })
  await page.goto(`/clips/${clipId}?t=5`)
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 4.9)
  await page.keyboard.press('c')
  await page.locator('#composer-words').fill('And here?')
  await button(page, 'Mark a place in the picture').press('Enter')
  const editor = page.getByRole('application', { name: 'Place in the picture' })
  await editor.and(page.locator(':focus')).waitFor()
  for (let n = 0; n < 15; n += 1) await page.keyboard.press('ArrowLeft')
  for (let n = 0; n < 15; n += 1) await page.keyboard.press('ArrowUp')
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('Shift+ArrowRight')
  const status = page.getByRole('status')
  await status.getByText('left third, top; 40% wide, 30% high').waitFor({ state: 'attached' })
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.locator('#composer-words:focus').waitFor()
  expect(await page.locator('.picture .region').count()).toBe(0)

  await button(page, 'Mark a place in the picture').press('Enter')
  await editor.and(page.locator(':focus')).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.locator('#composer-words:focus').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Posted at 5 seconds.').first().waitFor()
  const said = (await threads()).find(({ startMs }: { startMs: number }) => startMs === 5000)
  expect(said.region).toEqual({ x: 0.37, y: 0.35, width: 0.3, height: 0.3 })

  // About the whole clip there is no place to mark.
  await page.keyboard.press('c')
  await page.getByLabel('Whole clip').check()
  expect(await button(page, 'Mark a place in the picture').count()).toBe(0)
})

test('a part is played over and over, which is said, until Esc or elsewhere', async () => {
  const { leslie, maple } = stage.cast
  const said = { kind: 'notice', body: 'This part.', clientKey: 'the-part-of-it' }
  await leslie.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId: maple, ...said, startMs: 7000, endMs: 8000 },
  })
  const { page } = await signedIn(browser, stage.baseUrl, leslie)
  await page.goto(`/clips/${clipId}`)
  await page.getByRole('button', { name: /^0:07–0:08/ }).click()
  await button(page, 'Play this part 0:07–0:08').click()
  await page.getByText('0:07–0:08, over and over').first().waitFor()
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 6.9)
  const seen: number[] = []
  await until(async () => {
    seen.push(await now(page))
    return seen.some((time, n) => n > 0 && time < (seen[n - 1] ?? 0) - 0.5)
  })
  expect(Math.max(...seen)).toBeLessThan(8.3)
  expect(Math.min(...seen)).toBeGreaterThan(6.9)
  expect(await barriers(page)).toEqual([])
  await page.locator('#play').focus()
  await page.keyboard.press('Escape')
  await page.getByText('over and over').first().waitFor({ state: 'detached' })
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 8.5)
  await button(page, 'Pause').first().click()
  await button(page, 'Play this part 0:07–0:08').click()
  await page.getByText('over and over').first().waitFor()
  await page.keyboard.press('0')
  await page.getByText('over and over').first().waitFor({ state: 'detached' })
})

test('the owner captions the clip; a colleague reads along, and goes to a line of the transcript', async () => {
  const { leslie, ana } = stage.cast
  const file = path.join(folder, 'lesson.vtt')
  await writeFile(file, 'WEBVTT\n\n00:01.000 --> 00:03.000\n<i>What do you see?</i>\n')
  const broken = path.join(folder, 'broken.vtt')
  await writeFile(broken, 'WEBVTT\n\n00:01.000 --> 00:03.000\nHi\n\nand then\n')
  const own = await signedIn(browser, stage.baseUrl, leslie)
  await own.page.goto(`/clips/${clipId}`)
  await button(own.page, 'Captions').first().click()
  const dialog = own.page.getByRole('dialog')
  await dialog.getByLabel('File').setInputFiles(broken)
  await dialog.getByRole('button', { name: 'Upload' }).click()
  await dialog.getByText('Line 6 of the file is not as it should be.').waitFor()
  await dialog.getByLabel('File').setInputFiles(file)
  await dialog.getByRole('button', { name: 'Upload' }).click()
  await dialog.getByText(/^From a file/).waitFor()
  expect(await barriers(own.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Edit lines' }).click()
  await dialog.getByRole('textbox', { name: 'Line 1: words' }).fill('What do you see here?')
  await dialog.getByRole('button', { name: 'Add a line after line 1' }).click()
  await dialog.getByRole('textbox', { name: 'Line 2: words' }).fill('A circle.')
  await dialog.getByRole('textbox', { name: 'Line 2: from' }).fill('0:09.5')
  await dialog.getByRole('textbox', { name: 'Line 2: to' }).fill('0:09')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Line 2: it must end after it starts.').waitFor()
  await dialog.getByRole('textbox', { name: 'Line 2: to' }).fill('0:11')
  expect(await barriers(own.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText(/^Edited/).waitFor()
  expect((await ana.get(`/api/v1/clips/${clipId}/captions/en`)).body).toBe(
    'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nWhat do you see here?\n\n00:00:09.500 --> 00:00:11.000\nA circle.\n',
  )

  const { page, complaints } = await signedIn(browser, stage.baseUrl, ana, { viewport: phone })
  await page.goto(`/clips/${clipId}?t=10`)
  const captions = button(page, 'Captions')
  await captions.waitFor()
  expect(await captions.getAttribute('aria-pressed')).toBe('false')
  await captions.click()
  await page.waitForFunction(() =>
    [...(document.querySelector('video')?.textTracks ?? [])].some(
      ({ mode, activeCues }) =>
        mode === 'showing' && (activeCues?.[0] as VTTCue | undefined)?.text === 'A circle.',
    ),
  )
  await page.getByRole('tab', { name: 'Transcript' }).click()
  await page.getByRole('button', { name: 'What do you see here?' }).click()
  await page.waitForFunction(() => Math.abs((document.querySelector('video')?.currentTime ?? 0) - 1) < 0.2)
  await page.locator('.line[aria-current]').getByText('What do you see here?').waitFor()
  expect(await barriers(page)).toEqual([])
  // Who reads along once does so the next time.
  await page.reload()
  expect(await captions.getAttribute('aria-pressed')).toBe('true')
  expect(complaints).toEqual([])
})

test('a phone on its side is filled by the picture; on a weak connection there is less of it, or none', async () => {
  const { page } = await signedIn(browser, stage.baseUrl, stage.cast.ana, {
    ...{ viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true },
  })
  await page.goto(`/clips/${clipId}?t=1`)
  await isShown(page, '.screen')
  const { height = 0, width = 0, y = 0 } = (await page.locator('.screen').boundingBox()) ?? {}
  expect(height).toBeGreaterThan(300)
  expect(width).toBe(844)
  expect(y + height).toBeLessThanOrEqual(390 + (await page.evaluate(() => scrollY)) + 200)
  expect(await barriers(page)).toEqual([])

  await button(page, 'More controls').click()
  await button(page, 'Picture and captions').click()
  await page.getByLabel('Sound only').check()
  await page.getByText('Only the sound is playing').waitFor()
  await page.waitForFunction(() => document.querySelector('video')?.videoWidth === 0)
  expect(await barriers(page)).toEqual([])
  await page.getByLabel('Lower', { exact: true }).check()
  await page.waitForFunction(() => (document.querySelector('video')?.videoHeight ?? 0) > 0)
})

test('what was watched is drawn on the slider, and stays in the browser', async () => {
  const { page } = await signedIn(browser, stage.baseUrl, stage.cast.liz, { viewport: desktop })
  await page.goto(`/clips/${clipId}`)
  await button(page, 'Play').first().click()
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 2)
  await button(page, 'Pause').first().click()
  await page.waitForFunction(() =>
    getComputedStyle(document.querySelector('.watched') as Element).backgroundImage.includes('gradient'),
  )
  const kept = await page.evaluate(() =>
    Object.entries(localStorage).find(([name]) => name.startsWith('interlude.watched.')),
  )
  expect(kept?.[1]).toContain(clipId)
})
