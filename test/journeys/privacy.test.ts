import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClipId, ExportId } from '../../src/platform/ids.ts'
import { doPurge } from '../retention/do-jobs.ts'
import { holderOf } from '../retention/officer.ts'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import { type Person, password } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { runExport } from '../support/exports.ts'
import { write } from '../support/far-stage.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { filesIn } from '../support/zip.ts'
import { expectFit } from './barriers.ts'
import { keptIn } from './kept-in.ts'

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

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const dialog = (page: Page) => page.getByRole('dialog')
const status = (page: Page, text: string) => page.getByRole('status').getByText(text).first().waitFor()

/** It goes on as on a phone. */
async function isFit(page: Page): Promise<void> {
  await expectFit(page)
  await page.setViewportSize(phone)
}

/** A clip of Leslie’s that Maple Street sees and may download. */
async function sharedClip(title: string): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title })
  const terms = { cohortId: maple, canDownload: true }
  expect((await leslie.post(`/api/v1/clips/${clipId}/grants`, terms)).status).toBe(201)
  return clipId
}

async function bytesOf(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return readFile(await download.path())
}

test('an owner reads who watched, checks the list, and stops a grant, which hides the clip at once', async () => {
  const { leslie, ana, liz } = stage.cast
  const clipId = await sharedClip('Partner talk')
  await ana.get(`/api/v1/clips/${clipId}/playback`)
  await liz.post(`/api/v1/clips/${clipId}/downloads`)
  await leslie.get(`/api/v1/clips/${clipId}/playback`)
  const { page, complaints, context } = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  await page.goto(`/clips/${clipId}`)
  await page.getByRole('link', { name: 'Privacy of this clip' }).click()
  await page.getByRole('heading', { name: 'Privacy of “Partner talk”' }).waitFor()
  const watched = page.getByRole('region', { name: 'Who watched it' })
  await watched.getByText('watched it · Maple Street').waitFor()
  expect((await watched.getByRole('listitem').allInnerTexts()).map((text) => text.split(' ')[0])).toEqual([
    'Liz',
    'Ana',
  ])
  const list = page.getByRole('region', { name: 'What was done with it' })
  await list.getByText('Shared with Maple Street, with leave to download').waitFor()
  await button(page, 'Check the list').click()
  await page.getByText(/^Checked: all \d+ lines hold\./).waitFor()
  await isFit(page)
  const csv = await bytesOf(page, () => list.getByRole('link', { name: 'Download the list' }).click())
  expect(String(csv).split('\r\n')[0]).toBe('seq,at,what,who,cohort,detail,personHash,previousHash,hash')
  expect(String(csv)).toMatch(/,play,Ana,Maple Street,/)

  await button(page, 'Stop sharing: Maple Street').click()
  await dialog(page).getByText('keeps that copy').waitFor()
  await isFit(page)
  expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
  await button(page, 'Stop sharing').click()
  await status(page, 'No longer shared with Maple Street.')
  await page.getByText('Nobody but you.').waitFor()
  expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
  await list.getByText('No longer shared with Maple Street').waitFor()

  const keep = page.getByLabel('Keep until')
  await button(page, 'Keep until that day').click()
  await page.getByText('Choose a day.').first().waitFor()
  await keep.fill((await keep.getAttribute('max')) ?? '')
  await button(page, 'Keep until that day').click()
  await page.getByText('You chose to keep it until').waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('a colleague raises a concern, an officer who sees nothing of the clip settles it, and its owner is told', async () => {
  const { leslie, ana, ben } = stage.cast
  const officer = await holderOf(stage, 'privacy officer')
  const clipId = await sharedClip('Canary title')
  const hers = await signedIn(browser, stage.baseUrl, ana)
  await hers.page.goto(`/clips/${clipId}`)
  await button(hers.page, 'Raise a concern').click()
  await dialog(hers.page).getByText('nobody but Leslie can play it').waitFor()
  await isFit(hers.page)
  await dialog(hers.page).getByLabel('Safety').check()
  await dialog(hers.page).getByLabel('What you noticed').fill('At 0:20 somebody climbs.')
  await button(hers.page, 'Pause it and tell them').click()
  await status(hers.page, 'The clip is paused')
  await hers.page.goto(`/clips/${clipId}/privacy`)
  await hers.page.getByText('At 0:20 somebody climbs.').waitFor()
  await hers.page.getByText('Leslie decides who can watch this clip').waitFor()
  await isFit(hers.page)

  const office = await signedIn(browser, stage.baseUrl, officer, { viewport: phone })
  await office.page.goto('/me')
  await office.page.getByRole('main').getByRole('link', { name: 'Privacy', exact: true }).click()
  await office.page.getByRole('heading', { name: 'Concern: Safety' }).waitFor()
  await office.page.getByText('At 0:20 somebody climbs.').waitFor()
  await isFit(office.page)
  await office.page
    .getByRole('link', { name: /^Clip …/ })
    .first()
    .click()
  await office.page.getByRole('heading', { name: 'One clip, by its number' }).waitFor()
  await office.page.getByRole('heading', { name: 'Concern: Safety' }).waitFor()
  await isFit(office.page)
  for (const secret of ['Canary', 'Leslie', 'Ana', 'Maple']) {
    expect(await office.page.content()).not.toContain(secret)
  }
  await office.page.getByRole('button', { name: 'Let it be seen' }).click()
  await dialog(office.page).getByText('Its owner reads').waitFor()
  await isFit(office.page)
  await button(office.page, 'Let it be seen').click()
  await status(office.page, 'It is settled.')
  await office.page.getByText('Settled a pause: it may be seen').waitFor()
  expect((await ana.get(`/api/v1/clips/${clipId}/playback`)).status).toBe(200)

  // What the owner reads tells what came of it, and neither of whom nor in which words.
  const owners = await signedIn(browser, stage.baseUrl, leslie)
  await owners.page.goto(`/clips/${clipId}/privacy`)
  await owners.page.getByRole('heading', { name: 'A concern was raised: Safety' }).waitFor()
  await owners.page.getByText('it may be seen as it is').first().waitFor()
  expect(await owners.page.content()).not.toContain('climbs')

  // To who is beyond reach the page is as if there were no clip, and the office is no page at all.
  const others = await signedIn(browser, stage.baseUrl, ben)
  await others.page.goto(`/clips/${clipId}/privacy`)
  await others.page.getByRole('heading', { name: 'This clip isn’t here' }).waitFor()
  await others.page.goto('/privacy')
  await others.page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  for (const { context } of [hers, office, owners, others]) await context.close()
})

test('somebody no longer agrees: the clip stops, a hold keeps it, and its owner has it destroyed, with a certificate', async () => {
  const { leslie, ana } = stage.cast
  const officer = await holderOf(stage, 'privacy officer')
  const clipId = await sharedClip('Number lines')
  const owners = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  const { page } = owners
  await page.goto(`/clips/${clipId}/privacy`)
  await button(page, 'Somebody no longer agrees …').click()
  await dialog(page).getByText('A student’s family').waitFor()
  await isFit(page)
  await button(page, 'Pause the clip').click()
  await status(page, 'It is noted')
  await page.getByRole('heading', { name: 'No longer agrees: A student’s family' }).waitFor()
  expect((await ana.get(`/api/v1/clips/${clipId}/playback`)).body.code).toBe('paused')
  await button(page, 'I have cut it anew').click()
  await dialog(page).getByRole('button', { name: 'I have cut it anew' }).click()
  await dialog(page).getByText('The clip was not cut since this was raised').waitFor()
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()

  const office = await signedIn(browser, stage.baseUrl, officer)
  await office.page.goto('/privacy')
  await office.page.getByLabel('Number or address of the clip').fill('nothing')
  await button(office.page, 'Go to the clip').click()
  await office.page.getByText('There is no number in that.').first().waitFor()
  await office.page.getByLabel('Number or address of the clip').fill(`${stage.baseUrl}/clips/${clipId}`)
  await button(office.page, 'Go to the clip').click()
  await button(office.page, 'Place on hold').click()
  await dialog(office.page).getByRole('button', { name: 'Place on hold' }).click()
  await dialog(office.page).getByText('Say what it is held for.').first().waitFor()
  await dialog(office.page).getByLabel('What it is held for').fill('Order 12 of the county court')
  await isFit(office.page)
  await dialog(office.page).getByRole('button', { name: 'Place on hold' }).click()
  await office.page.getByText('Order 12 of the county court').waitFor()

  await button(page, 'Destroy it for good …').click()
  await button(page, 'Destroy for good').click()
  await dialog(page).getByText('This clip must be kept for now').waitFor()
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await page.reload()
  await page.getByText('A privacy officer placed it on hold').waitFor()
  await isFit(page)

  await office.page.getByRole('button', { name: 'End the hold' }).click()
  await dialog(office.page).getByRole('button', { name: 'End the hold' }).click()
  await status(office.page, 'The hold has ended.')
  await office.page.getByText('Ended a hold').waitFor()
  // The button that was pressed is gone: reading goes on at the top, not nowhere.
  await office.page.waitForFunction(() => document.activeElement?.id === 'main')

  await button(page, 'Destroy it for good …').click()
  await dialog(page).getByText('This cannot be undone').waitFor()
  await isFit(page)
  await button(page, 'Destroy for good').click()
  await page.getByRole('heading', { name: 'A clip that was destroyed' }).waitFor()
  await page.getByText('is under way').waitFor()
  expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
  await doPurge(stage.platform, clipId)
  await page.getByText('Nothing of it is left but this page').waitFor()
  const certificate = await bytesOf(page, () => button(page, 'Download the certificate').click())
  expect(JSON.parse(String(certificate))).toMatchObject({ clipId, why: 'owner' })
  await page.getByText(/^Destroyed: \d+ files removed/).waitFor()
  await button(page, 'Check the list').click()
  await page.getByText(/^Checked: all \d+ lines hold\./).waitFor()
  await isFit(page)
  await office.page.reload()
  await office.page.getByText('There is no such clip here').waitFor()
  await isFit(office.page)
  for (const { context } of [owners, office]) await context.close()
})

test('an officer has a clip destroyed that they cannot see, and gets the certificate', async () => {
  const officer = await holderOf(stage, 'privacy officer')
  const clipId = await sharedClip('Long division')
  const { page, context } = await signedIn(browser, stage.baseUrl, officer, { viewport: phone })
  await page.goto(`/privacy/clips/${clipId}`)
  await page.getByRole('button', { name: /^End their sight/ }).click()
  await button(page, 'End their sight').click()
  await status(page, 'That cohort no longer sees the clip.')
  await button(page, 'Take the clip back').click()
  await dialog(page).getByRole('button', { name: 'Take the clip back' }).click()
  await status(page, 'The clip is taken back.')
  await button(page, 'Have it destroyed for good …').click()
  await isFit(page)
  await button(page, 'Destroy for good').click()
  await page.getByText('ordered and under way').waitFor()
  await doPurge(stage.platform, clipId)
  await page.getByText('This clip was destroyed, as you ordered.').waitFor()
  await button(page, 'Download the certificate').waitFor()
  await isFit(page)
  await page.goto('/privacy')
  await page.getByText(/^Destroyed on .*files$/).waitFor()
  await page.getByText('Had a clip destroyed').waitFor()
  await isFit(page)
  await context.close()
})

test('somebody finds all of theirs in one place, takes a copy of it, and deletes their account', async () => {
  const { leslie, ana, maple } = stage.cast
  const { platform } = stage
  const clipId = await sharedClip('Fractions')
  const say = (body: string) =>
    ana.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId: maple, kind: 'notice', body, startMs: 1000, clientKey: randomUUID() },
    })
  await say('I see two ways to fold it.')
  await ana.post(`/api/v1/clips/${clipId}/notes`, { body: 'Try this on Monday.', clientKey: randomUUID() })
  const own = await readyClipOf(platform, ana, { title: 'Warm-up' })
  const { page, context, complaints } = await signedIn(browser, stage.baseUrl, ana, { viewport: phone })
  await page.goto('/me')
  await page.getByRole('link', { name: 'My data and privacy' }).click()
  await page.getByText('On “Fractions”, in Maple Street').waitFor()
  await page.getByText('Try this on Monday.').waitFor()
  await page.getByRole('link', { name: 'Privacy of “Warm-up”' }).waitFor()
  await page.getByText('Nobody else sees it').waitFor()
  await page.getByText('Kept until').waitFor()
  await isFit(page)

  const other = await context.newPage()
  await other.goto(`/clips/${clipId}`)
  await write(other, 'Not finished, and for nobody else.')
  await expect.poll(async () => (await keptIn(other)).stored).toHaveLength(1)

  // Out of reach, the words stay and the title goes.
  await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
  await page.reload()
  await page.getByText('On a clip that is no longer shared with you, in Maple Street').waitFor()
  await page.getByText('I see two ways to fold it.').waitFor()
  expect(await page.content()).not.toContain('Fractions')

  await button(page, 'Ask for a copy').click()
  await page.getByText(/^Being made:/).waitFor()
  await isFit(page)
  const { items } = (await ana.get('/api/v1/me/exports')).body
  await runExport(platform, items[0].id as ExportId)
  const link = page.getByRole('link', { name: 'Download', exact: true })
  await link.waitFor()
  await isFit(page)
  const files = await filesIn(await bytesOf(page, () => link.click()))
  expect([...files.keys()]).toContain('clips/001-warm-up/original.mp4')
  await button(page, 'Remove').click()
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await status(page, 'The copy is removed.')

  await button(page, 'Delete my account …').click()
  await dialog(page)
    .getByLabel(/^Type your e-mail address/)
    .fill('somebody@else.example')
  await button(page, 'Delete for good').click()
  await dialog(page).getByText('Type your e-mail address as it stands there.').first().waitFor()
  await dialog(page)
    .getByLabel(/^Type your e-mail address/)
    .fill(ana.email)
  await dialog(page).getByLabel('Password').fill('a wrong one at first')
  await button(page, 'Delete for good').click()
  await dialog(page).getByText('That is not your password.').waitFor()
  await isFit(page)
  await dialog(page).getByLabel('Password').fill(password)
  await button(page, 'Delete for good').click()
  await page.waitForURL('/sign-in')
  for (const each of [page, other]) await each.getByRole('heading', { name: 'Sign in' }).waitFor()
  const kept = await keptIn(page)
  expect(kept.stored).toEqual([])
  expect(Object.keys(kept.local).filter((name) => name.includes(ana.viewer.personId))).toEqual([])
  expect((await ana.get('/api/v1/me')).status).toBe(401)
  expect((await leslie.get(`/api/v1/purges/${own}`)).status).toBe(404)
  // The browser tells of refusals that the page was meant to meet.
  expect(complaints.filter((each) => !/40[0-9]/.test(each))).toEqual([])
  await context.close()
})

