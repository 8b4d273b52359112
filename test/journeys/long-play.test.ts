import { openAsBlob } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, signedIn } from '../support/browser.ts'
import { numbered } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let folder: string
let clipId: string
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-long-play-'))
  const { leslie, maple } = stage.cast
  const file = path.join(folder, 'lesson.mp4')
  await numbered(file, { seconds: 180, size: '640x360' })
  const form = new FormData()
  form.set('title', 'Partner talk')
  form.set('file', await openAsBlob(file, { type: 'video/mp4' }), 'lesson.mp4')
  clipId = (await leslie.post('/api/v1/clips', form)).body.id
  await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state === 'ready')
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
  await rm(folder, { recursive: true })
})

const plays = async () => {
  const { body } = await stage.cast.leslie.get(`/api/v1/clips/${clipId}/ledger`)
  return body.items.filter(({ what }: { what: string }) => what === 'play').length
}
const playsPast = (page: Page, seconds: number) =>
  page.waitForFunction((past) => {
    const video = document.querySelector('video')
    return video !== null && !video.paused && !video.seeking && video.currentTime > past
  }, seconds)
const seekTo = (page: Page, seconds: number) =>
  page.evaluate((to) => {
    const video = document.querySelector('video')
    if (video) video.currentTime = to
  }, seconds)

test('a page that was open for long goes on playing where it was, and the owner is told of each play once', async () => {
  const { page, complaints } = await signedIn(browser, stage.baseUrl, stage.cast.ana)
  const { db } = stage.platform
  // Fetched ahead, or for its head: nobody looks.
  await page.request.head(`/clips/${clipId}`)
  await page.request.get(`/clips/${clipId}`)
  expect(await plays()).toBe(0)

  await page.goto(`/clips/${clipId}`)
  await page.locator('video').waitFor()
  await page.keyboard.press('k')
  await playsPast(page, 0.5)
  expect(await plays()).toBe(1)

  await sql`update playbacks set granted_at = now() - interval '13 hours'`.execute(db)
  await seekTo(page, 150)
  await playsPast(page, 150.2)
  expect(await plays()).toBe(2)

  // The clip is cut, here to the same: what was played is gone, and what is there now goes on.
  await db.transaction().execute(async (trx) => {
    for (const table of ['clips', 'renditions', 'stills']) {
      await sql`update ${sql.table(table)} set cut_no = 2`.execute(trx)
    }
  })
  await seekTo(page, 5)
  await playsPast(page, 5.2)
  expect(await plays()).toBe(3)

  // What can never be had is not asked for again and again.
  await sql`update renditions set cut_no = 3`.execute(db)
  await seekTo(page, 70)
  await page.getByRole('alert').waitFor()
  await page.waitForTimeout(3_000)
  expect(await plays()).toBeLessThanOrEqual(4)
  expect(complaints.filter((line) => !/410|404|Failed to load resource/.test(line))).toEqual([])
})

test('the owner downloads the recording as it came, under the title of the clip', async () => {
  const { page, complaints } = await signedIn(browser, stage.baseUrl, stage.cast.leslie)
  await page.goto(`/clips/${clipId}`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('Partner talk.mp4')
  const [kept, sent] = await Promise.all([
    readFile(await download.path()),
    readFile(path.join(folder, 'lesson.mp4')),
  ])
  expect(kept.equals(sent)).toBe(true)
  const { body } = await stage.cast.leslie.get(`/api/v1/clips/${clipId}/ledger`)
  expect(body.items[0]).toMatchObject({
    what: 'download',
    who: { name: 'Leslie' },
    detail: { original: true },
  })
  expect(complaints).toEqual([])
})
