import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Note } from '../../src/threads/note-schemas.ts'
import type { Thread } from '../../src/threads/schemas.ts'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { numbered } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'
import { expectOpenToAll } from './barriers.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let browser: Browser
let folder: string
/** Half a minute that plays, Leslie's, shared with Maple Street. */
let lessonId: string
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  browser = await openBrowser()
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-talk-'))
  const { leslie, maple } = stage.cast
  const file = path.join(folder, 'lesson.mp4')
  await numbered(file, { seconds: 30, size: '640x360' })
  lessonId = await upload(leslie, await readFile(file), 'lesson.mp4')
  await until(async () => (await leslie.get(`/api/v1/clips/${lessonId}`)).body.state === 'ready')
  await leslie.post(`/api/v1/clips/${lessonId}/grants`, { cohortId: maple })
})
afterAll(async () => {
  await browser.close()
  await worker.stop()
  await stage.close()
  await rm(folder, { recursive: true })
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name })

/** A clip of Leslie's that Maple Street may talk about; it has no picture that plays. */
async function sharedClip(title: string): Promise<string> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return clipId
}

let keyNo = 0
async function say(who: Person, clipId: string, body: string, more: object = {}): Promise<Thread> {
  const said = { kind: 'notice', body, cohortId: stage.cast.maple, clientKey: `said-${keyNo++}-key`, ...more }
  return (await who.post(`/api/v1/clips/${clipId}/threads`, said)).body
}
const answer = async (who: Person, threadId: string, body: string) =>
  (await who.post(`/api/v1/threads/${threadId}/comments`, { body, clientKey: `said-${keyNo++}-key` })).body

const threadsFor = async (who: Person, clipId: string): Promise<Thread[]> =>
  (await who.get(`/api/v1/clips/${clipId}/threads?limit=100`)).body.items
const newFor = async (who: Person, clipId: string): Promise<string[]> =>
  (await threadsFor(who, clipId)).flatMap(({ comments }) =>
    comments.filter(({ isNew }) => isNew).map(({ body }) => body ?? ''),
  )
const notesOf = async (who: Person, clipId: string): Promise<Note[]> =>
  (await who.get(`/api/v1/clips/${clipId}/notes`)).body.items

test('an owner says what to look for, and a colleague reads it above the clip, on a phone under About too', async () => {
  const { leslie, ana } = stage.cast
  const clipId = await sharedClip('Partner talk in the second week of a unit on fractions')
  const owner = await signedIn(browser, stage.baseUrl, leslie)
  await owner.page.goto(`/clips/${clipId}`)
  await button(owner.page, 'Say what to look for').click()
  await owner.page.getByLabel('Your question to colleagues').fill('Who explains to whom?')
  await owner.page.getByLabel('What you tried').fill('I stopped summing up after each pair.')
  await expectOpenToAll(owner.page)
  await button(owner.page, 'Save').click()
  await owner.page.getByText('You ask:').waitFor()
  await expectOpenToAll(owner.page)

  const { page } = await signedIn(browser, stage.baseUrl, ana, { viewport: phone })
  await page.goto(`/clips/${clipId}`)
  await page.getByText('Leslie asks:').waitFor()
  expect(await page.getByText('I stopped summing up').isVisible()).toBe(false)
  await button(page, 'Show the whole title and what is asked').click()
  await page.getByText('I stopped summing up').waitFor()
  await tab(page, 'About').click()
  await page.getByText('Filmed by').waitFor()
  await expectOpenToAll(page)
})

