import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { join } from '../support/assignments.ts'
import { sharedClip } from '../support/between-meetings.ts'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { expectOpenToAll } from './barriers.ts'

let stage: Stage
let browser: Browser
beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  await join(stage.platform.db, stage.cast.ben, stage.cast.maple)
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function planMeeting(page: Page, day: string): Promise<void> {
  await button(page, 'Plan a meeting').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Day', { exact: true }).fill(day)
  await dialog.getByLabel('Starts at').fill('15:30')
  await dialog.getByLabel('Place').fill('Room 12')
  await button(page, 'Plan').click()
  await dialog.waitFor({ state: 'detached' })
}

async function giveToCohort(page: Page, clip: RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Plan what to do before the meeting' }).waitFor()
  await page.getByLabel(clip).check()
  await page.getByText('It moves with the meeting.').waitFor()
  await button(page, 'Give it to the cohort').click()
  await page.waitForURL(/\/assignments\/[0-9a-f-]{36}$/)
}

/** From home by what stands there, to a first look of one's own. */
async function lookFirst(who: Person, words: string) {
  const signed = await signedIn(browser, stage.baseUrl, who, { viewport: phone })
  const { page } = signed
  const fortnight = page.getByRole('region', { name: 'This fortnight' })
  await fortnight.getByText('Room 12').waitFor()
  await fortnight.getByRole('link', { name: /^Watch “Number talk”/ }).click()
  await page.getByText('First, your own look').waitFor()
  await button(page, 'Write it now').click()
  await page.getByRole('textbox', { name: 'Your comment' }).fill(words)
  await button(page, 'Post').click()
  await page.getByText('You have written 1 of 2.').waitFor()
  return signed
}

/** The days go by until the meeting is over. */
const letFortnightPass = () =>
  sql`with moved as (
    update assignments set opens_at = opens_at - interval '20 days', due_at = due_at - interval '20 days'
    where cohort_id = ${stage.cast.maple} returning for_meeting_id)
  update meetings set starts_at = starts_at - interval '20 days', ends_at = ends_at - interval '20 days'
  where id in (select for_meeting_id from moved)`.execute(stage.platform.db)

test('a teacher leader runs a fortnight from one screen to the next: meeting, first looks, pack, decisions, what comes next', async () => {
  const { liz, leslie, ana, ben } = stage.cast
  const clipId = await sharedClip(stage, 'Number talk')
  await sharedClip(stage, 'Exit tickets, again')

  // Two meetings, and what to do before the first of them.
  const { page, complaints } = await signedIn(browser, stage.baseUrl, liz, { viewport: desktop })
  await link(page, 'Cohorts').first().click()
  await link(page, 'Maple Street').click()
  await link(page, 'Meetings').click()
  await planMeeting(page, inDays(12))
  await planMeeting(page, inDays(26))
  await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(2)
  await link(page, 'Maple Street').click()
  await link(page, 'Plan what to do').click()
  await giveToCohort(page, /Number talk/)
  await expectOpenToAll(page)

  // Three people look, each by themselves. None but the last reads the others' words on the way there.
  const anas = await lookFirst(ana, 'She counts on from eight.')
  expect(await anas.page.getByText('He folds the strip').count()).toBe(0)
  const bens = await lookFirst(ben, 'He folds the strip before he counts.')
  await bens.page.getByText('She counts on from eight.').waitFor()
  const leslies = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  await leslies.page.goto(`/clips/${clipId}`)
  await leslies.page.getByText('He folds the strip before he counts.').waitFor()

  // What is worth an hour of everybody's time is brought to the meeting.
  const card = anas.page.getByRole('article').filter({ hasText: 'He folds the strip' })
  await button(anas.page, '1 new comment').click()
  await card.getByRole('button', { name: 'Bring to the meeting' }).click()
  await card.getByText(/^For the meeting: /).waitFor()
  await expectOpenToAll(anas.page)

  // It opens for everybody, and the room gets its pack.
  await page.reload()
  await page.getByText('Of 3 people, 2 have written').waitFor()
  await button(page, 'Close “Notice” now').click()
  await link(page, 'Meeting pack').click()
  await page.getByRole('heading', { level: 1, name: /Meeting pack/ }).waitFor()
  const room = page.locator('section[aria-labelledby=pack-room] .said')
  await expect.poll(async () => (await room.allTextContents())[0]).toContain('He folds the strip')
  await expectOpenToAll(page)
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBe(2)
  await link(page, 'Open for the room').click()
  await button(page, 'Show the words').click()
  await page.getByText('He folds the strip before he counts.').waitFor()
  // Names are hidden where everybody looks at the wall.
  expect(await page.getByText('Ben', { exact: true }).count()).toBe(0)
  await expectOpenToAll(page)
  await page.goBack()

  // They have met. What they decided is written down by a member, and leads to what comes next.
  await letFortnightPass()
  const meetings = (await liz.get(`/api/v1/cohorts/${stage.cast.maple}/meetings`)).body.items
  await bens.page.goto(`/meetings/${meetings[0].id}`)
  const part = bens.page.getByRole('region', { name: 'What came of it' })
  await part.getByRole('radio', { name: 'What we will try next' }).check()
  await part.getByLabel('In a sentence or two').fill('We ask for a second way before we say which is right.')
  await part.getByRole('button', { name: 'Add it to the year' }).click()
  await part.getByText('We ask for a second way').waitFor()
  await expectOpenToAll(bens.page)
  await page.goto(`/meetings/${meetings[0].id}`)
  await page.getByText('We ask for a second way').waitFor()
  await link(page, 'Plan what comes next from this').click()
  await giveToCohort(page, /Exit tickets/)
  await link(page, 'Maple Street').click()
  await link(page, 'The year').click()
  await page.getByText('We ask for a second way').first().waitFor()
  await expectOpenToAll(page)

  // And for a teacher it is there when she comes home.
  await anas.page.goto('/')
  await anas.page.getByRole('link', { name: /^Watch “Exit tickets, again”/ }).waitFor()
  await expectOpenToAll(anas.page)
  for (const each of [complaints, anas.complaints, bens.complaints, leslies.complaints]) {
    expect(each.filter((text) => !/media|playback|m3u8/i.test(text))).toEqual([])
  }
})
