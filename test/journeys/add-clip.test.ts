import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import { frameStrip, readFrameNumber } from '../support/frame-strip.ts'
import { ffmpeg, numbered, words } from '../support/make-media.ts'
import { playOf } from '../support/play.ts'
import { freePort } from '../support/ports.ts'
import { useProcesses } from '../support/processes.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'
import { barriers } from './barriers.ts'

const processes = useProcesses()
let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let folder: string
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser('--use-fake-device-for-media-stream')
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-add-clip-'))
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

/** A short recording, made large by a box that players skip. */
async function largeLesson(name: string, bytes: number): Promise<string> {
  const file = path.join(folder, name)
  await numbered(file, { seconds: 4, size: '320x240' })
  const size = Buffer.alloc(4)
  size.writeUInt32BE(bytes)
  await writeFile(file, Buffer.concat([size, Buffer.from('free'), randomBytes(bytes - 8)]), { flag: 'a' })
  return file
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The file as it is stored. */
async function originalOf(clipId: string): Promise<Buffer> {
  const { objectKey } = await stage.platform.db
    .selectFrom('recordings')
    .innerJoin('clips', 'clips.recordingId', 'recordings.id')
    .select('objectKey')
    .where('clips.id', '=', clipId as never)
    .executeTakeFirstOrThrow()
  return buffer(await stage.platform.store.read(objectKey))
}

test('two files go up at once, through a killed server, a reload, and a pause; who is to see it is settled meanwhile', async () => {
  const { leslie, ana, maple } = stage.cast
  await worker.stop()
  const [long, short] = [await largeLesson('Long_lesson.mp4', 24e6), await largeLesson('Short.mp4', 9e6)]
  const port = await freePort()
  const serve = async () => {
    const server = processes.run('src/main.ts', {
      ...{ DATABASE_URL: stage.databaseUrl, DATA_DIR: stage.folder, PORT: String(port) },
      AUTH_SECRET: 'a secret of the server that is killed',
    })
    await server.says('answers at')
    return server
  }
  let server = await serve()
  const { page, context, complaints } = await signedIn(browser, `http://127.0.0.1:${port}`, leslie, {
    viewport: phone,
  })
  page.on('dialog', (dialog) => void dialog.accept())
  const network = await context.newCDPSession(page)
  const upAt = (bytesPerSecond: number) =>
    network.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond },
    })
  await page.goto('/clips/new')
  await shoot(page, 'add-390-empty')
  expect(await barriers(page)).toEqual([])
  await page.setInputFiles('input[type=file]:not([capture])', [long, short])
  await page.getByText('with sound').nth(1).waitFor()
  await shoot(page, 'add-390-chosen')
  expect(await barriers(page)).toEqual([])
  await upAt(600_000)
  const send = page.getByRole('button', { name: 'Upload', exact: true })
  await send.first().click()
  await send.first().click()
  const card = (title: string) =>
    page.locator('.upload-card', { has: page.getByRole('heading', { name: title }) })
  const bar = (title: string) => card(title).locator('progress').first()
  const sent = (title: string) => bar(title).evaluate((element) => (element as HTMLProgressElement).value)
  await until(async () => (await sent('Long lesson')) > 0 && (await sent('Short')) > 0)

  // What it is about, and who is to see it, while it is on its way.
  const about = card('Long lesson')
  await about.getByText('What it is about').click()
  await about.getByLabel('What I tried').fill('Waiting three seconds longer.')
  await about.getByLabel('What to look for').fill('Who speaks after the silence?')
  await about.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  await shoot(page, 'add-390-sending')
  expect(await barriers(page)).toEqual([])
  await about.getByRole('button', { name: 'Choose who can watch' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Ana and Liz').waitFor()
  await dialog.getByText('They will see it as soon as it is ready.').waitFor()
  expect(await barriers(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByText('Shared with Maple Street. They will see it as soon as it is ready.').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  const mine = (await leslie.get('/api/v1/clips')).body.items
  const clipId: string = mine.find(({ title }: { title: string }) => title === 'Long lesson').id
  const shortId: string = mine.find(({ title }: { title: string }) => title === 'Short').id
  const asAnaFinds = async () => (await ana.get(`/api/v1/clips/${clipId}`)).status
  expect(await asAnaFinds()).toBe(404)

  // The server dies in the middle, and comes back.
  server.kill('SIGKILL')
  await server.ended
  await card('Long lesson').getByText('Waiting for a connection').waitFor()
  await shoot(page, 'add-390-waiting')
  expect(await barriers(page)).toEqual([])
  server = await serve()
  const before = await sent('Long lesson')
  await until(async () => (await card('Long lesson').getByText('of 24 MB').count()) > 0)
  expect(before).toBeLessThan(1)

  // The page is loaded again: the file is chosen once more, and goes on; the other one is given up.
  await page.reload()
  await card('Long lesson').getByText('Choose the same file once more').waitFor()
  const [missing] = [card('Long lesson').locator('input[type=file]')]
  await missing.setInputFiles(short)
  await page.getByText('That is another file.').waitFor()
  await missing.setInputFiles(long)
  await card('Long lesson').getByText('of 24 MB').waitFor()
  expect(await about.getByLabel('What I tried').inputValue()).toBe('Waiting three seconds longer.')
  await card('Short').getByRole('button', { name: 'Give up' }).click()
  await dialog.getByRole('button', { name: 'Give up' }).click()
  await card('Short').waitFor({ state: 'detached' })
  expect((await leslie.get(`/api/v1/clips/${shortId}`)).status).toBe(404)

  // A pause.
  await card('Long lesson').getByRole('button', { name: 'Pause' }).click()
  await card('Long lesson').getByText('Nothing is lost.').waitFor()
  const paused = await sent('Long lesson')
  await page.waitForTimeout(2000)
  expect(await sent('Long lesson')).toBe(paused)
  await shoot(page, 'add-390-paused')
  await upAt(-1)
  await card('Long lesson').getByRole('button', { name: 'Go on' }).click()
  await card('Long lesson').getByText('All of it has arrived').waitFor()
  expect(sha256(await originalOf(clipId))).toBe(sha256(await readFile(long)))
  expect(await asAnaFinds()).toBe(404)

  // A card of what arrived outlives a reload, too; and Ana sees the clip once it can be watched.
  await page.reload()
  await card('Long lesson').getByLabel('What to look for').waitFor()
  worker = await startWorker(stage)
  await until(async () => (await asAnaFinds()) === 200)
  const { body } = await ana.get(`/api/v1/clips/${clipId}`)
  expect(body).toMatchObject({
    ...{ tried: 'Waiting three seconds longer.', question: 'Who speaks after the silence?' },
    grants: [{ cohort: { id: maple } }],
  })
  expect(['watchable', 'ready']).toContain(body.state)
  await card('Long lesson').getByRole('link', { name: 'Watch and share' }).waitFor()
  await shoot(page, 'add-390-ready')
  expect(await barriers(page)).toEqual([])
  expect(complaints.filter((line) => !/404|ERR_|Failed to load/.test(line))).toEqual([])
  server.kill('SIGTERM')
}, 400_000)

test('a part is cut out and made smaller before it leaves the device, and is what was asked for', async () => {
  const { leslie } = stage.cast
  const file = path.join(folder, 'Big lesson.mp4')
  const large = words(
    '-c:v libx264 -preset ultrafast -b:v 26M -minrate 26M -maxrate 26M -bufsize 26M -nal-hrd cbr',
  )
  await numbered(file, {
    seconds: 9,
    size: '1280x720',
    picture: [...large, '-g', '90', '-pix_fmt', 'yuv420p'],
  })
  const { page, complaints } = await signedIn(browser, stage.baseUrl, leslie)
  await page.goto('/clips/new')
  await page.setInputFiles('input[type=file]:not([capture])', file)
  const smaller = page.getByRole('switch', { name: 'Make it smaller on this device first' })
  await smaller.waitFor()
  expect(await smaller.isChecked()).toBe(false)
  await smaller.check()
  await page.getByRole('button', { name: 'Keep only a part of it' }).click()
  const start = page.getByRole('slider', { name: 'Start of the clip' })
  await start.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.getByLabel('End', { exact: true }).fill('0:07')
  await page.keyboard.press('Tab')
  await page.getByText('Cut away: 2 seconds at the start and 2 seconds at the end.').waitFor()
  await page.waitForTimeout(1000)
  await shoot(page, 'add-1280-trim')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
  await page.getByText('Making it smaller on this device').waitFor()
  await shoot(page, 'add-1280-smaller')
  await page.getByRole('link', { name: 'Watch and share' }).waitFor({ timeout: 120_000 })
  const [clip] = (await leslie.get('/api/v1/clips')).body.items
  expect(Math.abs(clip.durationMs - 5000)).toBeLessThanOrEqual(100)
  const stored = path.join(folder, 'stored.mp4')
  await writeFile(stored, await originalOf(clip.id))
  const [size, before] = [(await readFile(stored)).length, (await readFile(file)).length]
  expect(size).toBeLessThan(before / 5)
  // The first picture is that of two seconds, and the first second can be heard.
  const { bits } = frameStrip
  const gray = await ffmpeg(
    '-i',
    stored,
    '-frames:v',
    '1',
    '-s',
    '320x180',
    ...words('-pix_fmt gray -f rawvideo'),
    '-',
  )
  expect(bits).toBe(16)
  expect(Math.abs(readFrameNumber(gray, 320, 180) - 60)).toBeLessThanOrEqual(1)
  const sound = await ffmpeg('-i', stored, '-t', '1', ...words('-map 0:a -ac 1 -ar 8000 -f s16le'), '-')
  expect(Math.max(...new Int16Array(sound.buffer, sound.byteOffset, sound.length >> 1))).toBeGreaterThan(2000)
  expect(complaints).toEqual([])
}, 400_000)

test('a camera records, unless the browser does not let it; without sound, one is told', async () => {
  const { ana } = stage.cast
  const { page, context, complaints } = await signedIn(browser, stage.baseUrl, ana)
  await page.goto('/clips/new')
  await page.getByRole('button', { name: 'Record now' }).click()
  await page.getByText('The browser does not let this page use the camera').waitFor()
  await shoot(page, 'add-1280-refused')
  expect(await barriers(page)).toEqual([])
  await context.grantPermissions(['camera', 'microphone'])
  await page.getByRole('button', { name: 'Record now' }).click()
  await page.getByText('The camera is on. Nothing is recorded yet.').waitFor()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByText('Recording: 0:05').waitFor()
  await shoot(page, 'add-1280-recording')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await page.getByLabel('Title').waitFor()
  await page.getByText(/with sound/).waitFor()

  // It is nowhere else yet, so it outlives a reload.
  await page.reload()
  await page.getByLabel('Title').fill('From my desk')
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
  await page.getByRole('link', { name: 'Watch and share' }).waitFor({ timeout: 120_000 })
  const [clip] = (await ana.get('/api/v1/clips?owner=me')).body.items
  expect(clip.title).toBe('From my desk')
  expect(clip.durationMs).toBeGreaterThan(4000)
  expect(clip.durationMs).toBeLessThan(12_000)

  const silent = path.join(folder, 'Silent.mp4')
  await numbered(silent, { seconds: 2, size: '320x240', sound: null })
  await page.setInputFiles('input[type=file]:not([capture])', silent)
  await page.getByText('There is no sound in this recording.').waitFor()
  expect(await barriers(page)).toEqual([])
  expect(complaints).toEqual([])
}, 400_000)

test('what would go over mobile data waits for Wi-Fi, or for a word; what is no recording is refused with a way on', async () => {
  const { liz } = stage.cast
  const { page, complaints } = await signedIn(browser, stage.baseUrl, liz, { viewport: phone })
  await page.addInitScript(() => {
    const connection = Object.assign(new EventTarget(), { type: 'cellular', saveData: false })
    Object.defineProperty(navigator, 'connection', { value: connection })
  })
  await page.goto('/clips/new')
  const [one, two] = [path.join(folder, 'One.mp4'), path.join(folder, 'Two.mp4')]
  await numbered(one, { seconds: 2, size: '320x240' })
  await numbered(two, { seconds: 3, size: '320x240' })
  await page.setInputFiles('input[type=file]:not([capture])', [one, two])
  const send = page.getByRole('button', { name: 'Upload', exact: true })
  await send.nth(1).waitFor()
  await send.first().click()
  await send.first().click()
  await page.getByText('Waiting for Wi-Fi').nth(1).waitFor()
  await shoot(page, 'add-390-wifi')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Send now on mobile data' }).first().click()
  await page.getByRole('link', { name: 'Watch and share' }).waitFor()
  expect(await page.getByText('Waiting for Wi-Fi').count()).toBe(1)
  await page.evaluate(() => {
    const { connection } = navigator as unknown as { connection: EventTarget }
    Object.assign(connection, { type: 'wifi' }).dispatchEvent(new Event('change'))
  })
  await page.getByRole('link', { name: 'Watch and share' }).nth(1).waitFor()

  const noise = path.join(folder, 'Noise.mp4')
  await writeFile(noise, randomBytes(5000))
  await page.setInputFiles('input[type=file]:not([capture])', noise)
  await send.click()
  const failed = page.locator('.upload-card', { hasText: 'This file is not a video or sound recording' })
  await failed.waitFor()
  await shoot(page, 'add-390-failed')
  expect(await barriers(page)).toEqual([])
  await failed.locator('input[type=file]').setInputFiles(one)
  const instead = page.locator('.upload-card.chosen').getByLabel('Title')
  await instead.waitFor()
  expect(await instead.inputValue()).toBe('Noise')
  expect(complaints).toEqual([])
}, 400_000)

test('an owner trims a clip by key and by pointer, is told what is cut away, and goes back', async () => {
  const { leslie, maple, ana } = stage.cast
  const file = path.join(folder, 'lesson.mp4')
  await numbered(file, { seconds: 24, size: '320x240' })
  const clipId = await upload(leslie, await readFile(file), 'lesson.mp4')
  const clip = async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body
  await until(async () => (await clip()).state === 'ready')
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const words = {
    cohortId: maple,
    kind: 'notice',
    body: 'Here she waits.',
    startMs: 2000,
    clientKey: 'a-key-of-hers',
  }
  expect((await ana.post(`/api/v1/clips/${clipId}/threads`, words)).status).toBe(201)

  const { page, complaints } = await signedIn(browser, stage.baseUrl, leslie)
  await page.goto(`/clips/${clipId}/cut`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const start = page.getByRole('slider', { name: 'Start of the clip' })
  const end = page.getByRole('slider', { name: 'End of the clip' })
  await start.waitFor()
  await page.getByText('Nothing is cut away.').waitFor()
  await page.waitForTimeout(500)
  await shoot(page, 'cut-1280')
  expect(await barriers(page)).toEqual([])
  await start.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('ArrowLeft')
  expect(await start.getAttribute('aria-valuenow')).toBe('9000')
  await page.getByText('1 comment is about what is cut away.').waitFor()
  // To where three quarters of the film are.
  // Which waits until it stands still.
  await end.hover()
  const film = await page.locator('.trim-film').boundingBox()
  const handle = await end.boundingBox()
  if (!film || !handle) throw new Error('no film')
  await page.mouse.move(handle.x + 10, handle.y + 20)
  await page.mouse.down()
  await page.mouse.move(film.x + film.width * 0.9, handle.y + 10, { steps: 4 })
  await page.mouse.move(film.x + film.width * 0.75 + 10, handle.y + 10, { steps: 4 })
  await page.mouse.up()
  const outMs = Number(await end.getAttribute('aria-valuenow'))
  expect(Math.abs(outMs - 18_000)).toBeLessThan(200)
  await page.getByText('Cut away: 9 seconds at the start and 6 seconds at the end.').waitFor()
  await shoot(page, 'cut-1280-changed')
  expect(await barriers(page)).toEqual([])

  await page.getByRole('button', { name: 'Trim the clip' }).click()
  await page.getByText('Nobody can watch it until it is ready.').waitFor()
  await shoot(page, 'cut-1280-making')
  expect(await barriers(page)).toEqual([])
  await page.getByText('The trimmed clip is ready.').first().waitFor()
  expect(await clip()).toMatchObject({ cutNo: 2, durationMs: outMs - 9000 })
  const { body: cuts } = await leslie.get(`/api/v1/clips/${clipId}/cuts`)
  expect(cuts.items[0]).toMatchObject({ inMs: 9000, outMs, isCurrent: true })
  await playOf(leslie, clipId)

  // On a phone, and back to the whole.
  await until(async () => (await clip()).state === 'ready')
  await page.setViewportSize(phone)
  await page.reload()
  await page.getByRole('button', { name: 'Go back to this' }).waitFor()
  await page.waitForTimeout(500)
  await shoot(page, 'cut-390')
  expect(await barriers(page)).toEqual([])
  await page.getByLabel('Start', { exact: true }).fill('abc')
  await page.keyboard.press('Tab')
  await page.getByText('Enter a time like 1:23.').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Go back to this' }).click()
  await page.getByText('The trimmed clip is ready.').first().waitFor()
  expect(await clip()).toMatchObject({ cutNo: 3, durationMs: 24_000 })
  const { body: talk } = await leslie.get(`/api/v1/clips/${clipId}/threads`)
  expect(talk.items[0]).toMatchObject({ startMs: 2000, offClip: false })
  expect(complaints.filter((line) => !/404|410/.test(line))).toEqual([])
}, 400_000)