test('the only administrator is kept, and told why', async () => {
  const { dana } = stage.cast
  const { page, context } = await signedIn(browser, stage.baseUrl, dana)
  await page.goto('/me/data')
  await page.getByText('make somebody else an administrator first; else').waitFor()
  await button(page, 'Delete my account …').click()
  await dialog(page)
    .getByLabel(/^Type your e-mail address/)
    .fill(dana.email)
  await dialog(page).getByLabel('Password').fill(password)
  await button(page, 'Delete for good').click()
  await dialog(page).getByText('Nobody else administers this organisation.').waitFor()
  expect((await dana.get('/api/v1/me')).status).toBe(200)
  await context.close()
})

test('somebody changes their name and password, ends a sign-in elsewhere, and makes a token that is shown once', async () => {
  const liz: Person = stage.cast.liz
  const elsewhere = await signedIn(browser, stage.baseUrl, liz)
  const { page, context } = await signedIn(browser, stage.baseUrl, liz, { viewport: phone })
  await page.goto('/me')
  await button(page, 'Change your name').click()
  await page.getByLabel('Name', { exact: true }).fill('Liz Ortega')
  await button(page, 'Save').click()
  await status(page, 'Your name is changed.')
  await page.locator('dd', { hasText: 'Liz Ortega' }).waitFor()
  await isFit(page)

  await page.getByRole('button', { name: /^End: / }).click()
  await dialog(page).getByRole('button', { name: 'End', exact: true }).click()
  await status(page, 'That sign-in has ended.')
  await elsewhere.page.goto('/')
  await elsewhere.page.getByRole('heading', { name: 'Sign in' }).waitFor()

  await page.getByText('Tokens for your own programs').click()
  await page.getByLabel('What the token is for').fill('reading list')
  await button(page, 'Make a token').click()
  const token = await page.getByLabel('Your new token').inputValue()
  await isFit(page)
  const me = await fetch(`${stage.baseUrl}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  expect(me.status).toBe(200)
  await button(page, 'I have it').click()
  expect(await page.content()).not.toContain(token)
  await button(page, 'Revoke: reading list').click()
  await dialog(page).getByRole('button', { name: 'Revoke', exact: true }).click()
  await status(page, 'The token is revoked.')
  const again = await fetch(`${stage.baseUrl}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  expect(again.status).toBe(401)

  await button(page, 'Change your password').click()
  await page.getByLabel('Current password').fill('not that one')
  await page.getByLabel('New password').fill('a longer one for later')
  await button(page, 'Change your password').click()
  await page.getByText('That is not your password.').waitFor()
  await isFit(page)
  await page.getByLabel('Current password').fill(password)
  await button(page, 'Change your password').click()
  await status(page, 'The password is set.')
  for (const each of [context, elsewhere.context]) await each.close()
})
