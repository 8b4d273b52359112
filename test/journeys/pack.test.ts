import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AssignmentId, ClipId, StageId, ThreadId } from '../../src/platform/ids.ts'
import { type Between, openBetween } from '../support/between.ts'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { numbered } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { assignmentOf, replyIn, threadIn } from '../support/staged-talk.ts'
import { startWorker, upload } from '../support/worker.ts'
import { expectOpenToAll } from './barriers.ts'

let stage: Stage
let between: Between & AsyncDisposable
let browser: Browser
let worker: Awaited<ReturnType<typeof startWorker>>
let clipId: ClipId
let assignmentId: AssignmentId
let threads: ThreadId[]

/** Where pictures are put for somebody to look at; nowhere unless asked for. */
const shots = process.env.SHOTS_DIR

/** Longer than what stands on paper. */
const long =
  'They count on from eight with their fingers below the table, stop, look at what their neighbour wrote, and then change the six into a nine without a word; is that a guess, or did she see something in the picture of the tens? I would like to hear her say it, and I would like to know what the two boys at the back made of it before they turned round.'

beforeAll(async () => {
  stage = await openStage()
  between = await openBetween(stage.baseUrl)
  browser = await openBrowser()
  worker = await startWorker(stage)
  const { leslie, ana, liz, maple } = stage.cast
  const file = path.join(stage.folder, 'lesson.mp4')
  await numbered(file, { seconds: 60, size: '320x180', fps: 15 })
  clipId = (await upload(leslie, await readFile(file), 'lesson.mp4')) as ClipId
  await leslie.patch(`/api/v1/clips/${clipId}`, { title: 'Partner talk in room 12' })
  const isReady = async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state === 'ready'
  while (!(await isReady())) await setTimeout(300)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const made = await assignmentOf(stage.platform, {
    ...{ by: liz, cohortId: maple, clipIds: [clipId], question: 'Where does their thinking change?' },
    stages: ['Frame', 'Clarify', 'Pause', 'Warm', 'Cool', 'Reflect', 'Debrief'].map((key, at) => ({
      key,
      roomMinutes: at + 2,
    })),
  })
  assignmentId = made.id
  const stageId = made.stages[0] as StageId
  const place = { clipId, cohortId: maple, stageId }
  threads = []
  for (let at = 0; at < 5; at += 1) {
    const given = { startMs: at * 11_000, body: `Moment ${at}. ${long}` }
    threads.push(await threadIn(stage.platform, [ana, liz, leslie][at % 3] as Person, place, given))
  }
  for (const at of [1, 1, 3]) await replyIn(stage.platform, leslie, threads[at] as ThreadId)
  for (const [at, who] of [liz, leslie].entries()) {
    const asked = { kind: 'wonder', startMs: 12_000 + at * 22_000, body: `Question ${at}. ${long}` } as const
    await threadIn(stage.platform, who, place, asked)
  }
  for (const [at, who] of [ana, leslie].entries()) {
    const read = {
      kind: 'interpret',
      startMs: 13_000,
      endMs: 16_000,
      body: `Reading ${at}. ${long}`,
    } as const
    await threadIn(stage.platform, who, place, read)
  }
  await threadIn(stage.platform, ana, place, { startMs: null, body: `All of it. ${long}` })
})
afterAll(async () => {
  await worker.stop()
  await browser.close()
  await between[Symbol.asyncDispose]()
  await stage.close()
})

async function shot(page: Page, name: string): Promise<void> {
  if (!shots) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true })
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const inRoom = (page: Page) => page.locator('section[aria-labelledby=pack-room] .said').allTextContents()
const address = (what: string) => `/assignments/${assignmentId}/${what}`

/** Of what Chromium writes, page objects are not compressed. */
const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0

