import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Thread } from '../../src/threads/schemas.ts'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { button, openFarStage, write } from '../support/far-stage.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { barriers, expectOpenToAll } from './barriers.ts'

let stage: Stage
let browser: Browser
beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  await rename(stage, stage.cast.ana, 'Ana Núñez')
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})

const rename = ({ platform }: Stage, { viewer }: Person, name: string) =>
  platform.db.updateTable('people').set({ name }).where('id', '=', viewer.personId).execute()

/** Where the pages are to be looked at, a picture of each goes into this folder. */
const shots = process.env.SHOTS
async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: path.join(shots, `${name}.png`) })
}

/** A clip of Leslie's on which Ana has asked something. */
async function talk(title: string): Promise<{ clipId: string; threadId: string }> {
  const { leslie, ana, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId: maple, kind: 'wonder', startMs: 5000, clientKey: randomUUID() },
    body: 'Who decides when the talk is over?',
  })
  return { clipId, threadId: thread.id }
}

const threads = async (who: Person, clipId: string): Promise<Thread[]> =>
  (await who.get(`/api/v1/clips/${clipId}/threads`)).body.items
const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name)
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)
const status = (page: Page, words: RegExp) =>
  page.getByRole('status').filter({ hasText: words }).first().waitFor({ state: 'attached' })

test('a colleague is mentioned with the keys alone, whatever the accents of their name', async () => {
  const { ana, liz } = stage.cast
  const { clipId } = await talk('Mentions')
  const { page, complaints } = await signedIn(browser, stage.baseUrl, liz)
  await page.goto(`/clips/${clipId}`)
  await button(page, /^Comment at/).waitFor()
  await page.keyboard.press('c')
  await button(page, 'Mention a colleague').waitFor()
  await page.keyboard.type('Look, @')
  const list = page.getByRole('listbox', { name: 'Colleagues to mention' })
  const options = list.getByRole('option')
  await list.waitFor()
  // One is not offered to oneself.
  expect(await options.allTextContents()).toEqual(['Ana Núñez', 'Leslie'])
  await status(page, /2 colleagues found/)
  const active = () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant')
      return id ? document.getElementById(id)?.textContent : undefined
    })
  expect(await active()).toBe('Ana Núñez')
  await page.keyboard.press('ArrowDown')
  expect(await active()).toBe('Leslie')
  await page.keyboard.press('ArrowDown')
  expect(await active()).toBe('Ana Núñez')
  await expectOpenToAll(page)
  await shoot(page, 'list-1280-en')

  // Escape puts the list away, and not what is being written.
  await page.keyboard.press('Escape')
  await options.first().waitFor({ state: 'detached' })
  expect(await focused(page)).toBe('composer-words')
  await page.keyboard.type('nun')
  expect(await options.count()).toBe(0)
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('Backspace')
  await page.keyboard.type('@nun')
  await options.first().waitFor()
  await page.keyboard.press('Enter')
  const field = page.locator('#composer-words')
  expect(await field.inputValue()).toBe('Look, @Ana Núñez ')
  await page.keyboard.type('and @')
  await options.first().waitFor()
  // An address and a line break are no mention, and Enter is a line break where no list is open.
  await page.keyboard.press('Backspace')
  await page.keyboard.type('all')
  await page.keyboard.press('Enter')
  await page.keyboard.type('liz@here.example')
  expect(await options.count()).toBe(0)
  await page.keyboard.press('Control+Enter')
  const card = page.locator('.thread', { hasText: 'and all' })
  await card.locator('strong', { hasText: 'Ana Núñez' }).waitFor()
  expect(await card.locator('.comment-body').textContent()).toBe('Look, Ana Núñez and all\nliz@here.example')
  await expectOpenToAll(page)
  const said = (await threads(ana, clipId)).flatMap(({ comments }) => comments)
  expect(said.map(({ mentions }) => names(mentions))).toEqual([['Ana Núñez'], []])

  // Edited: another one is mentioned.
  await card.getByRole('button', { name: 'Edit your comment' }).click()
  await page.locator('.thread textarea').fill('Or rather @les')
  await options.first().waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.locator('.thread strong', { hasText: 'Leslie' }).waitFor()
  const [edited] = (await threads(ana, clipId)).flatMap(({ comments }) => comments)
  expect(names(edited?.mentions ?? [])).toEqual(['Leslie'])
  expect(complaints).toEqual([])
})

