import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import { numbered } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'
import { barriers, expectFit, expectOpenToAll } from './barriers.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let folder: string
let lesson: Buffer
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-redact-'))
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  const file = path.join(folder, 'lesson.mp4')
  await numbered(file, { seconds: 12, size: '640x360' })
  lesson = await readFile(file)
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
  await rm(folder, { recursive: true })
})

/** Pictures of the pages, for who wants to look at them: SHOTS names a folder. */
const shots = process.env.SHOTS
const shoot = async (page: Page, name: string) => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const isFocused = (element: Locator) => element.and(element.page().locator(':focus')).waitFor()

async function readyClip(title: string, file = lesson): Promise<string> {
  const { leslie } = stage.cast
  const clipId = await upload(leslie, file, title)
  await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state === 'ready')
  return clipId
}

const cutsOf = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/cuts`)).body

/** Draws over the picture, from one place to another, in fractions of it. */
async function draw(page: Page, from: readonly [number, number], to: readonly [number, number]) {
  const editor = page.getByRole('application', { name: 'What is hidden of the picture' })
  await isFocused(editor)
  const box = (await editor.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 }
  expect(box.width / box.height).toBeCloseTo(640 / 360, 1)
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.mouse.move(...at(from))
  await page.mouse.down()
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]), { steps: 4 })
  await page.mouse.move(...at(to), { steps: 4 })
  await page.mouse.up()
}

test('an owner draws over a face, mutes a name by keyboard, and has the recording destroyed', async () => {
  const { leslie } = stage.cast
  const clipId = await readyClip('Partner talk')
  const { page, complaints } = await signedIn(browser, stage.baseUrl, leslie)
  await page.goto(`/clips/${clipId}/cut`)
  await button(page, 'Hide a part of the picture').click()
  // A new place is offered in the middle; drawing begins beside it.
  await draw(page, [0.05, 0.1], [0.3, 0.5])
  await page.getByRole('radio', { name: 'Blurred squares' }).check()
  await page.getByLabel('From', { exact: true }).fill('0:02')
  await page.getByLabel('To', { exact: true }).fill('0:06.5')
  await page.keyboard.press('Tab')
  await expectFit(page, 'hide-picture', shoot)
  await button(page, 'Done').click()
  const squares = 'Blurred squares, 0:02–0:06.5'
  await isFocused(button(page, `Change: ${squares}`))

  // Where it is hidden it is hidden here, too, and nowhere else.
  const slider = page.getByRole('slider', { name: 'Position in the clip' })
  await slider.focus()
  const over = page.locator('.cut-over .hidden-coarse')
  await over.waitFor({ state: 'detached' })
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowRight')
  await over.waitFor()
  await page.waitForFunction(
    () => (document.querySelector('.hidden-coarse') as HTMLCanvasElement).width === 4,
  )
  const placed = await over.boundingBox()
  const picture = await page.locator('.cut-over .picture').boundingBox()
  if (!placed || !picture) throw new Error('no picture')
  expect(placed.width / picture.width).toBeCloseTo(0.25, 1)
  expect(placed.y - picture.y).toBeCloseTo(0.1 * picture.height, -1)

  // The rest with the keyboard alone.
  await button(page, 'Mute the sound for a while').focus()
  await page.keyboard.press('Enter')
  await isFocused(page.getByLabel('From', { exact: true }))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('8')
  await page.keyboard.press('Tab')
  await isFocused(button(page, 'Starts here'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0:09.5')
  await page.keyboard.press('Enter')
  await expectFit(page, 'hide-sound', shoot)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await isFocused(button(page, 'Done'))
  await page.keyboard.press('Enter')
  await isFocused(button(page, 'Change: No sound, 0:08–0:09.5'))
  // And what will not be heard is not heard here.
  const isMuted = () => page.evaluate(() => document.querySelector('video')?.muted)
  await slider.focus()
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('ArrowRight')
  await page.locator('.hidden-sound').waitFor()
  expect(await isMuted()).toBe(true)
  for (let n = 0; n < 2; n += 1) await page.keyboard.press('ArrowRight')
  await page.locator('.hidden-sound').waitFor({ state: 'detached' })
  expect(await isMuted()).toBe(false)
  await page.getByRole('radio', { name: /^Keep it sealed/ }).focus()
  await page.keyboard.press('ArrowDown')
  expect(await page.getByRole('radio', { name: /^Destroy it/ }).isChecked()).toBe(true)
  await page.waitForTimeout(300)
  await expectFit(page, 'hide-both', shoot)
  await button(page, 'Make the new version').focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Destroy the recording?' })
  await dialog.getByText('What is hidden can never come back').waitFor()
  await expectFit(page, 'hide-ask', shoot)
  // Who thinks better of it has lost nothing.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect((await cutsOf(clipId)).items).toHaveLength(1)
  await button(page, 'Make the new version').click()
  await dialog.getByRole('button', { name: 'Make it and destroy the recording' }).click()
  await page.getByText('Nobody can watch it until it is ready.').waitFor()
  await page.getByText(`Hidden: ${squares} and No sound, 0:08–0:09.5.`).waitFor()
  await page.getByText('the whole recording is destroyed').waitFor()
  await expectFit(page, 'hide-making', shoot)
  await page.getByText('The new version is ready.').first().waitFor()
  await page.getByText('The whole recording no longer exists.').waitFor()
  await expectFit(page, 'hide-gone', shoot)
  const { items, original } = await cutsOf(clipId)
  expect(original).toBe('gone')
  expect(items[0].redactions).toMatchObject([
    { kind: 'coarse', startMs: 2000, endMs: 6500 },
    { kind: 'mute', startMs: 8000, endMs: 9500 },
  ])
  const { region } = items[0].redactions[0]
  for (const [value, wanted] of [
    [region.x, 0.05],
    [region.y, 0.1],
    [region.width, 0.25],
    [region.height, 0.4],
  ]) {
    expect(Math.abs(value - wanted)).toBeLessThan(0.02)
  }
  expect(complaints.filter((line) => !/404|410/.test(line))).toEqual([])
}, 400_000)

test('on a phone, by keyboard: a box is kept through a reload, removed, put back, sealed, changed and seen again', async () => {
  const { leslie } = stage.cast
  const clipId = await readyClip('Reading aloud')
  const { page, complaints } = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  const asked: string[] = []
  page.on('dialog', (asks) => {
    asked.push(asks.type())
    void asks.accept()
  })
  await page.goto(`/clips/${clipId}/cut`)
  await button(page, 'Hide a part of the picture').press('Enter')
  const editor = page.getByRole('application', { name: 'What is hidden of the picture' })
  await isFocused(editor)
  for (let n = 0; n < 15; n += 1) await page.keyboard.press('ArrowLeft')
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('Shift+ArrowDown')
  await page
    .getByRole('status')
    .getByText('left third, middle; 30% wide, 40% high')
    .waitFor({ state: 'attached' })
  // Given up, nothing is there, and one is where one was.
  await page.keyboard.press('Escape')
  await isFocused(button(page, 'Hide a part of the picture'))
  expect(await page.getByText('Black box').count()).toBe(0)
  await page.keyboard.press('Enter')
  await isFocused(editor)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await isFocused(page.getByLabel('From', { exact: true }))
  await button(page, 'Done').press('Enter')
  const box = 'Black box, 0:00–0:05'
  await isFocused(button(page, `Change: ${box}`))

  await page.reload()
  await page.getByText('What you chose before and did not have made stands here.').waitFor()
  expect(asked).toEqual(['beforeunload'])
  await button(page, `Remove: ${box}`).press('Enter')
  await isFocused(button(page, 'Undo'))
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Enter')
  await isFocused(button(page, `Change: ${box}`))
  await page.waitForTimeout(300)
  await expectFit(page, 'hide-restored', shoot)
  await button(page, 'Make the new version').press('Enter')
  await page.getByText('The new version is ready.').first().waitFor()
  await page.getByText('The whole recording is sealed').waitFor()
  const sealed = await cutsOf(clipId)
  expect(sealed.original).toBe('sealed')
  expect(sealed.items[0].redactions).toEqual([
    {
      kind: 'box',
      startMs: 0,
      endMs: 5000,
      region: { x: 0.35, y: 0.33, width: 0.3, height: 0.3 },
    },
  ])

  // What is hidden now is only shown again by who was asked.
  await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state === 'ready')
  await page.reload()
  await expectFit(page, 'hide-sealed', shoot)
  await page.getByRole('button', { name: /^Go back to this/ }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Show what is hidden now?' })
  await expectFit(page, 'hide-back', shoot)
  await dialog.getByRole('button', { name: 'Go back to this' }).press('Enter')
  await page.getByText('The trimmed clip is ready.').first().waitFor()
  const { items, original } = await cutsOf(clipId)
  expect(items[0].redactions).toEqual([])
  expect(original).toBe('sealed')
  await page.getByText('Nothing is hidden. The whole recording stays sealed all the same').waitFor()
  await page.getByText(`Hid: ${box}.`).waitFor()
  // Of nothing there was a question: what was made is no draft any more.
  expect(asked).toEqual(['beforeunload'])
  expect(complaints.filter((line) => !/404|410/.test(line))).toEqual([])
}, 400_000)

test('in Spanish, in the dark and four times as large; nobody but the owner; a sealed recording is destroyed later', async () => {
  const { leslie, ana, maple } = stage.cast
  const clipId = await readyClip('Fracciones')
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const { page, context, complaints } = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  await context.addCookies([{ name: 'interlude.language', value: 'es', url: stage.baseUrl }])
  await page.goto(`/clips/${clipId}/cut`)
  await button(page, 'Ocultar una parte de la imagen').click()
  const editor = page.getByRole('application', { name: 'Lo que se oculta de la imagen' })
  await isFocused(editor)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 320, height: 256 })
  await shoot(page, 'hide-es-320')
  await expectOpenToAll(page, 'hide-es-picture')
  await editor.press('Enter')
  await button(page, 'Listo').press('Enter')
  await page.getByText('Recuadro negro').first().waitFor()
  await page.getByText('Qué pasa con la grabación entera').waitFor()
  await expectOpenToAll(page, 'hide-es')
  await page.setViewportSize(phone)
  await expectFit(page, 'hide-es', shoot)
  await button(page, 'Hacer la nueva versión').press('Enter')
  await page.getByText('La nueva versión está lista.').first().waitFor()
  await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state === 'ready')
  await page.reload()

  // The clip stays as it is; only what it was made of goes.
  await page.getByRole('radio', { name: /^Destruirla/ }).check()
  await button(page, 'Destruir la grabación').press('Enter')
  const dialog = page.getByRole('dialog', { name: '¿Destruir la grabación?' })
  await dialog.getByText('El clip queda como está').waitFor()
  await dialog.getByRole('button', { name: 'Destruir la grabación' }).press('Enter')
  await page.getByText('La grabación entera ya no existe.').waitFor()
  await expectFit(page, 'hide-es-gone', shoot)
  const { items, original } = await cutsOf(clipId)
  expect([items[0].cutNo, original]).toEqual([2, 'gone'])
  expect((await leslie.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({ state: 'ready', cutNo: 2 })
  expect(complaints.filter((line) => !/404|410/.test(line))).toEqual([])

  const hers = await signedIn(browser, stage.baseUrl, ana)
  await hers.page.goto(`/clips/${clipId}/cut`)
  await hers.page.getByText(/^Only .* can trim this clip\.$/).waitFor()
  expect(await hers.page.getByRole('button', { name: /hide|mute/i }).count()).toBe(0)
}, 400_000)

test('what is refused is said in words, and nothing of it is lost', async () => {
  const { leslie } = stage.cast
  const file = path.join(folder, 'silent.mp4')
  await numbered(file, { seconds: 3, size: '320x240', sound: null })
  const clipId = await readyClip('Without a word', await readFile(file))
  const { page } = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  await page.goto(`/clips/${clipId}/cut`)
  await button(page, 'Mute the sound for a while').click()
  await page.getByLabel('To', { exact: true }).fill('later')
  await page.keyboard.press('Enter')
  await page.getByText('Enter a time like 1:23.').waitFor()
  await button(page, 'Done').click()
  await button(page, 'Make the new version').click()
  await page.getByRole('alert').getByText('This clip has no sound that could be muted.').waitFor()
  await expectFit(page, 'hide-refused', shoot)
  const mute = 'No sound, 0:00–0:03'
  await button(page, `Change: ${mute}`).click()
  await button(page, 'Cancel').click()
  await isFocused(button(page, `Change: ${mute}`))
  await page.getByRole('radio', { name: /^Destroy it/ }).check()
  await button(page, 'Make the new version').click()
  const dialog = page.getByRole('dialog', { name: 'Destroy the recording?' })
  await dialog.getByRole('button', { name: 'Make it and destroy the recording' }).click()
  await dialog.getByRole('alert').getByText('This clip has no sound that could be muted.').waitFor()
  await page.keyboard.press('Escape')
  await button(page, 'Leave it as it is').click()
  expect(await page.getByText('No sound').count()).toBe(0)
  const { items, original } = await cutsOf(clipId)
  expect([items.length, original]).toEqual([1, 'kept'])
})

/** What components do once they are drawn waits for a frame, and for no longer than a moment: here both are late. */
const drawLate = (page: Page) =>
  page.addInitScript(() => {
    const later = window.setTimeout.bind(window)
    window.requestAnimationFrame = (draw) => later(() => draw(performance.now()), 1500)
    window.setTimeout = ((act: () => void, ms?: number) => later(act, ms === 35 ? 1500 : ms)) as never
  })

test('a time that is typed at once where another one moved it is the one that is taken', async () => {
  const { leslie } = stage.cast
  const clipId = await readyClip('Typed in haste')
  const { page } = await signedIn(browser, stage.baseUrl, leslie)
  await drawLate(page)
  await page.goto(`/clips/${clipId}/cut`)
  await button(page, 'Mute the sound for a while').click()
  const [from, to] = ['From', 'To'].map((label) => page.getByLabel(label, { exact: true }))
  await isFocused(from as Locator)
  await from?.fill('8')
  await from?.press('Enter')
  await to?.fill('0:09.5')
  // Until all has been done that comes once things are drawn.
  await page.waitForTimeout(2000)
  expect(await to?.inputValue()).toBe('0:09.5')
  await to?.press('Enter')
  await button(page, 'Done').click()
  await page.getByText('0:08–0:09.5').waitFor()
})

test('a part of the page that comes between drawing and what is done after drawing is shown all the same', async () => {
  const { leslie } = stage.cast
  const clipId = await readyClip('On a slow phone')
  const slow = { viewport: phone, serviceWorkers: 'block' } as const
  const { page } = await signedIn(browser, stage.baseUrl, leslie, slow)
  await drawLate(page)
  // The page draws the part in the moment between asking for it ahead and having it.
  const drawn = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  await page.route(/\/cuts\?limit/, async (route) => {
    await asked.promise
    await route.continue()
    drawn.resolve()
  })
  await page.route(/assets\/cut-editor-/, async (route) => {
    asked.resolve()
    await drawn.promise
    await page.waitForTimeout(500)
    await route.continue()
  })
  await page.goto(`/clips/${clipId}/cut`)
  await button(page, 'Hide a part of the picture').waitFor()
})
