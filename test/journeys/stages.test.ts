import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import {
  type Assigned,
  assignmentOf,
  closeByHand,
  join,
  moveTo,
  reply,
  start,
} from '../support/assignments.ts'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
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

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

async function isOpenToAll(page: Page): Promise<void> {
  // A sheet that scrolls has something half behind its buttons, until it is scrolled to its end.
  await page.evaluate(() => document.querySelector('.composer')?.scrollTo(0, 9_999))
  await expectOpenToAll(page)
}

const focusIs = (page: Page, id: string) =>
  page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)

/** What the page says to everybody, by eye and by ear. */
const said = (page: Page, words: string) => page.locator('.status', { hasText: words }).waitFor()

async function assigned(
  protocol: string,
  at: number,
  presenter?: Person,
): Promise<Assigned & { clipId: ClipId }> {
  const { leslie, liz, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'Fractions with strips of paper' })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const given = { cohortId: maple, clipIds: [clipId], protocol, at, presenter }
  return { clipId, ...(await assignmentOf(stage.platform.db, liz, given)) }
}

test('two colleagues write their first look apart from each other, and then read each other’s', async () => {
  const { ana, ben } = stage.cast
  const { clipId } = await assigned('notice-and-wonder', 10)
  const on = await Promise.all([
    signedIn(browser, stage.baseUrl, ana),
    signedIn(browser, stage.baseUrl, ben, { viewport: phone }),
  ])
  const [{ page: anas }, { page: bens }] = on
  for (const page of [anas, bens]) {
    await page.goto(`/clips/${clipId}`)
    await page.getByText('What did you see or hear students do or say?').waitFor()
    await page.getByText('Asked of you: 2 comments, each at a moment of the clip.').waitFor()
    await page.getByText('First, your own look').waitFor()
    await page
      .getByText('then you will see what colleagues wrote. Opens for everyone', { exact: false })
      .waitFor()
    expect(await page.getByText('No one has written yet').count()).toBe(0)
    await page.getByText('The whole protocol, 3 steps').click()
    await page.getByText('One thing you want to bring to our meeting.').waitFor()
    await isOpenToAll(page)
  }

  // Ben, on his phone. He is offered what the stage asks for, and nothing else but a note of his own.
  await button(bens, 'Write it now').click()
  const field = bens.getByRole('textbox', { name: 'Your comment' })
  await field.waitFor()
  expect(await bens.locator('.composer .chips').nth(1).locator('label').allTextContents()).toEqual([
    expect.stringContaining('I notice'),
    expect.stringContaining('Private note'),
  ])
  expect(await bens.getByText('Whole clip').count()).toBe(0)
  await field.fill('Two of them fold the strip before they count.')
  await isOpenToAll(bens)
  await button(bens, 'Post').click()
  await said(bens, 'You can read what colleagues wrote now.')
  await focusIs(bens, 'threads-title')
  await bens.getByText('You have written 1 of 2.').waitFor()

  // Ana has heard of nothing.
  await anas.waitForTimeout(500)
  expect(await anas.getByText('Two of them fold').count()).toBe(0)
  expect(await anas.getByText(/new comment/).count()).toBe(0)
  await button(anas, 'Write it now').click()
  await anas.getByRole('textbox', { name: 'Your comment' }).fill('A hand goes up and down again.')
  await isOpenToAll(anas)
  await button(anas, 'Post').click()
  await anas.getByText('Two of them fold the strip before they count.').waitFor()
  await anas.getByText('A hand goes up and down again.').waitFor()
  await focusIs(anas, 'threads-title')
  expect(await anas.getByText('First, your own look').count()).toBe(0)
  await isOpenToAll(anas)

  // Now both may wonder, about the whole clip too.
  await anas.getByText('What does that make you ask about their thinking?').first().waitFor()
  await anas.getByRole('button', { name: /^Comment at/ }).click()
  await anas.getByRole('radio', { name: 'Wonder', exact: true }).check()
  await anas.getByRole('radio', { name: 'Whole clip' }).check()
  await anas.getByRole('textbox', { name: 'Your comment' }).fill('What did she see in the fold?')
  await button(anas, 'Post').click()
  await anas.getByText('What did she see in the fold?').waitFor()
  // Ben read along: what is new waits until he asks for it, and his first press does that, wherever the focus was put.
  await focusIs(bens, 'threads-title')
  await button(bens, '2 new comments').click()
  await bens.getByText('What did she see in the fold?').waitFor()
  for (const { complaints, context } of on) {
    expect(complaints.filter((what) => !/media|playback|m3u8/i.test(what))).toEqual([])
    await context.close()
  }
})