test('on a phone, without typing “@”, a colleague is mentioned, thanked, and the talk brought to the meeting', async () => {
  const { leslie, ana } = stage.cast
  const { clipId } = await talk('Thanks')
  const { page: asker } = await signedIn(browser, stage.baseUrl, ana)
  await asker.goto(`/clips/${clipId}`)
  const { page, complaints } = await signedIn(browser, stage.baseUrl, leslie, {
    viewport: phone,
    hasTouch: true,
  })
  await page.goto(`/clips/${clipId}`)
  const card = page.locator('.thread').first()

  const thank = card.getByRole('button', { name: 'Thank you, Ana Núñez' })
  await thank.tap()
  await card.getByRole('button', { name: 'Thank you, Ana Núñez', pressed: true }).waitFor()
  // Told live to whom it is meant for, and to nobody else.
  await asker.getByText('Leslie thanks you for this.').waitFor()
  expect(await page.getByText('thanks you').count()).toBe(0)
  expect(await asker.getByRole('button', { name: /^Thank you/ }).count()).toBe(0)

  await card.getByRole('button', { name: 'Bring to the meeting' }).tap()
  await card.getByText('For the meeting: you').waitFor()
  await asker.getByText('For the meeting: Leslie').waitFor()
  await asker.getByRole('button', { name: 'Bring to the meeting' }).click()
  await asker.getByText('For the meeting: Leslie and you').waitFor()
  await expectOpenToAll(page)
  await expectOpenToAll(asker)
  await card.scrollIntoViewIfNeeded()
  await shoot(page, 'card-390-en')
  await shoot(asker, 'author-1280-en')

  await card.getByRole('button', { name: 'Reply' }).tap()
  await card.locator('textarea').fill('They do,')
  // Nothing to begin with for who does not facilitate.
  expect(await page.getByText('Ways to begin').count()).toBe(0)
  await button(page, 'Mention a colleague').tap()
  await page.getByRole('option', { name: 'Liz' }).waitFor()
  await expectOpenToAll(page)
  await shoot(page, 'list-390-en')
  await page.getByRole('option', { name: 'Ana Núñez' }).tap()
  expect(await card.locator('textarea').inputValue()).toBe('They do, @Ana Núñez ')
  await button(page, 'Post reply').tap()
  await card.locator('.replies strong', { hasText: 'Ana Núñez' }).waitFor()
  const [thread] = await threads(ana, clipId)
  expect(
    thread?.comments.map(({ mentions, thanks }) => [names(mentions), thanks.by && names(thanks.by)]),
  ).toEqual([
    [[], ['Leslie']],
    [['Ana Núñez'], null],
  ])
  await thank.tap()
  await card.getByRole('button', { name: 'Thank you, Ana Núñez', pressed: false }).waitFor()
  await asker.getByText('Leslie thanks you for this.').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test.each([
  ['en', desktop, 'light'],
  ['en', phone, 'dark'],
  ['es', phone, 'light'],
  ['es', desktop, 'dark'],
] as const)(
  'a facilitator begins a reply with one press, in %s at %o in the %s',
  async (language, viewport, scheme) => {
    const { liz } = stage.cast
    const words = {
      en: {
        ...{
          reply: 'Reply',
          begin: 'Ways to begin',
          press: /^Press Ask/,
          lift: /^Lift up/,
          filter: 'Filter',
        },
        ...{ pressed: 'What makes you think that ', lifted: 'I would like all of us to think about this: ' },
        ...{ brought: 'For the meeting: you', brings: 'Brought to the meeting', post: 'Post reply' },
      },
      es: {
        ...{ reply: 'Responder', begin: 'Maneras de empezar', press: /^Profundizar/, lift: /^Destacar/ },
        ...{ pressed: '¿Qué le hace pensar que ', lifted: 'Me gustaría que todo el grupo pensara en esto: ' },
        ...{ brought: 'Para la reunión: usted', brings: 'Se llevan a la reunión' },
        ...{ filter: 'Filtrar', post: 'Publicar la respuesta' },
      },
    }[language]
    const { clipId, threadId } = await talk('Starters')
    await stage.cast.ana.post(`/api/v1/clips/${clipId}/threads`, {
      ...{
        cohortId: stage.cast.maple,
        kind: 'notice',
        startMs: 9000,
        body: 'Another one.',
        clientKey: randomUUID(),
      },
    })
    const { page, complaints, context } = await signedIn(browser, stage.baseUrl, liz, { viewport })
    await context.addCookies([{ name: 'interlude.language', value: language, url: stage.baseUrl }])
    await page.emulateMedia({ colorScheme: scheme })
    await page.goto(`/clips/${clipId}`)
    const card = page.locator(`#thread-${threadId}`)
    await card.getByRole('button', { name: words.reply, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByText(words.begin).waitFor()
    const field = card.locator('textarea')
    const move = (name: RegExp) => card.getByRole('button', { name })
    await move(words.press).focus()
    await page.keyboard.press('Enter')
    expect(await field.inputValue()).toBe(words.pressed)
    // One that nobody went on with makes room.
    await move(words.lift).click()
    expect(await field.inputValue()).toBe(words.lifted)
    expect(await field.evaluate((area) => area === document.activeElement)).toBe(true)
    await page.keyboard.type('who is heard?')
    await card.getByText(words.brought).waitFor()
    await expectOpenToAll(page)
    await card.scrollIntoViewIfNeeded()
    await shoot(page, `starters-${viewport.width}-${language}-${scheme}`)
    // Somebody's words stay, after the beginning.
    await move(words.press).click()
    expect(await field.inputValue()).toBe(`${words.pressed}${words.lifted}who is heard?`)
    await button(page, words.post).click()
    await card.locator('.replies').waitFor()
    const [thread] = await threads(liz, clipId)
    expect([names(thread?.brought.by ?? []), thread?.comments.length]).toEqual([['Liz'], 2])

    await button(page, words.filter).click()
    expect(await page.locator('.thread').count()).toBe(2)
    await page.getByRole('combobox').filter({ hasText: words.brings }).selectOption('brought')
    await expect.poll(() => page.locator('.thread').count()).toBe(1)
    await expectOpenToAll(page)
    await shoot(page, `filter-${viewport.width}-${language}-${scheme}`)
    // What was put away stays so.
    await card.getByRole('button', { name: words.reply, exact: true }).click()
    await page.getByText(words.begin).click()
    await move(words.press).waitFor({ state: 'hidden' })
    await page.reload()
    // Its letters and its picture have come: nothing moves under the finger.
    await page.evaluate(() => document.fonts.ready)
    await page.waitForLoadState('load')
    await page.locator(`#thread-${threadId}`).getByRole('button', { name: words.reply, exact: true }).click()
    await page.getByText(words.begin).waitFor()
    expect(await move(words.press).isVisible()).toBe(false)
    expect(complaints).toEqual([])
  },
)

test('a mention waits for a connection with its words, and stays a word where who was meant has left', async () => {
  const far = await openFarStage()
  const { between, stage: there } = far
  const { leslie, liz, maple } = there.cast
  await rename(there, liz, 'Liz Peña')
  const { page, clipId } = await far.watching({ viewport: phone })
  const mention = async (words: string) => {
    await write(page, words)
    await page.getByRole('option', { name: 'Liz Peña' }).click()
    await button(page, 'Post').click()
  }
  // Whom one can mention is known by then.
  await page.locator('#compose').click()
  await button(page, 'Mention a colleague').waitFor()
  await between.cut()
  await mention('First @pen')
  await page.locator('.queued-post', { hasText: 'First @Liz Peña' }).waitFor()
  await between.restore()
  const said = async () => (await threads(leslie, clipId)).flatMap(({ comments }) => comments)
  await expect
    .poll(async () => (await said()).map(({ mentions }) => names(mentions)), { timeout: 30_000 })
    .toEqual([['Liz Peña']])
  await page.locator('.thread strong', { hasText: 'Liz Peña' }).waitFor()

  await between.cut()
  await mention('Then @pen')
  const card = page.locator('.queued-post', { hasText: 'Then @Liz Peña' })
  await card.waitFor()
  await there.platform.db
    .updateTable('memberships')
    .set({ leftAt: new Date() })
    .where('cohortId', '=', maple)
    .where('personId', '=', liz.viewer.personId)
    .execute()
  await between.restore()
  await card.getByRole('button', { name: 'Try again' }).click()
  await card.getByText('no longer in this cohort').waitFor()
  expect(await barriers(page)).toEqual([])
  await card.getByRole('button', { name: 'Try again' }).click()
  await card.waitFor({ state: 'detached' })
  await expect
    .poll(async () => (await said()).map(({ body, mentions }) => [body, mentions.length]))
    .toEqual([
      ['First @Liz Peña', 0],
      ['Then @Liz Peña', 0],
    ])
  await far.close()
})
