import { mkdirSync } from 'node:fs'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
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

/** Where pictures of the pages are put, for whoever wants to look at them. */
const shots = process.env.SHOTS
async function look(page: Page, name: string): Promise<void> {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('two people coach: offered, accepted, goals, a step, entries, a clip, the end; a third finds nothing', async () => {
  const { liz, leslie, ana, dana } = stage.cast
  await sql`update auth_users set email_verified = true`.execute(stage.platform.db)
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'Third lesson' })

  const coach = await signedIn(browser, stage.baseUrl, liz)
  await coach.page.goto('/cohorts')
  await coach.page.getByRole('link', { name: 'Coaching', exact: true }).click()
  await coach.page.getByText('Nobody else, whatever their office, can tell that it is there.').waitFor()
  await expectFit(coach.page, 'none', look)
  await coach.page.getByRole('link', { name: 'Offer coaching' }).click()
  const dialog = coach.page.getByRole('dialog')
  await button(coach.page, 'Send the offer').click()
  await dialog.getByText('Choose whom you offer it to.').first().waitFor()
  await dialog.getByLabel('Whom you offer it to').selectOption({ label: 'Somebody else, by e-mail' })
  await expectFit(coach.page, 'offer', look)
  await dialog.getByLabel('Whom you offer it to').selectOption({ label: 'Leslie' })
  await dialog.getByLabel('What it is about').fill('Wait time')
  await dialog.getByLabel('A few words to them').fill('Shall we look at your questions?')
  await coach.page.keyboard.press('Tab')
  await coach.page.keyboard.press('Enter')
  await coach.page.getByText('Only you can see this space until Leslie accepts.').waitFor()
  await expectFit(coach.page, 'waiting', look)
  const cohortId = coach.page.url().split('/').at(-1) ?? ''

  // The one who is asked reads it at home, and accepts.
  const coached = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone, locale: 'es-ES' })
  await coached.page.getByText('Liz le ofrece acompañamiento: «Wait time».').waitFor()
  await coached.page.goto('/coaching')
  await coached.page.getByText('Shall we look at your questions?').waitFor()
  await expectFit(coached.page, 'offered-es', look)
  await button(coached.page, 'Aceptar').click()
  await coached.page.waitForURL(`/coaching/${cohortId}`)
  await coached.page.getByText('Solo usted y Liz pueden ver este espacio.').waitFor()
  await coached.page.getByText('Liz le acompaña').waitFor()
  await expectFit(coached.page, 'empty-es', look)

  // A goal and a step with a day, by keyboard.
  await coach.page.reload()
  await coach.page.getByText('Only you and Leslie can see this space.').waitFor()
  await button(coach.page, 'Set a goal').click()
  await coach.page.waitForFunction(() => document.activeElement?.matches('input, textarea'))
  await coach.page.keyboard.type('Students explain to each other')
  await coach.page.keyboard.press('Tab')
  await coach.page.keyboard.press('Enter')
  await section(coach.page, 'Goals').getByText('Students explain to each other').waitFor()
  await button(coach.page, 'Set a next step').focus()
  await coach.page.keyboard.press('Enter')
  await button(section(coach.page, 'Next step') as never, 'Save').click()
  await section(coach.page, 'Next step').getByText('Choose a day.').first().waitFor()
  await coach.page.getByLabel('What will be tried').fill('Count to three after each question')
  await coach.page.getByLabel('By when').fill('2027-03-01')
  await button(section(coach.page, 'Next step') as never, 'Save').click()
  await section(coach.page, 'Next step').getByText('By March 1, 2027').waitFor()

  // What is being written is still there after a reload.
  const { page } = coach
  await page.getByLabel('What will you try, and what do you hope to see?').fill('Ask, then count.')
  await page.waitForTimeout(700)
  await page.reload()
  await page.getByText('You wrote this earlier, and have not sent it.').waitFor()
  await button(page, 'Write it down').click()
  const journal = section(page, 'Journal')
  await journal.getByRole('article').getByText('Ask, then count.').waitFor()

  // A clip that the other one shares with the pair, from its own page.
  expect((await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })).status).toBe(201)
  await coached.page.reload()
  await coached.page.getByRole('radio', { name: 'Observación' }).first().check()
  await coached.page
    .getByLabel('¿Qué se vio y se oyó, sin juzgarlo?')
    .fill('Tras la segunda pregunta hubo silencio; después habló Mateo.')
  await coached.page.getByLabel('Sobre un clip').selectOption({ label: 'Third lesson' })
  await button(coached.page, 'Anotarlo').click()
  await coached.page.getByRole('article').getByRole('link', { name: 'Third lesson' }).waitFor()
  await expectFit(coached.page, 'pair-es', look)

  await page.reload()
  await journal.getByText('Tras la segunda pregunta').waitFor()
  await journal.getByRole('group', { name: 'Show' }).getByRole('radio', { name: 'Observation' }).check()
  await journal.getByText('Ask, then count.').waitFor({ state: 'detached' })
  await journal.getByText('Tras la segunda pregunta').waitFor()
  await journal.getByRole('group', { name: 'Show' }).getByRole('radio', { name: 'All' }).check()
  await journal.getByText('Ask, then count.').waitFor()
  await expectFit(page, 'pair', look)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectFit(page, 'pair-dark', look)
  await page.emulateMedia({ colorScheme: 'light' })

  // One's own words are changed and deleted; the other's are not.
  expect(await journal.getByRole('button', { name: 'Change my entry' }).count()).toBe(1)
  await journal.getByRole('button', { name: 'Change my entry' }).click()
  await expectFit(page, 'editing', look)
  await page.getByRole('textbox', { name: 'Change my entry' }).fill('Ask, count to three, then listen.')
  await button(journal as never, 'Save').click()
  await journal.getByText('Ask, count to three, then listen.').waitFor()
  await button(page, 'Done: Count to three after each question').click()
  await page.getByText('1 step done').waitFor()
  await button(page, 'Reached: Students explain to each other').click()
  await section(page, 'Goals')
    .getByText(/Reached on/)
    .waitFor()
  await page.goto('/coaching')
  await page.getByText('You coach Leslie').waitFor()
  await expectFit(page, 'list', look)
  await page.goto('/cohorts')
  await page.getByRole('link', { name: 'Wait time' }).click()
  await page.waitForURL(`/coaching/${cohortId}`)

  // A colleague of both, and an administrator, find nothing at all.
  for (const who of [ana, dana]) {
    const third = await signedIn(browser, stage.baseUrl, who)
    for (const path of [
      '/',
      '/cohorts',
      '/coaching',
      '/clips',
      ...(who === dana ? ['/administration/cohorts'] : []),
    ]) {
      await third.page.goto(path)
      await third.page.locator('h1').waitFor()
      await third.page.waitForLoadState('networkidle')
      expect(await third.page.locator('body').innerText(), path).not.toMatch(/Wait time|Third lesson/)
    }
    for (const path of [`/coaching/${cohortId}`, `/cohorts/${cohortId}`]) {
      await third.page.goto(path)
      await third.page
        .getByText(/isn’t here/)
        .first()
        .waitFor()
    }
    await third.page.context().close()
  }

  // The end, with what it means before it is gone.
  await coached.page.reload()
  await button(coached.page, 'Terminar el acompañamiento').click()
  await coached.page.getByText('queda en la copia de sus datos').waitFor()
  await expectFit(coached.page, 'end-es', look)
  await coached.page.getByRole('dialog').getByRole('button', { name: 'Terminar el acompañamiento' }).click()
  await coached.page.waitForURL('/coaching')
  await coached.page.getByText('No está en ningún acompañamiento.').waitFor()
  await page.reload()
  await page.getByText('This coaching isn’t here').waitFor()
  await expectFit(page, 'gone', look)
  expect(coached.complaints.filter((line) => !/40[0-9]/.test(line))).toEqual([])
  expect(coach.complaints.filter((line) => !/40[0-9]/.test(line))).toEqual([])
})
