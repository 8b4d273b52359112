import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import { ffmpeg, numbers, plainPicture, plainSound } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { room, voice } from '../support/talk.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'
import { barriers } from './barriers.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let clipId: string
/** Of twenty seconds. */
const spoken: [number, number][] = [
  [2, 6],
  [9, 12],
  [15, 18],
]

beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  const { leslie, maple } = stage.cast
  const file = `${stage.folder}/lesson.mp4`
  const inputs = [numbers('320x180', 30, 20), voice(spoken, 20, 0.02), room(20, 0.0008)]
  await ffmpeg(
    ...inputs.flatMap((source) => ['-f', 'lavfi', '-i', source]),
    ...['-filter_complex', '[1][2]amix=inputs=2:normalize=0[a]', '-map', '0', '-map', '[a]'],
    ...[...plainPicture, ...plainSound, file],
  )
  clipId = await upload(leslie, await readFile(file), 'lesson.mp4')
  await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state === 'ready')
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
})

test.each([
  ['on a desktop, in the light', { viewport: desktop, colorScheme: 'light' }],
  ['on a phone, in the dark', { viewport: phone, colorScheme: 'dark' }],
] as const)('the slider shows who talks when, once it plays: %s', async (_, options) => {
  const { page, complaints } = await signedIn(browser, stage.baseUrl, stage.cast.ana, options)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/sound')) asked.push(new URL(request.url()).pathname)
  })
  await page.goto(`/clips/${clipId}`)
  await page.locator('#play').waitFor()
  await page.waitForLoadState('networkidle')
  // Nobody waits for it, and who does not play need not fetch it.
  expect(asked).toEqual([])
  const before = await page.locator('.timeline').boundingBox()
  await page.locator('#play').click()
  const strip = page.locator('.sound-strip')
  await strip.waitFor()
  expect(asked).toEqual([`/api/v1/clips/${clipId}/sound`])
  // It moves nothing, and lies on the slider's own scale.
  expect((await page.locator('.timeline').boundingBox())?.height).toBe(before?.height)
  const [slider, box] = [await page.locator('.seek-slider').boundingBox(), await strip.boundingBox()]
  expect([(box?.x ?? 0) - (slider?.x ?? 0), (slider?.width ?? 0) - (box?.width ?? 0)]).toEqual([12, 24])
  const bars = await strip.locator('.talk').getAttribute('d')
  const shown = [...(bars ?? '').matchAll(/M(\d+)/g)].map(([, at]) => Number(at) * 50)
  const within = (ms: number) => spoken.some(([from, to]) => ms >= 1000 * from - 100 && ms < 1000 * to + 200)
  expect(shown.length).toBeGreaterThan(150)
  expect(shown.filter((ms) => !within(ms))).toEqual([])
  // In words for those who do not see it.
  expect(await strip.getAttribute('aria-hidden')).toBe('true')
  await page.getByText('People talk in 3 stretches, 10 seconds in all.').waitFor({ state: 'attached' })
  expect(await barriers(page)).toEqual([])
  expect(complaints).toEqual([])
})
