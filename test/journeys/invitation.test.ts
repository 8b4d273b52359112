import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, openBrowser, phone } from '../support/browser.ts'
import { secretOf } from '../support/mails.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { barriers } from './barriers.ts'

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

test('who is invited reads by whom and into what, chooses a password, signs in and is in the cohort', async () => {
  const { liz, maple } = stage.cast
  const email = 'noor@else.example'
  const { body } = await liz.post(`/api/v1/cohorts/${maple}/invitations`, {
    ...{ email, name: 'Noor', part: 'participant', words: 'You asked about partner talk: join us.' },
  })
  const secret = await secretOf(stage, body)
  const context = await browser.newContext({
    baseURL: stage.baseUrl,
    viewport: phone,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(`/invitation#${secret}`)
  await page.getByText('Liz invites you into “Maple Street” of Here.').waitFor()
  await page.getByText('You asked about partner talk').waitFor()
  expect(await page.locator('body').innerText()).not.toContain(email)
  expect(await barriers(page)).toEqual([])
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/invitation-phone.png` })

  await page.fill('input[type=password]', 'short')
  await page.keyboard.press('Enter')
  await page.getByText('at least 10 characters').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await page.fill('input[type=password]', 'long enough by far')
  await page.keyboard.press('Enter')
  await page.getByText('You are in.').waitFor()
  await page.fill('input[type=email]', email)
  await page.fill('input[type=password]', 'long enough by far')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/welcome/)
  const { items } = await page.evaluate(async () => (await fetch('/api/v1/cohorts')).json())
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Maple Street'])

  const spanish = await browser.newContext({ baseURL: stage.baseUrl, viewport: desktop, locale: 'es-ES' })
  const other = await spanish.newPage()
  await other.goto(`/invitation#${secret}`)
  await other.getByText('Esta invitación ya no funciona').waitFor()
  expect(await barriers(other)).toEqual([])
  if (process.env.SCREENS) await other.screenshot({ path: `${process.env.SCREENS}/invitation-gone.png` })
})