test('a seal opens by hand in front of who has not written, and tells them without moving anything', async () => {
  const { ana, ben, liz, maple } = stage.cast
  const assignment = await assigned('notice-and-wonder', 10)
  const { clipId } = assignment
  await start(ben, clipId, maple, { body: 'Three strips, one of them torn.' })
  const { page, context } = await signedIn(browser, stage.baseUrl, ana, { viewport: phone })
  await page.goto(`/clips/${clipId}`)
  await page.getByText('First, your own look').waitFor()
  await page.locator('summary').focus()
  await closeByHand(liz, assignment, assignment.stage('notice'))
  await said(page, 'You can read what colleagues wrote now.')
  await page.getByText('Three strips, one of them torn.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
  await isOpenToAll(page)
  await context.close()
})

test('what a post opens is there, though the page hears that it is open before it hears that the post was taken', async () => {
  const { ana, ben, maple } = stage.cast
  const { clipId } = await assigned('notice-and-wonder', 10)
  await start(ben, clipId, maple, { body: 'The torn strip was the longer one.' })
  const { page, context } = await signedIn(browser, stage.baseUrl, ana)
  await page.goto(`/clips/${clipId}`)
  await page.getByText('First, your own look').waitFor()
  await button(page, 'Write it now').click()
  await page.getByRole('textbox', { name: 'Your comment' }).fill('She holds up both.')
  const isOpen = page.waitForResponse(
    async (answer) =>
      answer.url().endsWith('/assignments') && /"posts":1/.test(JSON.stringify((await answer.json()).items)),
  )
  let isTaken = false
  await page.route(/\/threads(\?|$)/, async (route) => {
    const answer = await route.fetch()
    if (route.request().method() === 'POST') {
      await isOpen
      await page.waitForTimeout(300)
      isTaken = true
    } else if (!isTaken) {
      await expect.poll(() => isTaken, { timeout: 30_000 }).toBe(true)
      await page.waitForTimeout(1000)
    }
    // What nobody waits for any more is not sent.
    await route.fulfill({ response: answer }).catch(() => {})
  })
  await button(page, 'Post').click()
  await said(page, 'You can read what colleagues wrote now.')
  await page.getByText('The torn strip was the longer one.').waitFor({ timeout: 10_000 })
  await page.getByText('She holds up both.').waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  await context.close()
})

test('whose turn it is not hears so in words, in Spanish too, and keeps what they wrote', async () => {
  const { leslie, ana, liz, maple } = stage.cast
  const assignment = await assigned('tune-a-practice', 5, leslie)
  const { clipId } = assignment
  const { body: framed } = await start(leslie, clipId, maple, { body: 'I waited longer than I like to.' })
  const { page, context } = await signedIn(browser, stage.baseUrl, ana, { viewport: phone })
  await page.goto(`/clips/${clipId}`)
  await page.getByText('Leslie writes here; you read.').waitFor()
  await page.getByRole('button', { name: /^Comment at/ }).click()
  await page.getByText('Nothing is to be written to others now, so this is kept for you.').waitFor()
  await page.getByRole('heading', { name: 'Write a private note' }).waitFor()
  await isOpenToAll(page)
  await button(page, 'Cancel').click()
  await button(page, 'Reply').click()
  await page.getByText('Answers are not open to you at the moment.').waitFor()
  await isOpenToAll(page)
  await button(page, 'Close').click()

  // Warm and cool are open at once: the step is chosen, and closes under her hands.
  await moveTo(stage.platform.db, assignment.id, 50)
  await context.addCookies([{ name: 'interlude.language', value: 'es', url: stage.baseUrl }])
  await page.goto(`/clips/${clipId}`)
  await page.getByText('¿Dónde sirve la práctica al objetivo? Señale el momento.').first().waitFor()
  await page.getByRole('button', { name: /^Comentar/ }).click()
  await page.getByText('Para qué paso').waitFor()
  await page.locator('.composer textarea').fill('Aquí esperan todos.')
  await isOpenToAll(page)
  // What she is not told of in time the server tells her.
  await page.route('**/api/v1/clips/*/assignments', (route) => route.abort())
  for (const key of ['warm', 'cool']) await closeByHand(liz, assignment, assignment.stage(key))
  await page.locator('.composer button[type=submit]').click()
  await page.getByText('«Cálido» no está abierto ahora.').waitFor()
  expect(await page.locator('.composer textarea').inputValue()).toBe('Aquí esperan todos.')
  await isOpenToAll(page)
  expect((await reply(ana, framed.id)).body.code).toBe('stage-not-open')
  await context.close()
})
