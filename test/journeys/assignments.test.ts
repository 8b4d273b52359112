import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src/calendars/local-time.ts'
import { sharedClip } from '../support/between-meetings.ts'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { expectFit } from './barriers.ts'

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

/** Where pictures of the pages go, to be looked at. */
const shots = process.env.SHOTS

async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return
  await mkdir(shots, { recursive: true })
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.screenshot({ path: `${shots}/${name}-${theme}.png`, fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** A Thursday in so many weeks. */
function thursday(weeks: number): string {
  let day = new Date().toISOString().slice(0, 10)
  while (new Date(`${day}T12:00:00Z`).getUTCDay() !== 4) day = addDays(day, 1)
  return addDays(day, weeks * 7)
}

const meet = async (startsOn: string): Promise<string> => {
  const { liz, maple } = stage.cast
  const { body } = await liz.post(`/api/v1/cohorts/${maple}/meetings`, {
    ...{ startsOn, startsAt: '15:30', minutes: 120, mode: 'in person', place: 'Room 12' },
  })
  return body.id
}

test('a facilitator plans what is done before a meeting; the cohort sees it, and moves on from step to step', async () => {
  const { liz, ana, leslie, maple } = stage.cast
  const { page, complaints } = await signedIn(browser, stage.baseUrl, liz)

  // Before anything is shared there is nothing to plan, and it says what is missing.
  await page.goto(`/cohorts/${maple}`)
  await page.getByText('No meeting is planned.').waitFor()
  await page.getByText('Nothing to do at the moment.').waitFor()
  await link(page, 'Plan what to do').click()
  await page.getByText('No clip is shared with this cohort yet.').waitFor()
  await expectFit(page, 'no-clips', shoot)

  const clipId = await sharedClip(stage, 'Number talk')
  await sharedClip(stage, 'Exit tickets')
  const meetingId = await meet(thursday(2))
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Plan what to do before the meeting' }).waitFor()
  await page.getByText('It moves with the meeting.').waitFor()
  await button(page, 'Give it to the cohort').click()
  await page.getByRole('link', { name: 'Choose at least one clip.' }).click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('clips')
  await page.getByLabel(/Number talk/).check()
  await page.getByText('See its steps').click()
  await page.getByText('Only what the camera would swear to.').waitFor()
  await page.getByText(/With “Notice and wonder” about 13/).waitFor()
  await page.getByText(/that makes about 13 minutes a week|that makes about \d+ minutes a week/).waitFor()
  await expectFit(page, 'new', shoot)

  // A time of her own has its warnings, and the usual one is a press away.
  await page.getByLabel('Set the times myself').check()
  await page.getByLabel('by', { exact: true }).fill('22:00')
  await page.getByLabel('Due on').fill(addDays(thursday(2), 1))
  await page.getByText('It is due after the meeting has begun.').waitFor()
  await expectFit(page, 'new-warned', shoot)
  await button(page, 'Take the usual times').click()
  await page.getByText('It is due after the meeting has begun.').waitFor({ state: 'detached' })
  await page.getByLabel('Opening question').fill('Whose thinking do we hear?')
  await page.getByLabel('A few words to the cohort').fill('Six minutes are enough.')
  await button(page, 'Give it to the cohort').click()
  await page.waitForURL(/\/assignments\/[0-9a-f-]{36}$/)
  const assignmentId = page.url().split('/').at(-1) ?? ''
  await page.getByRole('heading', { level: 1, name: 'Notice and wonder' }).waitFor()
  await page.getByText('Whose thinking do we hear?').waitFor()
  await page.getByText('Of 2 people, 0 have written and 0 are done.').waitFor()
  await expectFit(page, 'facilitator', shoot)

  // On her phone Ana sees what to do; others' words are closed to her until she has said something.
  const anas = await signedIn(browser, stage.baseUrl, ana, { viewport: phone })
  await anas.page.goto(`/cohorts/${maple}`)
  await anas.page.getByText('Your turn').waitFor()
  await expectFit(anas.page, 'cohort', shoot)
  await link(anas.page, 'Notice and wonder').click()
  await anas.page.getByText('Now: Notice').waitFor()
  expect(await link(anas.page, 'Watch “Number talk”').getAttribute('href')).toBe(`/clips/${clipId}`)
  expect(await anas.page.getByRole('heading', { name: 'Who has taken part' }).count()).toBe(0)
  await expectFit(anas.page, 'member', shoot)
  const say = (startMs: number) =>
    ana.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId: maple, kind: 'notice', startMs, body: 'She counts on', clientKey: randomUUID() },
    })
  expect((await say(1_000)).status).toBe(201)
  await anas.page.reload()
  await anas.page.getByText('You have said 1 of 2.').first().waitFor()
  expect((await say(2_000)).status).toBe(201)
  await anas.page.reload()
  await anas.page.getByText('Now: Wonder').waitFor()
  await anas.page.getByText('You said 2 things here.').waitFor()

  // Who facilitates sees that, reminds the other, once, and opens the last step early.
  await page.reload()
  await page.getByText('Of 2 people, 1 have written and 0 are done.').waitFor()
  await button(page, 'Remind Leslie').click()
  await page.getByText('1 person was reminded.').waitFor({ state: 'attached' })
  await page.getByText('Reminded', { exact: true }).waitFor()
  expect(await button(page, 'Remind Leslie').count()).toBe(0)
  await button(page, 'Remind those who are not done').click()
  await page.getByText('Each person is reminded once').waitFor()
  await expectFit(page, 'nudge', shoot)
  await button(page, 'Remind').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await button(page, 'Remind those who are not done').count()).toBe(0)
  await button(page, 'Open “Carry” now').click()
  await page.getByText('“Carry” is open.').waitFor({ state: 'attached' })
  await button(page, 'Close “Carry” now').waitFor()

  // The meeting moves, and what is due with it; it is cancelled, and another one has to be found.
  const { body: before } = await liz.get(`/api/v1/assignments/${assignmentId}`)
  await liz.patch(`/api/v1/meetings/${meetingId}`, { startsOn: addDays(thursday(2), 7) })
  const { body: moved } = await liz.get(`/api/v1/assignments/${assignmentId}`)
  expect(Date.parse(moved.dueAt) - Date.parse(before.dueAt)).toBeGreaterThan(6 * 86_400_000)
  await liz.put(`/api/v1/meetings/${meetingId}/cancellation`)
  await meet(thursday(5))
  await page.reload()
  await page.getByText('The meeting this was for is cancelled.').waitFor()
  await button(page, 'Choose another meeting').click()
  await page.getByRole('dialog').waitFor()
  const select = page.getByRole('dialog').getByLabel('For the meeting')
  await select.selectOption({ index: 0 })
  await page.getByLabel('Opening question').fill('Who is not heard?')
  await expectFit(page, 'change', shoot)
  await button(page, 'Save').click()
  await page.getByText('Who is not heard?').waitFor()
  await page.getByText('The meeting this was for is cancelled.').waitFor({ state: 'detached' })

  // In Spanish, and then at its end.
  await anas.context.addCookies([{ name: 'interlude.language', value: 'es', url: stage.baseUrl }])
  await anas.page.reload()
  await anas.page.getByText('Observar y preguntarse').first().waitFor()
  await expectFit(anas.page, 'member-es', shoot)
  await anas.page.goto(`/cohorts/${maple}`)
  await anas.page.getByText('Entre las reuniones').waitFor()
  await expectFit(anas.page, 'cohort-es', shoot)
  await button(page, 'Close it now').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close it now' }).click()
  await page.getByText('This is over.').waitFor()
  await expectFit(page, 'closed', shoot)
  await page.goto(`/assignments/${randomUUID()}`)
  await page.getByRole('heading', { name: 'This isn’t here' }).waitFor()
  await expectFit(page, 'not-here', shoot)
  expect(complaints.filter((text) => !/404/.test(text))).toEqual([])
  expect(anas.complaints).toEqual([])
  expect(leslie.name).toBe('Leslie')
  await anas.context.close()
})