test('what is new stays new, here and on the server, until it was in sight for two seconds', async () => {
  const { leslie, ana } = stage.cast
  const clipId = await sharedClip('Reading aloud')
  // The oldest words stand at the end of the list, out of sight: nothing younger may count as read before them.
  await say(ana, clipId, 'the oldest', { startMs: 59_000 })
  for (let n = 0; n < 12; n++) await say(ana, clipId, `word ${n}`, { startMs: n * 1000 })
  const { page } = await signedIn(browser, stage.baseUrl, leslie)
  await page.goto(`/clips/${clipId}`)
  await tab(page, 'Comments 13 new').waitFor()
  await tab(page, /Comments (9|10|11) new/).waitFor()
  expect(await newFor(leslie, clipId)).toHaveLength(13)

  // The key leads to the first that waits.
  await page.keyboard.press('u')
  await page.waitForFunction(() => document.activeElement?.classList.contains('selected'))
  await page.getByText('the oldest').scrollIntoViewIfNeeded()
  await until(async () => (await newFor(leslie, clipId)).length < 13)
  expect(await newFor(leslie, clipId)).not.toContain('the oldest')
  expect(await newFor(leslie, clipId)).not.toContain('word 0')
  // What was never in sight is new still.
  expect((await newFor(leslie, clipId)).length).toBeGreaterThan(0)

  await button(page, 'Filter').click()
  await page.getByLabel('New, open, resolved or for the meeting').selectOption('new')
  await page.getByLabel('Order of the comments').selectOption('newest')
  // What the head of the list hides halfway just now would count as too small.
  await page.locator('aside.threads').evaluate((panel) => panel.scrollTo(0, 0))
  await expectOpenToAll(page)
  expect(await page.locator('.comment-body').first().textContent()).toBe('word 11')
  await page.getByLabel('Whose comments').selectOption({ label: 'Mine' })
  await page.getByText('No comment is like that.').waitFor()
  await button(page, 'Show all').last().click()
  await page.getByText('the oldest').waitFor()
})

