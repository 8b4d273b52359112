import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson } from '../../src/identity/add-person.ts'
import { type IssuerId, newId } from '../../src/platform/ids.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { password } from '../support/cast.ts'
import { mailedSecret } from '../support/mails.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { startWorker } from '../support/worker.ts'
import { barriers } from './barriers.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('a teacher without a password has a link mailed, uses it at a press, and goes over into another organisation', async () => {
  const { ana, eve } = stage.cast
  await addPerson(stage.platform.db, {
    ...{
      organisationId: eve.viewer.organisationId,
      name: 'Ana',
      email: ana.email,
      roles: ['teacher'],
      password,
    },
  })
  const context = await browser.newContext({
    baseURL: stage.baseUrl,
    viewport: phone,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await button(page, 'Mail me a link').click()
  await page.getByText('Enter your e-mail address').first().waitFor()
  await page.fill('input[type=email]', ana.email)
  await button(page, 'Mail me a link').click()
  await page.getByText('a link is on its way').waitFor()
  expect(await barriers(page)).toEqual([])

  const secret = await mailedSecret(stage, ana.email)
  // Opened, as a program that looks into mails would, nothing happens yet.
  const other = await context.newPage()
  await other.goto(`/sign-in#${secret}`)
  await other.getByRole('heading', { name: 'Your link to sign in' }).waitFor()
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('interlude.session_token')
  expect(await barriers(other)).toEqual([])
  await button(other, 'Sign in').click()
  await other.waitForURL('/')
  await other.getByRole('link', { name: 'Add a clip' }).first().waitFor()

  // The link is of no more use, and the page says so.
  await page.goto(`/sign-in#${secret}`)
  await page.reload()
  await button(page, 'Sign in').click()
  await page.getByText('This link was used already').waitFor()

  await other.goto('/me')
  await button(other, 'Go over to There').click()
  await other.waitForURL('/')
  await other.goto('/me')
  await other.locator('dd', { hasText: 'There' }).waitFor()
  expect(await barriers(other)).toEqual([])
  await context.close()
})

test('the issuers stand on the sign-in page, and what went wrong at one is said there, in words alone', async () => {
  const { db } = stage.platform
  const id = newId<IssuerId>()
  await db
    .insertInto('oidcIssuers')
    .values({
      ...{ organisationId: stage.cast.ana.viewer.organisationId, id, name: 'Maple County' },
      ...{ issuer: 'https://issuer.example', clientId: 'x', clientSecret: 'x' },
    })
    .execute()
  const context = await browser.newContext({ baseURL: stage.baseUrl, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/sign-in?problem=not-invited')
  await page.getByText('You are not invited yet.').waitFor()
  await button(page, 'Sign in with Maple County').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.goto('/sign-in?problem=%3Cb%3EPay+here%3C%2Fb%3E')
  await page.getByText('did not go through').waitFor()
  expect(await page.content()).not.toContain('Pay')
  await context.close()
})
