import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { expectOpenToAll } from './barriers.ts'

let stage: Stage
let browser: Browser
beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  const { organisationId } = stage.cast.liz.viewer
  await stage.platform.db
    .updateTable('organisations')
    .set({ zone: 'America/Chicago' })
    .where('id', '=', organisationId)
    .execute()
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})

const shots = process.env.SHOTS
const shoot = async (page: Page, name: string) => {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** Anybody can use what is on the page now, on a screen of this width. */
async function isFit(page: Page, name: string): Promise<void> {
  await shoot(page, name)
  await expectOpenToAll(page, name)
}

/** A day some days from now, as in `2026-11-26`. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const chicago = { timezoneId: 'America/Chicago', viewport: phone }

test('an administrator keeps days free and writes down what was agreed on hours', async () => {
  const { dana } = stage.cast
  const { page } = await signedIn(browser, stage.baseUrl, dana, { viewport: desktop })
  await page.goto('/administration')
  await page.getByRole('link', { name: 'Calendars and hours' }).click()
  await page.getByText('No days are kept free').waitFor()
  await page.getByRole('button', { name: 'Keep days free' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.getByRole('link', { name: 'Choose the first day.' }).waitFor()
  await dialog.getByLabel('What for').fill('Thanksgiving')
  await dialog.getByLabel('First day').fill(inDays(19))
  await dialog.getByLabel('Last day').fill(inDays(23))
  await isFit(page, 'block-dialog-1280')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('rowheader', { name: 'Thanksgiving' }).waitFor()
  await page.getByRole('button', { name: 'Change The whole organisation' }).click()
  await dialog.getByLabel('Quiet from').fill('19:00')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('link', { name: 'Quiet hours need a start and an end.' }).waitFor()
  await dialog.getByLabel('Quiet until').fill('07:00')
  await dialog.getByLabel('Latest time').fill('16:00')
  await dialog.getByLabel('Minutes a week').fill('90')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('No mail from 7:00 PM until 7:00 AM.').waitFor()
  await isFit(page, 'calendars-1280')
  await page.setViewportSize(phone)
  await isFit(page, 'calendars-390')
  await page.context().close()
})

test('who facilitates plans a series, sees what it skips, moves one over a kept day, and cancels one', async () => {
  const { liz, maple } = stage.cast
  const { page } = await signedIn(browser, stage.baseUrl, liz, chicago)
  await page.goto(`/cohorts/${maple}/meetings`)
  await page.getByText('Plan the whole year as a series').waitFor()
  await isFit(page, 'meetings-empty-390')
  await page.getByRole('button', { name: 'Plan a series' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('How often').selectOption('Every week')
  await dialog.getByLabel('First meeting').fill(inDays(7))
  await dialog.getByLabel('Until').fill(inDays(40))
  await dialog.getByLabel('Place').fill('Library')
  await dialog.getByLabel('Link to join').fill('meet.example.org/maple')
  await dialog.getByText('4 meetings. 1 day is left out.').waitFor()
  await dialog.getByText('left out: Thanksgiving').waitFor()
  await isFit(page, 'series-390')
  await page.setViewportSize(desktop)
  await isFit(page, 'series-1280')
  await dialog.getByLabel('How often').selectOption('Every month')
  await dialog.getByLabel('Which one of the month').waitFor()
  await shoot(page, 'series-monthly-1280')
  await dialog.getByLabel('How often').selectOption('Every week')
  await dialog.getByText('4 meetings. 1 day is left out.').waitFor()
  await dialog.getByRole('button', { name: 'Plan', exact: true }).click()
  const rows = page.getByRole('main').getByRole('listitem')
  await expect.poll(() => rows.count()).toBe(4)
  await isFit(page, 'meetings-1280')
  await page.setViewportSize(phone)
  await isFit(page, 'meetings-390')

  await rows.nth(0).getByRole('button', { name: 'Change' }).click()
  await dialog.getByLabel('Day', { exact: true }).fill(inDays(20))
  await dialog.getByLabel('Starts at').fill('16:00')
  await dialog.getByLabel('Agenda').fill('1. Two moments from Leslie’s clip\n2. What we try next')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('That day is kept free: Thanksgiving.').waitFor()
  await isFit(page, 'blocked-390')
  await dialog.getByLabel('Meet on this day all the same').check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('This day is kept free: Thanksgiving.').waitFor()
  await page.getByText(/4:00\s–\s6:00\sPM/).waitFor()

  await rows.nth(3).getByRole('button', { name: 'Cancel' }).click()
  await dialog.getByText('You can bring it back.').waitFor()
  await isFit(page, 'cancel-390')
  await dialog.getByRole('button', { name: 'Cancel meeting' }).click()
  await rows.nth(3).getByText('Cancelled', { exact: true }).waitFor()
  const { body } = await liz.get(`/api/v1/cohorts/${maple}/meetings`)
  expect(body.items.map((item: { cancelledAt: string | null }) => item.cancelledAt !== null)).toEqual([
    ...[false, false, false, true],
  ])
  expect(body.items[1]).toMatchObject({ place: 'Library', link: 'https://meet.example.org/maple' })

  // One more at that time is refused, and nothing of what was filled in is lost.
  await page.getByRole('button', { name: 'Plan a meeting' }).click()
  await dialog.getByLabel('Day', { exact: true }).fill(inDays(14))
  await dialog.getByRole('button', { name: 'Plan', exact: true }).click()
  await dialog.getByText('The cohort meets at that time already.').waitFor()
  expect(await dialog.getByLabel('Day', { exact: true }).inputValue()).toBe(inDays(14))
  await page.context().close()
})

test('a member reads when and where, on their own clocks too, and nothing to change', async () => {
  const { ana, maple } = stage.cast
  const { page } = await signedIn(browser, stage.baseUrl, ana, { ...chicago, timezoneId: 'America/Denver' })
  await page.goto(`/cohorts/${maple}/meetings`)
  const rows = page.getByRole('main').getByRole('listitem')
  await expect.poll(() => rows.count()).toBe(4)
  await rows.nth(0).getByText('for you').waitFor()
  expect(await page.getByRole('button', { name: /Change|Cancel|Plan/ }).count()).toBe(0)
  await isFit(page, 'meetings-member-390')
  await page
    .getByRole('listitem')
    .getByText(/4:00\s–\s6:00\sPM/)
    .waitFor()
  await rows
    .filter({ hasText: /4:00\s–\s6:00\sPM/ })
    .getByRole('link')
    .first()
    .click()
  await page.getByText('Two moments from Leslie’s clip').waitFor()
  await page.getByRole('heading', { name: 'Before we meet' }).waitFor()
  await isFit(page, 'meeting-member-390')
  await page.setViewportSize(desktop)
  await isFit(page, 'meeting-member-1280')
  await page.getByRole('link', { name: 'Meetings' }).click()
  await page.getByRole('heading', { name: 'Meetings', level: 1 }).waitFor()
  await page.context().close()
})

test('in Spanish and in the dark, with a meeting that is over, and the rest of a series cancelled', async () => {
  const { liz, maple } = stage.cast
  await liz.post(`/api/v1/cohorts/${maple}/meetings`, {
    ...{ startsOn: inDays(-20), startsAt: '15:30', minutes: 120, mode: 'online', despiteBlock: true },
  })
  const { page } = await signedIn(browser, stage.baseUrl, liz, {
    ...{ ...chicago, locale: 'es-ES', colorScheme: 'dark' },
  })
  await page.goto(`/cohorts/${maple}/meetings`)
  await page.getByRole('heading', { name: 'Próximas' }).waitFor()
  await page.getByText('Pasadas').click()
  await isFit(page, 'meetings-es-dark-390')
  await page.getByRole('main').getByRole('listitem').nth(1).getByRole('link').first().click()
  await page.getByRole('button', { name: 'Cancelar el resto de la serie' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('3 reuniones no se celebrarán.').waitFor()
  await isFit(page, 'meeting-es-dark-390')
  await dialog.getByRole('button', { name: 'Cancelar el resto de la serie' }).click()
  await page.getByText('Esta reunión está cancelada.').waitFor()
  await page.getByRole('button', { name: /^Recuperar/ }).click()
  await dialog.getByRole('button', { name: 'Recuperar', exact: true }).click()
  await page.getByText('Esta reunión está cancelada.').waitFor({ state: 'detached' })
  await page.setViewportSize(desktop)
  await isFit(page, 'meeting-es-dark-1280')
  await page.context().close()
})

test('a teacher takes the meetings into a calendar of their own, and ends that', async () => {
  const { ana, nobody } = stage.cast
  const { page } = await signedIn(browser, stage.baseUrl, ana, chicago)
  await page.goto('/me')
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = page.getByLabel('Address', { exact: true })
  await address.waitFor()
  await isFit(page, 'feed-390')
  const { pathname } = new URL(await address.inputValue())
  expect(String((await nobody.get(pathname)).body)).toContain('Maple Street')
  await page.getByRole('button', { name: 'I have it' }).click()
  await page.getByText('You have one since').waitFor()
  await page.getByRole('button', { name: 'End it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
  await page.getByRole('button', { name: 'Make an address' }).waitFor()
  expect((await nobody.get(pathname)).status).toBe(404)
  await page.context().close()
})

test('to who is not in the cohort a meeting is not there', async () => {
  const { ben, liz, maple } = stage.cast
  const { items } = (await liz.get(`/api/v1/cohorts/${maple}/meetings`)).body
  const { page } = await signedIn(browser, stage.baseUrl, ben, chicago)
  await page.goto(`/meetings/${items[0].id}`)
  await page.getByRole('heading', { name: 'This meeting is not here' }).waitFor()
  await isFit(page, 'meeting-not-here-390')
  await page.goto(`/cohorts/${maple}/meetings`)
  await page.getByRole('heading', { name: 'This cohort isn’t here' }).waitFor()
  await page.context().close()
})