describe('the pack', () => {
  test.each([
    ['at a desk', desktop],
    ['on a phone', phone],
  ])('is chosen and put in order by its facilitator %s, with buttons', async (_where, viewport) => {
    const { liz } = stage.cast
    await liz.delete(`/api/v1/assignments/${assignmentId}/pack/choices`)
    const { context, page, complaints } = await signedIn(browser, stage.baseUrl, liz, { viewport })
    await page.goto(address('pack'))
    await page.getByText('Where does their thinking change?').first().waitFor()
    expect((await inRoom(page))[0]).toContain('Moment 1')
    await expectOpenToAll(page)
    await shot(page, `pack-${viewport.width}`)
    await button(page, 'Later: Partner talk in room 12, from 11 seconds').click()
    await page.getByText('Now in place 2 of 6.').waitFor()
    expect((await inRoom(page))[1]).toContain('Moment 1')
    await button(page, /^Leave out: .*from 11 seconds/).click()
    await page.getByText('left out', { exact: false }).first().waitFor()
    expect((await inRoom(page)).join()).not.toContain('Moment 1')
    // Its question and its readings go with it.
    await page.getByRole('heading', { name: 'Different readings' }).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('pack-room')
    await button(page, /^Take to the room: .*from 11 seconds/).click()
    await page.getByRole('heading', { name: 'Different readings' }).waitFor()
    expect((await inRoom(page)).at(-1)).toContain('Moment 1')
    await button(page, 'Back to the proposal').click()
    await expect.poll(async () => (await inRoom(page))[0]).toContain('Moment 1')
    // A moment leads to where it is watched.
    await page.locator('section[aria-labelledby=pack-room] a').first().click()
    await page.waitForURL(/\/clips\/[^/]+\?t=11&c=/)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('says who said what only where that is wanted, and a member only reads', async () => {
    const { context, page } = await signedIn(browser, stage.baseUrl, stage.cast.ana, {
      ...{ viewport: phone, colorScheme: 'dark' },
    })
    await page.goto(address('pack'))
    const main = page.locator('main')
    await main.getByText('For the room').first().waitFor()
    expect(await button(page, /Leave out/).count()).toBe(0)
    expect(await main.innerText()).not.toMatch(/Liz|Leslie/)
    await page.getByLabel('Show names').check()
    expect(await main.innerText()).toMatch(/Liz/)
    await expectOpenToAll(page)
    await context.addCookies([{ name: 'interlude.language', value: 'es', url: stage.baseUrl }])
    await page.reload()
    await page.getByText('Material para la reunión').first().waitFor()
    await expectOpenToAll(page)
    await shot(page, 'pack-390-dark-es')
    await context.close()
    const stranger = await signedIn(browser, stage.baseUrl, stage.cast.ben)
    for (const what of ['pack', 'projector']) {
      await stranger.page.goto(address(what))
      await stranger.page.getByText('This pack isn’t here').first().waitFor()
    }
    await stranger.context.close()
  })

  test.each(['A4', 'Letter'] as const)('prints as exactly two pages of %s', async (format) => {
    const { liz } = stage.cast
    const { context, page } = await signedIn(browser, stage.baseUrl, liz, {
      ...{ viewport: desktop, colorScheme: 'dark' },
    })
    await page.goto(address('pack'))
    await page.getByLabel('Show names').check()
    const pdf = await page.pdf({ format, printBackground: false, preferCSSPageSize: false })
    expect(pagesIn(pdf)).toBe(2)
    if (shots) await writeFile(path.join(shots, `pack-${format}.pdf`), pdf)
    // As wide as the paper between its margins.
    const millimetres = format === 'A4' ? 186 : 191.9
    await page.setViewportSize({ width: Math.floor((millimetres * 96) / 25.4), height: 1000 })
    await page.emulateMedia({ media: 'print' })
    const paper = page.locator('.paper')
    const words = await paper.innerText()
    for (const said of [
      'Maple Street',
      'Moment 1',
      'Moment 4',
      'Question 1',
      'Reading 0',
      'Debrief',
      '8 minutes',
    ]) {
      expect(words).toContain(said)
    }
    expect(words).toContain(`${new URL(stage.baseUrl).host}/clips/${clipId}?t=11`)
    expect(words).toContain('Liz')
    expect(await page.locator('.frame-head').isVisible()).toBe(false)
    const cut = await page.locator('.sheet').evaluateAll((sheets) =>
      sheets.map((sheet) => {
        const foot = sheet.getBoundingClientRect().bottom
        const inside = [...sheet.querySelectorAll('p, h2, a, img')]
        return inside.filter((each) => each.getBoundingClientRect().bottom > foot + 1).length
      }),
    )
    expect(cut).toEqual([0, 0])
    const space = await page.locator('.paper-space').boundingBox()
    expect(space?.height).toBeGreaterThan(70)
    await shot(page, `paper-${format}`)
    await context.close()
  })

  test('without talk, too, and with eight moments', async () => {
    const { liz, maple } = stage.cast
    const { context, page } = await signedIn(browser, stage.baseUrl, liz)
    const empty = await assignmentOf(stage.platform, { by: liz, cohortId: maple, clipIds: [clipId] })
    await page.goto(`/assignments/${empty.id}/pack`)
    await page.getByText('Nothing has been said').first().waitFor()
    await expectOpenToAll(page)
    await shot(page, 'pack-empty')
    expect(pagesIn(await page.pdf({ format: 'A4' }))).toBe(2)
    const second = await readyClipOf(stage.platform, liz, { title: 'Number talk', durationMs: 600_000 })
    await liz.post(`/api/v1/clips/${second}/grants`, { cohortId: maple })
    const full = await assignmentOf(stage.platform, { by: liz, cohortId: maple, clipIds: [second] })
    const place = { clipId: second, cohortId: maple, stageId: full.stages[0] as StageId }
    for (let at = 0; at < 8; at += 1) {
      const threadId = await threadIn(stage.platform, liz, place, {
        startMs: at * 20_000,
        body: `${at} ${long}`,
      })
      await liz.send('PUT', `/api/v1/assignments/${full.id}/pack/choices/${threadId}`, {
        body: { choice: 'taken' },
      })
    }
    await page.goto(`/assignments/${full.id}/pack`)
    await page.locator('.said', { hasText: '7 They count' }).waitFor()
    expect(await inRoom(page)).toHaveLength(8)
    if (shots) await page.pdf({ path: path.join(shots, 'pack-full.pdf'), format: 'Letter' })
    expect(pagesIn(await page.pdf({ format: 'Letter' }))).toBe(2)
    await context.close()
  })

  test('stays with its tab without a connection, to be read and printed, and goes with who signs out', async () => {
    const { ana, liz } = stage.cast
    await liz.delete(`/api/v1/assignments/${assignmentId}/pack/choices`)
    const { context, page } = await signedIn(browser, between.baseUrl, ana, { viewport: phone })
    await page.waitForFunction(
      () => (navigator as unknown as { serviceWorker: { controller: unknown } }).serviceWorker.controller,
    )
    await page.goto(address('pack'))
    await page.getByText('For the room').first().waitFor()
    await between.cut()
    expect(pagesIn(await page.pdf({ format: 'A4' }))).toBe(2)
    await page.reload()
    await page.getByText('This is the pack as it was').waitFor({ timeout: 30_000 })
    expect((await inRoom(page))[0]).toContain('Moment 1')
    await expectOpenToAll(page)
    await shot(page, 'pack-kept')
    expect(pagesIn(await page.pdf({ format: 'A4' }))).toBe(2)
    // Of nothing else in it.
    await page.goto(`/assignments/${crypto.randomUUID()}/pack`)
    await page
      .getByText('You are offline')
      .or(page.getByText('could not be reached'))
      .or(page.getByText('No connection'))
      .first()
      .waitFor()
    await between.restore()
    await page.goto('/me')
    await button(page, 'Sign out').click()
    await page.waitForURL('/sign-in')
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
    await context.close()
  })
})

describe('the wall', () => {
  test.each([
    ['desk', desktop, 'light'],
    ['phone', phone, 'dark'],
  ] as const)(
    'plays moment after moment and stops on the words (%s)',
    async (_where, viewport, colorScheme) => {
      const { liz } = stage.cast
      const { context, page, complaints } = await signedIn(browser, stage.baseUrl, liz, {
        viewport,
        colorScheme,
      })
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      await page.goto(address('projector'))
      await page.getByText('Look first.').waitFor()
      expect(asked.filter((each) => /playback|hls|m3u8/.test(each))).toEqual([])
      await expectOpenToAll(page)
      await shot(page, `wall-${viewport.width}`)
      const words = page.locator('.room-words blockquote')
      expect(await words.count()).toBe(0)
      const now = () => page.locator('video').evaluate((video) => (video as HTMLVideoElement).currentTime)
      await button(page, 'Play this part').click()
      await expect.poll(now, { timeout: 20_000 }).toBeGreaterThan(7)
      expect(await now()).toBeLessThan(12)
      // From a little before 11 s, to the end of what was said about it.
      await words.first().waitFor({ timeout: 30_000 })
      expect(await now()).toBeGreaterThan(15.9)
      expect(await page.locator('video').evaluate((video) => (video as HTMLVideoElement).paused)).toBe(true)
      expect(await words.allTextContents()).toHaveLength(3)
      const wall = page.locator('.projector')
      expect(await wall.innerText()).not.toMatch(/Liz|Ana|Leslie/)
      await wall.getByLabel('Show names').check()
      expect(await wall.innerText()).toMatch(/Liz|Ana/)
      await expectOpenToAll(page)
      await shot(page, `wall-words-${viewport.width}`)

      await page.locator('h1').focus()
      await page.keyboard.press('PageDown')
      await wall.getByText('2 of 6').waitFor()
      await expect
        .poll(() => page.locator('video').evaluate((video) => (video as HTMLVideoElement).paused))
        .toBe(false)
      await page.keyboard.press(' ')
      await expect
        .poll(() => page.locator('video').evaluate((video) => (video as HTMLVideoElement).paused))
        .toBe(true)
      await button(page, 'Show the words').click()
      await words.first().waitFor()
      await page.keyboard.press('ArrowLeft')
      await wall.getByText('1 of 6').waitFor()
      // One play for one clip, whatever was played of it.
      expect(asked.filter((each) => each.endsWith('/playback'))).toHaveLength(1)
      expect(complaints).toEqual([])
      await context.close()
    },
  )

  test('shows the prompt of each stage with a calm clock', async () => {
    const { context, page } = await signedIn(browser, stage.baseUrl, stage.cast.ana)
    await page.clock.install()
    await page.goto(address('projector'))
    await page.getByText('Prompt of Frame').waitFor()
    // However long a press takes here, no time goes by in the room but what is said.
    await page.clock.pauseAt(Date.now() + 60_000)
    const clock = page.getByRole('timer')
    expect(await clock.innerText()).toBe('2:00')
    await button(page, 'Start the time').click()
    await page.clock.runFor(30_000)
    expect(await clock.innerText()).toMatch(/^1:3[01]$/)
    await button(page, 'Pause the time').click()
    await page.clock.runFor(30_000)
    expect(await clock.innerText()).toMatch(/^1:3[01]$/)
    await button(page, 'Start the time').click()
    await page.clock.runFor(91_000)
    await page.getByText('The time of this stage is over.').waitFor()
    expect(await clock.innerText()).toBe('0:00')
    await button(page, 'Next stage').click()
    await page.getByText('Prompt of Clarify').waitFor()
    expect(await clock.innerText()).toBe('3:00')
    await context.close()
  })
})
