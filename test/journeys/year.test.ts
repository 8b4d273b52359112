import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CycleId } from '../../src/platform/ids.ts'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import type { Person } from '../support/cast.ts'
import { numbered } from '../support/make-media.ts'
import { meetingAt } from '../support/meetings.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'
import { expectOpenToAll } from './barriers.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let folder: string
/** Half a minute each that plays, Leslie's, shared with Maple Street. */
let [firstId, secondId] = ['', '']
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-year-'))
  const { leslie, maple } = stage.cast
  const file = path.join(folder, 'lesson.mp4')
  await numbered(file, { seconds: 30, size: '640x360' })
  const bytes = await readFile(file)
  const lesson = async (title: string) => {
    const id = await upload(leslie, bytes, 'lesson.mp4')
    await leslie.patch(`/api/v1/clips/${id}`, { title })
    return id
  }
  firstId = await lesson('Partner talk in September')
  secondId = await lesson('Partner talk in November')
  for (const id of [firstId, secondId]) {
    await until(async () => (await leslie.get(`/api/v1/clips/${id}`)).body.state === 'ready')
    await leslie.post(`/api/v1/clips/${id}/grants`, { cohortId: maple })
  }
  await say(leslie, firstId, 'Two of them never speak', 6_000)
  await say(stage.cast.ana, firstId, 'I count eleven hands', 2_000)
  await say(stage.cast.ana, secondId, 'They turn to each other', 12_000)
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
  await rm(folder, { recursive: true })
})