test('a cohort writes a protocol of its own, and who has taken part becomes a number', async () => {
  const { liz, ana, maple } = stage.cast
  const { page, context } = await signedIn(browser, stage.baseUrl, liz)
  await page.goto(`/cohorts/${maple}/protocols`)
  await page.getByRole('heading', { name: 'Tune a practice' }).waitFor()
  await page.getByText('7 steps').click()
  await page.getByText('How was this conversation for you?').waitFor()
  await expectFit(page, 'protocols', shoot)

  await button(page, 'Write your own').click()
  await page.getByLabel('What it is called').fill('Our way')
  await button(page, 'Save').click()
  await page.getByRole('link', { name: 'Give step 1 a name.' }).waitFor()
  await page.getByLabel('Name', { exact: true }).fill('Look')
  await page.getByLabel('What it asks').fill('What did you see?')
  await button(page, 'Add a step').click()
  await page.getByLabel('Name', { exact: true }).nth(1).fill('Ask')
  await page.getByLabel('What it asks').nth(1).fill('What do you want to know?')
  await button(page, 'Move step 2 earlier').click()
  expect(await page.getByLabel('Name', { exact: true }).first().inputValue()).toBe('Ask')
  await page.getByLabel('When others’ words can be read').first().selectOption('own post first')
  await expectFit(page, 'protocol-form', shoot)
  await button(page, 'Save').click()
  await page.getByRole('heading', { name: 'Our way' }).waitFor()
  await button(page, 'Change “Our way”').click()
  await page.getByText('What runs already goes on as it began.').waitFor()
  await page.getByLabel('What it is called').fill('Our better way')
  await button(page, 'Save').click()
  await page.getByRole('heading', { name: 'Our better way' }).waitFor()
  const { body } = await ana.get(`/api/v1/protocols?cohortId=${maple}`)
  expect(body.items.at(-1)).toMatchObject({ version: 2, stages: [{ gate: 'own post first' }, {}] })

  // It can be chosen at once; to everybody else the page only tells of it.
  await page.goto(`/cohorts/${maple}/assignments/new`)
  await page.getByRole('radio', { name: /Our better way/ }).check()
  await context.addCookies([{ name: 'interlude.language', value: 'es', url: stage.baseUrl }])
  await page.reload()
  await page.getByText('Qué ver').waitFor()
  await expectFit(page, 'new-es', shoot)
  await page.goto(`/cohorts/${maple}/protocols`)
  await page.getByText('Afinar una práctica').waitFor()
  await expectFit(page, 'protocols-es', shoot)
  await page.getByRole('button', { name: 'Retirar: Our better way' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Retirar' }).click()
  await page.getByRole('heading', { name: 'Our better way', exact: true }).waitFor({ state: 'detached' })

  await page.goto(`/cohorts/${maple}`)
  await page.getByRole('button', { name: 'Editar' }).click()
  await page.getByRole('dialog').getByLabel('Qué ven quienes facilitan').selectOption('counts')
  await expectFit(page, 'edit-cohort-es', shoot)
  await page.getByRole('button', { name: 'Guardar' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect((await ana.get(`/api/v1/cohorts/${maple}`)).body.participation).toBe('counts')

  const anas = await signedIn(browser, stage.baseUrl, ana)
  await anas.page.goto(`/cohorts/${maple}/assignments/new`)
  await anas.page.getByText('Whoever facilitates this cohort plans').waitFor()
  await anas.page.goto(`/cohorts/${maple}/protocols`)
  await anas.page.getByText('Your cohort has written none of its own.').waitFor()
  expect(await button(anas.page, 'Write your own').count()).toBe(0)
  await context.close()
  await anas.context.close()
})
