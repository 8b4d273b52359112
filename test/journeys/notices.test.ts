import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, localOf, weekdayOf } from '../../src/calendars/local-time.ts'
import { unsubscribeToken } from '../../src/notices/unsubscribe-token.ts'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { expectFit } from './barriers.ts'

let stage: Stage
let browser: Browser
beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})

async function look(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
const inSpanish = async (page: Page, does: () => Promise<void>) => {
  await page.getByRole('button', { name: 'Español' }).click()
  await page.locator('html[lang=es]').waitFor()
  await does()
  await page.getByRole('button', { name: 'English' }).click()
  await page.locator('html[lang=en]').waitFor()
}

/** Liz plans a meeting for the Thursday after next Monday, and asks to look at Leslie's clip before it. */
async function fortnight() {
  const { leslie, liz, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, {
    title: 'Comparing fractions',
    durationMs: 360_000,
  })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  let day = addDays(localOf('UTC', new Date()).day, 3)
  while (weekdayOf(day) !== 4) day = addDays(day, 1)
  const meeting = await liz.post(`/api/v1/cohorts/${maple}/meetings`, {
    ...{ startsOn: day, startsAt: '15:30', minutes: 120, mode: 'hybrid', place: 'Library, room 2' },
    link: 'https://meet.example/maple',
  })
  expect(meeting.status).toBe(201)
  const assigned = await liz.post(`/api/v1/cohorts/${maple}/assignments`, {
    ...{ clipIds: [clipId], protocol: { key: 'notice-and-wonder' }, forMeetingId: meeting.body.id },
  })
  expect(assigned.status, JSON.stringify(assigned.body)).toBe(201)
  return { clipId, meeting: meeting.body, assignment: assigned.body }
}

const say = async (who: Person, clipId: string, kind: string, startMs?: number) => {
  const said = { cohortId: stage.cast.maple, kind, body: `I ${kind} this`, clientKey: randomUUID() }
  const { status, body } = await who.post(`/api/v1/clips/${clipId}/threads`, {
    ...said,
    ...(startMs !== undefined && { startMs }),
  })
  expect(status, JSON.stringify(body)).toBe(201)
}

test('somebody comes home to what is before the meeting, does it, and is ready; notices are quiet and at once', async () => {
  const { ana, liz } = stage.cast
  const { clipId, meeting, assignment } = await fortnight()
  const { page, complaints } = await signedIn(browser, stage.baseUrl, ana)
  await page.getByRole('heading', { level: 2, name: 'This fortnight' }).waitFor()
  const section = page.getByRole('region', { name: 'This fortnight' })
  await section.getByText('Library, room 2').waitFor()
  await section.getByText('Maple Street', { exact: true }).waitFor()
  expect(await section.getByRole('link', { name: /^Thursday, / }).getAttribute('href')).toBe(
    `/meetings/${meeting.id}`,
  )
  expect(await section.getByRole('link', { name: 'Join online' }).getAttribute('href')).toBe(
    'https://meet.example/maple',
  )
  await section.getByRole('heading', { name: /^Before Thursday/ }).waitFor()
  await link(page, 'Watch “Comparing fractions” by Leslie').waitFor()
  await section.getByText('6 minutes').first().waitFor()
  expect(await section.getByRole('listitem').count()).toBeLessThanOrEqual(3)
  // What opened, what was shared and what was planned is new.
  await link(page, 'Notices (3 new)').waitFor()
  await expectFit(page, 'home', look)
  await inSpanish(page, async () => {
    await page.getByRole('heading', { level: 2, name: 'Esta quincena' }).waitFor()
    await expectFit(page, 'home-es', look)
  })

  // Reached by keyboard, and seen once looked at.
  await link(page, 'Notices (3 new)').press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Notices' }).waitFor()
  await link(page, 'Leslie shared “Comparing fractions”.').waitFor()
  await link(page, /^Liz planned a meeting: Thursday/).waitFor()
  expect(await page.getByText('New', { exact: true }).count()).toBe(3)
  await expectFit(page, 'notices', look)
  await inSpanish(page, () => expectFit(page, 'notices-es', look))
  await page.locator('.dot').waitFor({ state: 'detached' })

  // Told at once, in a window that is open.
  await liz.patch(`/api/v1/meetings/${meeting.id}`, { place: 'Music room' })
  await link(page, /^Liz changed something about the meeting on Thursday/).waitFor()
  // What is looked at is seen; elsewhere there is a dot.
  await link(page, 'Home').click()
  await page.locator('.dot').waitFor({ state: 'detached' })
  await liz.patch(`/api/v1/meetings/${meeting.id}`, { place: 'Art room' })
  await page.locator('.dot').waitFor()
  await section.getByText('Art room').waitFor()

  // All that is asked for is said: calm, and no red.
  for (const { minPosts, kinds, key } of assignment.stages.filter(
    ({ state }: { state: string }) => state === 'open',
  )) {
    for (let n = 0; n < minPosts; n++) await say(ana, clipId, kinds[0] ?? key, 1_000 * (n + 1))
  }
  await page.reload()
  await section.getByText(/^You’re ready for Thursday/).waitFor()
  await expectFit(page, 'ready', look)
  await inSpanish(page, async () => {
    await page.getByText(/^Todo listo para el jueves/).waitFor()
    await expectFit(page, 'ready-es', look)
  })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectFit(page, 'ready-dark', look)
  await page.goto('/notices')
  await expectFit(page, 'notices-dark', look)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('somebody chooses how often they are written to, and has a refused address tried again', async () => {
  const { leslie } = stage.cast
  const { organisationId, personId } = leslie.viewer
  await stage.platform.db
    .insertInto('mailRefusals')
    .values({ organisationId, personId, email: leslie.email, reply: '550 5.1.1 No such mailbox' })
    .execute()
  const { page, complaints } = await signedIn(browser, stage.baseUrl, leslie)
  await page.goto('/me')
  await page.getByRole('heading', { name: 'What we write to you' }).waitFor()
  await page.getByText('550 5.1.1 No such mailbox').waitFor()
  await expectFit(page, 'me', look)
  await page.getByRole('radio', { name: 'Before meetings' }).check()
  await page.getByText('Your choice is kept.').waitFor()
  await page.getByText('Two working days before a meeting, so that one is left to do something.').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('550 5.1.1 No such mailbox').waitFor({ state: 'detached' })
  await page.reload()
  expect(await page.getByRole('radio', { name: 'Before meetings' }).isChecked()).toBe(true)
  expect(await page.getByText('550 5.1.1 No such mailbox').count()).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('whoever reads a mail stops the next, without signing in', async () => {
  const { liz } = stage.cast
  const secret = stage.platform.config.authSecret ?? ''
  const context = await browser.newContext({ baseURL: stage.baseUrl, viewport: phone })
  const page = await context.newPage()
  await page.goto(`/notices/unsubscribe#${unsubscribeToken(secret, liz.viewer.personId)}`)
  await page.getByRole('heading', { name: 'No more mails?' }).waitFor()
  await expectFit(page, 'unsubscribe', look)
  expect((await liz.get('/api/v1/me/notice-settings')).body.rhythm).toBe('daily')
  await page.getByRole('button', { name: 'Stop these mails' }).click()
  await page.getByRole('heading', { name: 'No more mails', exact: true }).waitFor()
  await expectFit(page, 'unsubscribed', look)
  expect((await liz.get('/api/v1/me/notice-settings')).body.rhythm).toBe('never')
  await page.goto('/')
  await page.goto(`/notices/unsubscribe#${liz.viewer.personId}.cut-off`)
  await page.getByRole('button', { name: 'Stop these mails' }).click()
  await page.getByText('This link does not work.').waitFor()
  await context.close()
})

test('an administrator lets mails say more', async () => {
  const { page, complaints } = await signedIn(browser, stage.baseUrl, stage.cast.dana)
  await page.goto('/administration/organisation')
  const tick = page.getByRole('checkbox', { name: /^Mails name clips/ })
  await tick.waitFor()
  expect(await tick.isChecked()).toBe(false)
  await expectFit(page, 'organisation', look)
  await tick.check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').first().waitFor()
  expect((await stage.cast.dana.get('/api/v1/organisation')).body.mailSays).toBe('details')
  expect(complaints).toEqual([])
  await page.context().close()
})