const say = (who: Person, clipId: string, body: string, startMs: number) =>
  who.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ kind: 'notice', body, startMs, cohortId: stage.cast.maple, clientKey: randomUUID() },
  })

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Outside the tree, for somebody who wants to look. */
async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env.SHOTS) return
  await mkdir(process.env.SHOTS, { recursive: true })
  await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`), fullPage: true })
}

/** Where both clips are, in seconds, and whether they move. */
const clocks = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('video')].map((v) => ({ at: v.currentTime, stands: v.paused })),
  )

const apart = async (page: Page): Promise<number> => {
  const [first, second] = await clocks(page)
  return (second?.at ?? 0) - (first?.at ?? 0)
}

test('a facilitator asks a question, puts two clips side by side, and closes the cycle for the next one', async () => {
  const { liz, maple } = stage.cast
  const { page, complaints } = await signedIn(browser, stage.baseUrl, liz, { viewport: desktop })
  await page.goto(`/cohorts/${maple}/year`)
  await page.getByText('Nothing stands here yet').waitFor()
  await expectOpenToAll(page)

  await button(page, 'Begin a cycle').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Begin it' }).click()
  await dialog.getByText('Write the question.').first().waitFor()
  await expectOpenToAll(page)
  await dialog.getByLabel('The question').fill('Do they explain their thinking to each other?')
  await dialog.getByLabel('Practice in focus').fill('Waiting five seconds')
  await dialog.getByRole('button', { name: 'Begin it' }).click()
  await page.waitForURL(/\/cycles\//)
  await page.getByRole('heading', { level: 1, name: 'Do they explain' }).waitFor()
  await shoot(page, 'cycle-empty')

  for (const [which, title] of [
    ['first', 'Partner talk in September'],
    ['second', 'Partner talk in November'],
  ]) {
    await button(page, `Choose a clip: The ${which} time`).click()
    await page
      .getByRole('dialog')
      .getByLabel(title ?? '')
      .check()
    await expectOpenToAll(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const second = page.getByRole('region', { name: 'The second time' })
  await second.getByRole('slider').fill('9000')
  await second.getByRole('slider').dispatchEvent('change')
  await button(page, 'Together from here: Partner talk in November').click()
  await second.getByText('Together from 0:09').waitFor()
  await expectOpenToAll(page)

  await button(page, 'Write it down: What changed').click()
  await page.getByRole('textbox', { name: 'What changed' }).fill('They turn to each other first.')
  await button(page, 'Save').click()
  await page.getByText('They turn to each other first.').waitFor()
  await shoot(page, 'cycle-desktop')

  await button(page, 'Close this cycle').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close this cycle' }).click()
  await page.getByText('This cycle was closed on').waitFor()
  expect(await button(page, /Together from here/).count()).toBe(0)
  await button(page, 'Begin the next cycle from this one').click()
  await page.getByRole('dialog').getByLabel('The question').fill('And when they write?')
  await page.getByRole('dialog').getByRole('button', { name: 'Begin it' }).click()
  await page.getByRole('heading', { level: 1, name: 'And when they write?' }).waitFor()
  await page.getByText('It goes on from').waitFor()
  await page.getByRole('link', { name: 'Cycle 1: Do they explain their thinking to each other?' }).click()
  await page.getByRole('heading', { level: 1, name: 'Do they explain' }).waitFor()
  expect(complaints).toEqual([])
})

test('two clips play together from their own places, wait for each other, and each plays alone', async () => {
  const { liz, ana, maple } = stage.cast
  const { body: cycle } = await liz.post(`/api/v1/cohorts/${maple}/cycles`, { question: 'What is new?' })
  await liz.patch(`/api/v1/cycles/${cycle.id}`, {
    ...{ firstClipId: firstId, secondClipId: secondId, firstFromMs: 2_000, secondFromMs: 9_000 },
  })
  const { page, context, complaints } = await signedIn(browser, stage.baseUrl, ana, { viewport: desktop })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  let isSlow = true
  // The second one comes late: the first must not run ahead meanwhile.
  await page.route(`**/media/**`, async (route) => {
    if (isSlow && route.request().url().includes(secondId)) await new Promise((r) => setTimeout(r, 1_200))
    await route.continue()
  })
  await page.goto(`/cycles/${cycle.id}`)
  await button(page, 'Play together').waitFor()
  await page.getByText('Two of them never speak').waitFor()
  // Who only looks at the page has played nothing, and nobody is told that they did.
  expect(asked.filter((url) => /\/playback|m3u8|hls/.test(url))).toEqual([])

  await button(page, 'Play together').click()
  await page.getByText('Waiting until both can go on').waitFor()
  await until(async () => (await clocks(page)).every(({ at, stands }) => !stands && at > 3))
  isSlow = false
  await until(async () => Math.abs((await apart(page)) - 7) < 0.2)
  for (let look = 0; look < 8; look++) {
    expect(Math.abs((await apart(page)) - 7)).toBeLessThan(0.25)
    await page.waitForTimeout(250)
  }
  await shoot(page, 'cycle-playing')
  expect(
    await page.evaluate(() => [...document.querySelectorAll('video')].map(({ muted }) => muted)),
  ).toEqual([...[false, true]])
  await page.getByRole('radio', { name: 'Second' }).check()
  expect(
    await page.evaluate(() => [...document.querySelectorAll('video')].map(({ muted }) => muted)),
  ).toEqual([...[true, false]])

  // One falls behind, as a phone makes it: it is caught up with.
  await page.evaluate(() => {
    const [, second] = document.querySelectorAll('video')
    if (second) second.currentTime -= 2
  })
  await until(async () => Math.abs((await apart(page)) - 7) < 0.2)

  await button(page, 'Pause both').click()
  await until(async () => (await clocks(page)).every(({ stands }) => stands))
  const before = await clocks(page)
  await button(page, 'Both 5 seconds on').click()
  await until(async () => ((await clocks(page))[0]?.at ?? 0) > (before[0]?.at ?? 0) + 4)
  expect(Math.abs((await apart(page)) - 7)).toBeLessThan(0.2)

  await button(page, 'Play Partner talk in November alone').click()
  await until(async () => (await clocks(page)).map(({ stands }) => stands).join() === 'true,false')
  await button(page, 'Pause Partner talk in November').click()
  // A moment leads to its place on its own clip.
  await page.getByRole('button', { name: '0:06 Go to this moment' }).click()
  await until(async () => Math.abs(((await clocks(page))[0]?.at ?? 0) - 6) < 0.1)
  await button(page, 'Play together').click()
  await until(async () => {
    const [first, second] = await clocks(page)
    return !first?.stands && !second?.stands && (first?.at ?? 9) < 4 && (second?.at ?? 0) > 9
  })
  await expectOpenToAll(page)
  expect(complaints).toEqual([])
  await context.close()
})

test('a cycle reads well on a phone, in the dark, in Spanish, and without a clip that was taken back', async () => {
  const { liz, leslie, ana, maple } = stage.cast
  const { body: cycle } = await liz.post(`/api/v1/cohorts/${maple}/cycles`, {
    ...{ question: 'Do they listen to each other?', practice: 'Silence after a question' },
  })
  await liz.patch(`/api/v1/cycles/${cycle.id}`, { firstClipId: firstId, secondClipId: secondId })
  const { page, context } = await signedIn(browser, stage.baseUrl, ana, {
    ...{ viewport: phone, colorScheme: 'dark', hasTouch: true },
  })
  await page.goto(`/cycles/${cycle.id}`)
  await button(page, 'Play together').waitFor()
  await page.getByText('2 conversations about the first time').waitFor()
  expect(await button(page, /Change|Choose|Close|Begin/).count()).toBe(0)
  await expectOpenToAll(page)
  await shoot(page, 'cycle-phone-dark')
  await page.getByText('2 conversations about the first time').click()
  expect(await page.locator('.pair-talk.first .said').allInnerTexts()).toEqual([
    'I count eleven hands',
    'Two of them never speak',
  ])
  await leslie.put(`/api/v1/clips/${secondId}/withdrawal`)
  await page.reload()
  await page.getByText('No clip of the second time yet.').first().waitFor()
  expect(await button(page, 'Play together').count()).toBe(0)
  await leslie.delete(`/api/v1/clips/${secondId}/withdrawal`)
  await page.setExtraHTTPHeaders({})
  await context.addCookies([{ name: 'interlude.language', value: 'es', url: stage.baseUrl }])
  await page.reload()
  await button(page, 'Reproducir juntos').waitFor()
  await expectOpenToAll(page)
  await shoot(page, 'cycle-phone-es')
  await context.close()
})

const fortnight = 14 * 24 * 60

test('a year of twenty meetings and three cycles hangs together on a phone and a desktop', async () => {
  const { liz, leslie, ana } = stage.cast
  const { db } = stage.platform
  const { body: cohort } = await liz.post('/api/v1/cohorts', { name: 'Pine Hill' })
  const { organisationId } = ana.viewer
  for (const { viewer } of [ana, leslie]) {
    await db
      .insertInto('memberships')
      .values({ organisationId, cohortId: cohort.id, personId: viewer.personId, part: 'participant' })
      .execute()
  }
  await leslie.post(`/api/v1/clips/${firstId}/grants`, { cohortId: cohort.id })
  const meetings = []
  for (let n = -9; n <= 10; n++) {
    meetings.push(await meetingAt(db, liz, cohort.id, n * fortnight - 90))
  }
  for (const id of meetings.slice(0, 10)) {
    for (const [who, kind, body] of [
      [ana, 'decision', 'We wait five seconds after each question, and count them.'],
      [leslie, 'next try', 'I ask for a second answer before I say anything.'],
    ] as const) {
      await who.post(`/api/v1/meetings/${id}/takeaways`, { kind, body, clientKey: randomUUID() })
    }
  }
  for (const [n, question] of ['Who speaks?', 'Do they listen to each other?', 'And in writing?'].entries()) {
    const { body: cycle } = await liz.post(`/api/v1/cohorts/${cohort.id}/cycles`, { question })
    const weeks = [18, 12, 4][n] ?? 0
    await db
      .updateTable('inquiryCycles')
      .set({
        openedAt: sql<Date>`now() - ${weeks} * interval '1 week'` as never,
        ...(n < 2 && {
          closedAt: sql<Date>`now() - ${weeks - 5} * interval '1 week'`,
          closedBy: liz.viewer.personId,
          learned: 'Whoever is asked first is not asked alone.',
        }),
      })
      .where('id', '=', cycle.id as CycleId)
      .execute()
  }
  const made = await liz.post(`/api/v1/cohorts/${cohort.id}/assignments`, {
    ...{ clipIds: [firstId], protocol: { key: 'notice-and-wonder' }, forMeetingId: meetings[10] },
  })
  expect(made.body).toMatchObject({ state: 'open' })

  const { page, context, complaints } = await signedIn(browser, stage.baseUrl, ana, {
    ...{ viewport: phone, hasTouch: true, timezoneId: 'Europe/Berlin' },
  })
  await page.goto(`/cohorts/${cohort.id}/year`)
  await page.getByText('Now ·').waitFor()
  const chosen = page.locator('.year-month')
  expect(await chosen.count()).toBeGreaterThan(4)
  await page.getByRole('heading', { name: 'What we are asking now' }).waitFor()
  await page.getByRole('link', { name: 'And in writing?' }).waitFor()
  expect(await page.getByRole('link', { name: /^Cycle \d begins$/ }).count()).toBe(3)
  expect(await page.getByRole('link', { name: /^Cycle \d ends$/ }).count()).toBe(2)
  // By the clock of where they meet, not of the phone.
  const { body: first } = await ana.get(`/api/v1/meetings/${meetings[0]}`)
  const there = new Intl.DateTimeFormat('en', {
    ...{ weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
    timeZone: 'America/New_York',
  } as const).format(new Date(first.startsAt))
  await page.getByRole('link', { name: `Meeting, ${there}` }).waitFor()
  await page.getByRole('link', { name: 'Between the meetings:' }).waitFor()
  await expectOpenToAll(page)
  await shoot(page, 'year-phone')
  await page.getByRole('link', { name: 'Jump to now' }).click()
  await until(() => page.evaluate(() => document.activeElement?.id === 'now'))
  const top = await page.locator('#now').evaluate((now) => now.getBoundingClientRect().top)
  expect(top).toBeGreaterThanOrEqual(0)
  expect(top).toBeLessThan(phone.height)
  expect(await button(page, 'Begin a cycle').count()).toBe(0)
  await page.getByRole('link', { name: 'Cycle 1 ends' }).click()
  await page.getByRole('heading', { level: 1, name: 'Who speaks?' }).waitFor()
  await page.goBack()
  await page.getByText('Now ·').waitFor()
  await page.setViewportSize(desktop)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectOpenToAll(page)
  await shoot(page, 'year-desktop-dark')
  await context.addCookies([{ name: 'interlude.language', value: 'es', url: stage.baseUrl }])
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(`/cohorts/${cohort.id}/year`)
  await page.getByText('Hoy ·').waitFor()
  await expectOpenToAll(page)
  await shoot(page, 'year-narrow-es')
  expect(complaints).toEqual([])
  await context.close()
})

test('what a meeting came to is written down by its members, kept once, and leads to what comes next', async () => {
  const { liz, leslie, ana, maple } = stage.cast
  const { db } = stage.platform
  const { body: cycle } = await liz.post(`/api/v1/cohorts/${maple}/cycles`, { question: 'Who is not heard?' })
  const held = await meetingAt(db, liz, maple, 30)
  const made = await liz.post(`/api/v1/cohorts/${maple}/assignments`, {
    ...{ clipIds: [firstId], protocol: { key: 'notice-and-wonder' }, forMeetingId: held },
    ...{ opensAt: new Date(Date.now() - 3_600_000).toISOString() },
    dueAt: new Date(Date.now() + 600_000).toISOString(),
  })
  expect(made.status).toBe(201)
  await db
    .updateTable('meetings')
    .set({
      startsAt: sql<Date>`now() - interval '70 minutes'`,
      endsAt: sql<Date>`now() - interval '10 minutes'`,
    })
    .where('id', '=', held)
    .execute()
  const { page, context, complaints } = await signedIn(browser, stage.baseUrl, ana, {
    ...{ viewport: phone, hasTouch: true },
  })
  await page.goto(`/meetings/${held}`)
  const part = page.getByRole('region', { name: 'What came of it' })
  await part.getByText('Nothing is written down yet.').waitFor()
  await part.getByRole('button', { name: 'Add it to the year' }).click()
  await part.getByText('Write what came of the meeting.').first().waitFor()
  await part.getByLabel('In a sentence or two').fill('We wait five seconds.')
  await part.getByRole('button', { name: 'Point at a moment' }).click()
  await part.getByLabel('The moment it came from').selectOption({ index: 1 })
  await expectOpenToAll(page)
  // The answer is lost on the way, so it is sent again: it stands there once.
  let isLost = true
  await page.route('**/takeaways', async (route) => {
    if (route.request().method() !== 'POST' || !isLost) return route.continue()
    isLost = false
    await route.fetch()
    await route.abort()
  })
  await part.getByRole('button', { name: 'Add it to the year' }).click()
  await part.getByText('There is no connection').waitFor()
  await part.getByRole('button', { name: 'Add it to the year' }).click()
  await part.getByText('We wait five seconds.').waitFor()
  const { items } = (await leslie.get(`/api/v1/meetings/${held}/takeaways`)).body
  expect(items).toMatchObject([{ kind: 'decision', clipId: firstId }])
  await part.getByRole('radio', { name: 'What we will try next' }).check()
  await part.getByLabel('In a sentence or two').fill('I ask for a second answer first.')
  await part.getByRole('button', { name: 'Add it to the year' }).click()
  await part.getByText('I ask for a second answer first.').waitFor()
  await part.getByRole('button', { name: 'Change: I ask for a second answer first.' }).click()
  const changed = part.getByRole('form', { name: 'Change' })
  await changed.getByRole('textbox').fill('I ask for two more answers first.')
  await changed.getByRole('button', { name: 'Save' }).click()
  await part.getByText('I ask for two more answers first.').waitFor()
  await expectOpenToAll(page)
  await shoot(page, 'meeting-phone')
  await part.getByRole('link', { name: 'The moment it came from' }).click()
  await page.waitForURL(new RegExp(`/clips/${firstId}`))
  expect(complaints.filter((each) => !/ERR_FAILED/.test(each))).toEqual([])
  await context.close()

  const { page: hers } = await signedIn(browser, stage.baseUrl, liz, { viewport: desktop })
  await hers.goto(`/meetings/${held}`)
  const next = hers.getByRole('link', { name: 'Plan what comes next from this' })
  expect(await next.getAttribute('href')).toBe(
    `/cohorts/${maple}/assignments/new?after=${held}&cycle=${cycle.id}`,
  )
  await hers.getByRole('button', { name: /^Take out: We wait/ }).click()
  await expectOpenToAll(hers)
  await hers.getByRole('dialog').getByRole('button', { name: 'Take out' }).click()
  await hers.getByText('Taken out.').waitFor()
  await shoot(hers, 'meeting-desktop')
  await hers.getByRole('link', { name: 'The year of the cohort' }).click()
  await hers.getByText('I ask for two more answers first.').waitFor()
  expect(await hers.getByText('We wait five seconds.').count()).toBe(0)
})
