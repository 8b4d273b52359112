import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import { readyClipOf } from '../support/clips.ts'
import { secretOf } from '../support/mails.ts'
import { newcomer } from '../support/newcomer.ts'
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

/** Tab, until what has the focus is called so. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(key)
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      const label = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent
      return (label ?? element?.textContent ?? '').trim()
    })
    if (focused === name) return
  }
  throw new Error(`the keyboard does not reach “${name}” on ${page.url()}`)
}

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('a facilitator makes a cohort and invites by keyboard; who is invited is welcomed, agrees, and is in', async () => {
  const tess = await newcomer(stage, ['teacher leader'], { name: 'Tess' })
  const { page, complaints } = await signedIn(browser, stage.baseUrl, tess)
  await page.getByRole('heading', { name: 'What to do first' }).waitFor()
  await expectFit(page)

  // From home to a cohort with norms, without a pointer.
  await tabTo(page, 'Make a cohort')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await expectFit(page)
  await tabTo(page, 'Start it')
  await page.keyboard.press('Enter')
  await page.getByText('Give it a name.').first().waitFor()
  await tabTo(page, 'Name')
  await page.keyboard.type('Elm Court')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Elm Court' }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/cohorts\/[0-9a-f-]{36}$/)
  const cohortId = page.url().split('/').at(-1) ?? ''
  await expectFit(page)
  await tabTo(page, 'Write them down')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Norms')
  await page.keyboard.type('We start with what we saw.\nWe ask before we advise.')
  await tabTo(page, 'Save')
  await page.keyboard.press('Enter')
  await tabTo(page, 'I agree')
  await page.keyboard.press('Enter')
  await page.getByText('Agreed by everyone: Tess.').waitFor()

  // Three lines, one of which is no address: it stays to be put right.
  await tabTo(page, 'E-mail addresses')
  await page.keyboard.type('Noor Haddad <noor@else.example>\nzoe.marin@else.example\nsam at school')
  await tabTo(page, 'Invite')
  await page.keyboard.press('Enter')
  const outcomes = page.getByRole('list', { name: 'What became of them' })
  await outcomes.getByText('Noor Haddad <noor@else.example>').waitFor()
  await page.getByText('2 invited, 1 not.').waitFor({ state: 'attached' })
  expect(await outcomes.getByText('is invited.').count()).toBe(2)
  await outcomes.getByText('sam at school is not an e-mail address in full').waitFor()
  await page.getByText('Zoe Marin').waitFor()
  expect(await page.getByLabel('E-mail addresses').inputValue()).toBe('sam at school')
  await expectFit(page)
  await page.getByLabel('E-mail addresses').fill('noor@else.example')
  await button(page, 'Invite').click()
  await outcomes.getByText('An invitation is on its way to this address.').waitFor()
  await button(page, 'Take back the invitation to zoe.marin@else.example').click()
  await page.getByText('The invitation to zoe.marin@else.example no longer works.').waitFor()
  await page.getByText('Zoe Marin').waitFor({ state: 'detached' })

  // Who is invited comes in on a phone, and is welcomed once.
  const { items } = (await tess.get(`/api/v1/cohorts/${cohortId}/invitations`)).body
  expect(items.map(({ email }: { email: string }) => email)).toEqual(['noor@else.example'])
  const secret = await secretOf(stage, items[0])
  const context = await browser.newContext({
    baseURL: stage.baseUrl,
    viewport: phone,
    reducedMotion: 'reduce',
  })
  const noor = await context.newPage()
  await noor.goto(`/invitation#${secret}`)
  await noor.fill('input[type=password]', 'long enough by far')
  await noor.keyboard.press('Enter')
  await noor.getByText('You are in.').waitFor()
  await noor.fill('input[type=email]', 'noor@else.example')
  await noor.fill('input[type=password]', 'long enough by far')
  await noor.keyboard.press('Enter')
  await noor.waitForURL(/\/welcome/)
  await noor.getByText('Step 1 of 3').waitFor()
  await expectFit(noor)
  await button(noor, 'Next').click()
  await noor.getByText('Nothing here rates anybody.').waitFor()
  await expectFit(noor)

  // Left for later, it goes on where it was.
  await link(noor, 'Later').click()
  await noor.getByRole('heading', { name: 'To do' }).waitFor()
  await noor.getByText('“Elm Court” asks whether you agree to its norms.').waitFor()
  await link(noor, 'Go on').click()
  await noor.getByText('Step 2 of 3').waitFor()
  await button(noor, 'Next').click()
  await noor.getByText('Step 3 of 3').waitFor()
  expect(await noor.evaluate(() => document.activeElement?.textContent)).toBe('What was agreed on')
  await noor.getByText('Agreed: Tess. Not yet: Noor Haddad.').waitFor()
  await expectFit(noor)
  await button(noor, 'I agree').click()
  await noor.getByText('Agreed by everyone: Noor Haddad and Tess.').waitFor()
  await button(noor, 'To Home').click()
  await noor.waitForURL('/')
  await noor.getByText('Nothing waits for you.').waitFor()
  expect(await link(noor, 'Go on').count()).toBe(0)
  await expectFit(noor)
  await link(noor, 'Cohorts').click()
  await link(noor, 'Elm Court').waitFor()
  await expectFit(noor)
  expect(await link(noor, 'Start a cohort').count()).toBe(0)

  // Changed norms ask anew.
  await page.reload()
  await button(page, 'Edit').click()
  await page.getByRole('dialog').getByLabel('Norms').fill('We start with what we saw.')
  await button(page, 'Save').click()
  await page.getByText('Not yet: Noor Haddad and Tess.').waitFor()
  await noor.goto('/')
  await noor.getByText('“Elm Court” asks whether you agree to its norms.').waitFor()

  // A part is handed on, and a member removed, who then finds nothing there.
  await button(page, 'Make facilitator: Noor Haddad').click()
  await page.getByText('Noor Haddad facilitates now.').waitFor()
  await button(page, 'Make participant: Noor Haddad').click()
  await page.getByText('Noor Haddad is a participant now.').waitFor()
  await button(page, 'Make participant: Tess').click()
  await page.getByText('Nobody else facilitates this cohort.').waitFor()
  await button(page, 'Remove Noor Haddad').click()
  await page.getByText('From then on Noor Haddad sees neither the clips nor the talk here.').waitFor()
  await expectFit(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('Noor Haddad is no longer in it.').waitFor()
  await button(page, 'Remove Noor Haddad').waitFor({ state: 'detached' })
  await noor.goto(`/cohorts/${cohortId}`)
  await noor.getByRole('heading', { name: 'This cohort isn’t here' }).waitFor()
  await expectFit(noor)
  const gone = await noor.locator('main').innerText()
  await noor.goto(`/cohorts/${randomUUID()}`)
  await noor.getByRole('heading', { name: 'This cohort isn’t here' }).waitFor()
  expect(await noor.locator('main').innerText()).toBe(gone)

  // It closes for everybody, and its page is gone.
  await button(page, 'Close for everybody').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close for everybody' }).click()
  await page.waitForURL('/cohorts')
  await page.getByText('“Elm Court” is closed.').waitFor()
  await page.getByText('You are in no cohort yet.').waitFor()
  expect(complaints.filter((complaint) => !/429|409/.test(complaint))).toEqual([])
})

test('who comes back sees what waits for them and what is new, and goes to the very moment', async () => {
  const { leslie, ana, liz, maple } = stage.cast
  const { db } = stage.platform
  await sql`update auth_users set email_verified = true where email = ${leslie.email}`.execute(db)
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'Partner talk' })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  await readyClipOf(stage.platform, leslie, { title: 'Number talk' })
  const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId: maple, kind: 'notice', startMs: 6500, body: 'One student turns to the other.' },
    clientKey: randomUUID(),
  })
  const offer = { about: 'Wait time', email: leslie.email, name: 'Leslie' }
  const { body: offered } = await liz.post('/api/v1/coaching', {
    ...{ ...offer, words: 'Shall we look at your number talks?' },
  })
  const coachingId: string = offered.id

  const { page } = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  await page.getByText('Liz offers you coaching: “Wait time”.').waitFor()
  await page.getByText('Shall we look at your number talks?').waitFor()
  await page.getByText('“Number talk” is ready, and only you can see it.').waitFor()
  await page.getByText('1 conversation has something new for you.').waitFor()
  await expectFit(page)

  // The bar at the thumb stands over nothing: the page ends above it.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  const [foot, bar] = [page.locator('.frame-foot'), page.getByRole('navigation', { name: 'Main' })]
  const [footBox, barBox] = [await foot.boundingBox(), await bar.boundingBox()]
  expect((footBox?.y ?? 0) + (footBox?.height ?? 0)).toBeLessThanOrEqual((barBox?.y ?? 0) + 1)
  expect((barBox?.y ?? 0) + (barBox?.height ?? 0)).toBe(phone.height)

  await page.getByRole('link', { name: 'Notice on “Partner talk”' }).click()
  await page.waitForURL(`/clips/${clipId}?t=6.5&c=${thread.id}`)
  await page.goBack()
  await button(page, 'Accept').click()
  await page.getByText('Only you and Liz can see this space.').waitFor()
  await expectFit(page)

  // All clips, and those of one cohort.
  await page.goto('/clips')
  await page.getByRole('link', { name: 'Number talk' }).waitFor()
  await page.getByLabel('Show').selectOption({ label: 'Maple Street' })
  await page.getByRole('link', { name: 'Number talk' }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Partner talk' }).waitFor()
  expect(page.url()).toContain(`?cohort=${maple}`)
  await expectFit(page)

  // The other one leaves, and coaching ends for both.
  const other = await signedIn(browser, stage.baseUrl, liz, { locale: 'es-ES', viewport: desktop })
  await other.page.goto(`/cohorts/${coachingId}`)
  await other.page.getByText('Solo usted y Leslie pueden ver este espacio.').waitFor()
  await expectFit(other.page)
  await other.page.waitForURL(`/coaching/${coachingId}`)
  await button(other.page, 'Terminar el acompañamiento').click()
  await other.page.getByText('Termina de inmediato para los dos').waitFor()
  await other.page.getByRole('dialog').getByRole('button', { name: 'Terminar el acompañamiento' }).click()
  await other.page.waitForURL('/coaching')
  expect((await leslie.get(`/api/v1/cohorts/${coachingId}`)).status).toBe(404)
})

test('offices are reached from the rail, and from Me where there is none', async () => {
  const paula = await newcomer(stage, ['privacy officer'], { name: 'Paula' })
  const { page } = await signedIn(browser, stage.baseUrl, paula)
  const rail = page.getByRole('navigation', { name: 'Main' })
  await rail.getByRole('link', { name: 'Privacy' }).waitFor()
  expect(await rail.getByRole('link', { name: 'Administration' }).count()).toBe(0)
  expect(await rail.getByRole('link', { name: 'Home' }).getAttribute('aria-current')).toBe('page')
  await page.setViewportSize(phone)
  await rail.getByRole('link', { name: 'Privacy' }).waitFor({ state: 'hidden' })
  await rail.getByRole('link', { name: 'Me', exact: true }).click()
  await page.getByRole('main').getByRole('link', { name: 'Privacy', exact: true }).waitFor()

  // The first Tab leads past all of it.
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
})