test('a note is for its author alone: kept, marked, found on the timeline, changed, and deleted', async () => {
  const { leslie, ana } = stage.cast
  const clipId = await sharedClip('Group work')
  const { page } = await signedIn(browser, stage.baseUrl, ana, { viewport: phone })
  await page.goto(`/clips/${clipId}?t=20`)
  await button(page, 'Comment at 0:20').click()
  await page.getByLabel('Private note').check()
  await page.getByText('Only you can read it.').waitFor()
  await expectOpenToAll(page)
  await page.getByLabel('Your note').fill('Ask her about the cards.')
  await button(page, 'Keep note').click()
  await page.locator('.posted').getByText('Kept. Only you can read it.').waitFor()

  await tab(page, 'My notes').click()
  const note = page.getByRole('article', { name: /Private note at 20 seconds/ })
  await note.getByText('Ask her about the cards.').waitFor()
  await page.locator('#play').focus()
  await page.keyboard.press('l')
  await button(page, 'Mark 0:25').click()
  const marker = page.getByRole('article', { name: /Marked moment at 25 seconds/ })
  await marker.waitFor()
  await expectOpenToAll(page)
  await button(page, 'Your note at 20 seconds').click()
  await page.waitForFunction(() => document.querySelector('.thread.note.selected'))
  await marker.getByRole('button', { name: 'Add words' }).click()
  await marker.getByRole('textbox').fill('Here she waits.')
  await marker.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Here she waits.').waitFor()
  expect((await notesOf(ana, clipId)).map(({ body, startMs }) => [startMs, body])).toEqual([
    [20_000, 'Ask her about the cards.'],
    [25_000, 'Here she waits.'],
  ])
  expect(await notesOf(leslie, clipId)).toEqual([])
  expect(await threadsFor(leslie, clipId)).toEqual([])
  await note.getByRole('button', { name: 'Delete your note' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Your note is deleted.').waitFor()
  expect(await notesOf(ana, clipId)).toHaveLength(1)

  // At 400 % of a desktop all of it still has room.
  await page.setViewportSize({ width: 320, height: 256 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)

  // Where a clip is shared with nobody there is nobody else to write to.
  const alone = await readyClipOf(stage.platform, leslie, { title: 'Not shared' })
  const owner = await signedIn(browser, stage.baseUrl, leslie)
  await owner.page.goto(`/clips/${alone}`)
  await button(owner.page, 'Private note at 0:00').click()
  await owner.page.getByRole('heading', { name: 'Write a private note' }).waitFor()
  expect(await owner.page.getByText('I wonder').count()).toBe(0)
  await expectOpenToAll(owner.page)
})

test('the whole page can be used with the keyboard alone', async () => {
  const { leslie, ana } = stage.cast
  const clipId = lessonId
  const early = await say(leslie, clipId, 'Here it begins.', { startMs: 2000 })
  const late = await say(leslie, clipId, 'Here it ends.', { startMs: 20_000, endMs: 24_000 })
  for (let n = 0; n < 5; n++) await answer(leslie, late.id, `reply ${n}`)
  const replies = (await threadsFor(ana, clipId)).at(-1)?.comments ?? []

  const { page, complaints } = await signedIn(browser, stage.baseUrl, ana)
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const time = () => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
  const focused = () => page.evaluate(() => document.activeElement?.id ?? '')

  // A link to a reply opens what hides it.
  await page.goto(`/clips/${clipId}?t=21&c=${replies[1]?.id}`)
  await page.getByText('reply 0').waitFor()
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('reply 0'))
  await until(async () => Math.round(await time()) === 21)

  // From one thread to the other, with the focus.
  await press('p')
  await until(async () => (await focused()) === `thread-${early.id}` && (await time()) === 2)
  await press('n')
  await until(async () => (await focused()) === `thread-${late.id}`)
  await press('r')
  // What is written with is fetched once the page is idle; from then on the first key after “r” is a word's.
  await until(() => page.evaluate(() => document.activeElement?.matches('textarea') === true))
  await press('Escape')
  await until(async () => (await focused()) === `thread-${late.id}`)
  await press('r')
  await page.keyboard.type('klc: words, not shortcuts')
  await press('Control+Enter')
  await page.getByText('Your reply is posted.').waitFor()
  expect((await threadsFor(leslie, clipId)).at(-1)?.comments.at(-1)?.body).toBe('klc: words, not shortcuts')

  // Writing while it plays: it stops, a part is set and watched, and the words go out.
  await press('0', 'k')
  await until(async () => (await time()) > 0.5)
  await press('c')
  const writes = () => page.evaluate(() => document.activeElement?.id === 'composer-words')
  await until(writes)
  expect(await page.evaluate(() => document.querySelector('video')?.paused)).toBe(true)
  await page.keyboard.type('You should wait longer.')
  await page.getByText('This begins like advice.').waitFor()
  await expectOpenToAll(page)
  await page.getByLabel('A part').focus()
  await press('Space')
  await page.getByLabel('From', { exact: true }).fill('0:04')
  await press('Enter')
  await page.getByLabel('To', { exact: true }).fill('0:05')
  await press('Enter')
  await button(page, 'Play this part').focus()
  await press('Enter')
  const seen: number[] = []
  await until(async () => {
    seen.push(await time())
    // It came round.
    return seen.some((at, n) => n > 0 && at < (seen[n - 1] ?? 0) - 0.3)
  })
  expect(Math.max(...seen.slice(2))).toBeLessThan(5.6)
  await page.getByLabel('Play on afterwards').focus()
  await page.locator('#composer-words').focus()
  await press('Control+Enter')
  await page.locator('.posted').getByText('Posted from 4 seconds to 5 seconds.').waitFor()
  expect(await focused()).toBe('play')
  await until(() => page.evaluate(() => document.querySelector('video')?.paused === true))
  await button(page, 'Undo').focus()
  await press('Enter')
  await until(writes)
  expect(await page.locator('#composer-words').inputValue()).toBe('You should wait longer.')
  expect(await threadsFor(leslie, clipId)).toHaveLength(2)
  await press('Escape')
  expect(await focused()).toBe('play')

  // The tabs, the marker lane, help, and what Esc closes.
  await tab(page, /Comments/).focus()
  await press('ArrowRight')
  await page.getByText('No notes yet.').waitFor()
  await page.locator('.marker-lane .marker').first().focus()
  await press('End', 'Enter')
  await page.waitForFunction((id) => document.querySelector(`#thread-${id}.selected`), late.id)
  await press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await dialog.waitFor()
  await expectOpenToAll(page)
  await dialog.getByLabel('Single-key shortcuts').focus()
  await press('Space', 'Escape')
  await dialog.waitFor({ state: 'detached' })
  // Switched off, they do nothing.
  const before = await time()
  await press('l')
  expect(await time()).toBe(before)
  expect(complaints).toEqual([])
})

test('the list goes along with the clip where that is wanted, and leaves who scrolls alone', async () => {
  const { leslie, liz } = stage.cast
  for (let n = 0; n < 10; n++) await say(leslie, lessonId, `second ${n}\n\n\n`, { startMs: n * 1000 })
  const { page } = await signedIn(browser, stage.baseUrl, liz)
  await page.goto(`/clips/${lessonId}`)
  await page.getByText('second 9').waitFor()
  const scrolled = () => page.evaluate(() => document.querySelector('aside.threads')?.scrollTop ?? 0)
  const playTo = (seconds: number) =>
    page.waitForFunction((to) => (document.querySelector('video')?.currentTime ?? 0) > to, seconds)
  await page.locator('#play').waitFor()
  await page.keyboard.press('k')
  await playTo(8)
  expect(await scrolled()).toBe(0)
  await page.keyboard.press('t')
  await page.getByText('The comments now follow the clip.').waitFor()
  expect(await page.getByLabel('Follow along').isChecked()).toBe(true)
  await page.keyboard.press('0')
  await playTo(9)
  await until(async () => (await scrolled()) > 100)
  await page.waitForFunction(() => document.querySelector('.thread.current'))

  await page.mouse.move(1100, 500)
  await page.mouse.wheel(0, -5000)
  await until(async () => (await scrolled()) === 0)
  // Within the five seconds, at a moment whose thread is far below.
  await page.keyboard.press('3')
  await page.waitForFunction(() =>
    document.querySelector('.thread.current')?.textContent?.includes('second 9'),
  )
  expect(await scrolled()).toBe(0)
})

/** A page where Leslie has the first new thread of the lesson selected; `writing` decides how what one writes with comes. */
async function atThread(body: string, startMs: number, writing: (route: Route) => Promise<void>) {
  const { ana, leslie } = stage.cast
  const { id } = await say(ana, lessonId, body, { startMs })
  // What it keeps is fetched by no page.
  const { page } = await signedIn(browser, stage.baseUrl, leslie, {
    viewport: desktop,
    serviceWorkers: 'block',
  })
  await page.route(/assets\/writing-parts-/, writing)
  await page.goto(`/clips/${lessonId}`)
  await page.getByText(body).waitFor()
  await page.locator('#play').waitFor()
  await page.keyboard.press('u')
  const thread = page.locator(`#thread-${id}`)
  await thread.and(page.locator('.selected')).waitFor()
  const isMuted = () => page.evaluate(() => document.querySelector('video')?.muted)
  return { page, thread, isMuted }
}

test('who begins to write before there is anything to write in sets off nothing with what they type', async () => {
  const fetched = Promise.withResolvers<void>()
  const { page, thread, isMuted } = await atThread('Look at the boy with the ruler.', 3000, async (route) => {
    await fetched.promise
    await route.continue()
  })
  await page.keyboard.press('m')
  expect(await isMuted()).toBe(true)
  await page.keyboard.type('rm')
  expect(await isMuted()).toBe(true)
  fetched.resolve()
  await thread.locator('textarea:focus').waitFor()
  await page.keyboard.type('mm')
  expect(await thread.locator('textarea').inputValue()).toBe('mm')
  await button(page, 'Cancel').click()
  await page.keyboard.press('m')
  expect(await isMuted()).toBe(false)
})

test('where there is nothing to write in, and it cannot be fetched, the clip still goes by its keys', async () => {
  const { page, thread, isMuted } = await atThread('Look at the girl beside him.', 2000, (route) =>
    route.abort(),
  )
  await page.keyboard.press('r')
  await thread.getByRole('alert').waitFor()
  await page.keyboard.press('m')
  expect(await isMuted()).toBe(true)
})

test('what I change appears at once; what others say waits until I want it', async () => {
  const { leslie, ana, liz } = stage.cast
  const clipId = await sharedClip('Wait time')
  const mine = await say(ana, clipId, 'She waits.', { startMs: 5000 })
  const { page } = await signedIn(browser, stage.baseUrl, ana)
  await page.goto(`/clips/${clipId}`)
  const card = page.locator(`#thread-${mine.id}`)
  await card.getByRole('button', { name: 'Edit your comment' }).click()
  await card.getByRole('textbox').fill('She waits seven seconds.')
  await card.getByRole('button', { name: 'Save' }).click()
  await card.getByText('edited').waitFor()
  // In another window of mine it is merged, and nothing is announced.
  await ana.patch(`/api/v1/comments/${mine.comments[0]?.id}`, { body: 'She waits eight seconds.' })
  await card.getByText('She waits eight seconds.').waitFor()
  expect(await page.locator('.pill').count()).toBe(0)
  await answer(leslie, mine.id, 'I counted, too.')
  await say(liz, clipId, 'What did they do meanwhile?', { kind: 'wonder', startMs: 6000 })
  await button(page, '2 new comments').waitFor()
  expect(await page.getByText('I counted, too.').count()).toBe(0)
  await button(page, '2 new comments').click()
  await page.getByText('What did they do meanwhile?').waitFor()
  await tab(page, 'Comments 2 new').waitFor()
  // In sight long enough, they are new no more.
  await tab(page, /^Comments$/).waitFor()
  await until(async () => (await newFor(ana, clipId)).length === 0)
  // Answered, it cannot be taken back unseen: deleting it leaves its place.
  await card.getByRole('button', { name: 'Delete your comment' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await card.getByText('Removed by its author.').waitFor()
})
