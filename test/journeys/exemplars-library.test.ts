import { randomUUID } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src/calendars/local-time.ts'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { ffmpeg } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { expectOpenToAll } from './barriers.ts'

let stage: Stage
let browser: Browser
let partnerTalk: Made
let poem: Made

interface Made {
  readonly id: string
  readonly clipId: string
}

/** Where pictures of the pages go, to be looked at. */
const shots = process.env.SHOTS

async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

const narrowest = { width: 320, height: 640 }

/** What keeps people out, on phones and on a desktop, in light and in dark: barriers, and lines that do not fit. */
async function expectFit(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? desktop
  for (const size of [narrowest, phone, desktop]) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectOpenToAll(page, `${page.url()}, ${colorScheme},`)
      await shoot(page, `${name}-${size.width}-${colorScheme}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
}

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

interface Given {
  readonly title: string
  readonly durationMs?: number
  readonly showsName?: boolean
  readonly reasons?: readonly string[]
  readonly words?: string
  readonly card?: object
}

/** One of Leslie’s clips that everybody here can learn from, by all the steps that lead there. */
async function exemplar(no: number, given: Given): Promise<Made> {
  const { leslie, liz, maple } = stage.cast
  const { title, durationMs = 252_000, showsName = true, reasons = ['depth'], words, card } = given
  const picture = path.join(stage.folder, `${no}.jpg`)
  const source = `gradients=size=640x360:seed=${no}:nb_colors=4:duration=1`
  await ffmpeg('-f', 'lavfi', '-i', source, '-frames:v', '1', picture)
  const content = await readFile(picture)
  const clipId = await readyClipOf(stage.platform, leslie, { title, durationMs, content })
  const asked = async (answer: Promise<{ status: number; body: { id: string } }>) => {
    const { status, body } = await answer
    expect(status, JSON.stringify(body)).toBeLessThan(300)
    return body
  }
  const grant = await asked(leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple }))
  const attested = { policyId: null, scope: 'organisation', unconsented: 'none present' }
  await asked(leslie.send('PUT', `/api/v1/clips/${clipId}/consent`, { body: attested }))
  const { id } = await asked(
    liz.post(`/api/v1/clips/${clipId}/exemplars`, {
      ...{ reasons, words: words ?? 'Look how long she waits, and what comes of it.' },
      ...{ audience: { kind: 'organisation' }, clientKey: randomUUID() },
    }),
  )
  const endsOn = addDays(new Date().toISOString().slice(0, 10), 300)
  const consent = { textVersion: 1, audience: { kind: 'organisation' }, endsOn, showsName }
  await asked(leslie.send('PUT', `/api/v1/exemplars/${id}/consent`, { body: consent }))
  if (card) await asked(liz.send('PATCH', `/api/v1/exemplars/${id}`, { body: card }))
  await asked(liz.put(`/api/v1/exemplars/${id}/publication`))
  // From here on it is there for nobody but as an exemplar.
  expect((await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)).status).toBe(204)
  return { id, clipId }
}

beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  const { liz } = stage.cast
  const { body: waiting } = await liz.post('/api/v1/terms', { kind: 'practice', name: 'Wait time' })
  const { body: standard } = await liz.post('/api/v1/terms', {
    ...{ kind: 'standard', code: '4.NF.A.1', name: 'Equivalent fractions' },
  })
  partnerTalk = await exemplar(1, {
    title: 'Partner talk about fractions',
    reasons: ['student thinking', 'depth'],
    words: 'Two students find out by themselves why one half and two quarters are the same.',
    card: {
      ...{ contentArea: 'mathematics', gradeBand: '3-5', protocolKey: 'notice-and-wonder' },
      goal: 'Students explain why two fractions are equal, with a drawing of their own.',
      cameBefore: 'A number talk, and five minutes alone with the drawing.',
      questions: [
        'What did the second student hear that the first did not say?',
        'Where would you have spoken?',
      ],
      termIds: [waiting.id, standard.id],
    },
  })
  const note = (startMs: number, body: string, endMs?: number) =>
    liz.post(`/api/v1/exemplars/${partnerTalk.id}/notes`, {
      ...{ startMs, ...(endMs && { endMs }), body, cutNo: 1, clientKey: randomUUID() },
    })
  await note(12_000, 'She asks, and counts to five before she says more.')
  await note(41_000, 'Both drawings are on the table now.', 55_000)
  poem = await exemplar(2, {
    title: 'Reading a poem about a river',
    durationMs: 540_000,
    showsName: false,
    reasons: ['clarity'],
    card: { contentArea: 'language arts', gradeBand: '6-8', goal: 'Students read aloud with a purpose.' },
  })
  for (const no of [3, 4, 5, 6, 7, 8, 9, 10, 11]) {
    await exemplar(no, {
      title: `Number talk ${no}`,
      durationMs: 100_000 * no,
      card: { contentArea: 'mathematics', gradeBand: no % 2 ? 'K-2' : '3-5', termIds: [waiting.id] },
    })
  }
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})

test('a teacher leader finds one for Thursday within three clicks and one search, and gives it to the cohort', async () => {
  const { liz, maple } = stage.cast
  const { page, complaints } = await signedIn(browser, stage.baseUrl, liz)
  await link(page, 'Exemplars').click()
  await page.getByRole('heading', { level: 2, name: '11 exemplars' }).waitFor()
  await expectFit(page, 'library')
  // Few to a page, and more when they are asked for.
  const rows = page.locator('.shelf > li')
  expect(await rows.count()).toBe(10)
  await button(page, 'Show more').click()
  await expect.poll(() => rows.count()).toBe(11)

  await page.getByLabel('What are you looking for?').fill('fractions')
  await page.keyboard.press('Enter')
  await page.waitForURL('/exemplars?q=fractions')
  await page.getByRole('heading', { level: 2, name: '1 exemplar' }).waitFor()
  await page.getByText('Shows student thinking and depth.').waitFor()
  await expectFit(page, 'found')
  await link(page, 'Partner talk about fractions').click()
  await page.getByText('Two students find out by themselves').waitFor()
  await page.getByText('Wait time').waitFor()
  await page.getByText('Notice and wonder').waitFor()
  await expectFit(page, 'exemplar')

  await button(page, 'Use in an assignment').click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByLabel(/A new assignment/).isChecked()).toBe(true)
  await expectFit(page, 'use')
  await button(page, 'Use it there').click()
  await page.waitForURL(new RegExp(`/cohorts/${maple}/assignments/new`))
  await page.getByLabel(/Partner talk about fractions/).waitFor()
  expect(await page.getByLabel(/Partner talk about fractions/).isChecked()).toBe(true)
  // When it is due is offered first: without a meeting nothing else says so.
  await page.getByText('Due', { exact: true }).waitFor()
  await button(page, 'Give it to the cohort').click()
  await page.waitForURL(/\/assignments\/[0-9a-f-]{36}$/)
  await link(page, 'Partner talk about fractions').waitFor()
  const assigned = page.url()

  // Another one goes into what is planned already, in one step.
  await page.goto(`/exemplars/${poem.id}`)
  await button(page, 'Use in an assignment').click()
  expect(await dialog.getByLabel(/Notice and wonder/).isChecked()).toBe(true)
  await button(page, 'Use it there').click()
  await page.waitForURL(assigned)
  await link(page, 'Reading a poem about a river').waitFor()
  await expectFit(page, 'assigned')

  // And a third from within the assignment.
  await button(page, 'Change').click()
  await page.getByText('Add clips').first().click()
  await button(page, 'Choose from the exemplars').click()
  await page.getByLabel('What are you looking for?').fill('number talk 4')
  await page.keyboard.press('Enter')
  await button(page, 'Choose: Number talk 4').click()
  expect(await dialog.getByRole('checkbox', { name: /Number talk 4/ }).isChecked()).toBe(true)
  await expectFit(page, 'choose-in-assignment')
  await button(page, 'Save').click()
  await link(page, 'Number talk 4').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('what is looked for stands in the address: the way back undoes it, and it can be kept under a name', async () => {
  const { ben } = stage.cast
  const { page, complaints } = await signedIn(browser, stage.baseUrl, ben)
  await page.goto('/exemplars')
  await page.getByRole('checkbox', { name: /^Mathematics/ }).check()
  await page.waitForURL('/exemplars?contentArea=mathematics')
  await page.getByRole('heading', { level: 2, name: '10 exemplars' }).waitFor()
  await page.getByRole('checkbox', { name: /^Grades K–2/ }).check()
  await page.getByRole('heading', { level: 2, name: '5 exemplars' }).waitFor()
  // Its own choice leaves the counts of a facet as they were.
  await page.getByRole('checkbox', { name: 'Grades 3–5 5' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 2, name: '10 exemplars' }).waitFor()
  expect(await page.getByRole('checkbox', { name: /^Grades K–2/ }).isChecked()).toBe(false)

  await page.goto('/exemplars?q=river&contentArea=mathematics')
  await page.getByText('No exemplar is all of this: “river” and Mathematics.').waitFor()
  await expectFit(page, 'none')
  await button(page, 'Without Mathematics').click()
  await page.waitForURL('/exemplars?q=river')
  await page.getByRole('heading', { level: 2, name: '1 exemplar' }).waitFor()
  await page.getByText('A colleague').waitFor()

  await button(page, 'Save this search').click()
  await page.getByLabel('What it is called').fill('Rivers')
  await expectFit(page, 'save-search')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await button(page, 'Do without “river”').click()
  await page.waitForURL('/exemplars')
  await page.getByText('Saved searches (1)').click()
  await link(page, 'Rivers').click()
  await page.waitForURL('/exemplars?q=river')
  expect(await page.getByLabel('What are you looking for?').inputValue()).toBe('river')
  await page.getByText('Saved searches (1)').waitFor()
  await page.setViewportSize(phone)
  await page.getByText('Narrow it down').click()
  await page.getByText('Saved searches (1)').click()
  await expectFit(page, 'drawer')
  // Beside the list, as on the desktop in between, it is another one.
  await page.getByText('Narrow it down').click()
  await page.getByText('Saved searches (1)').click()
  await button(page, 'Remove: Rivers').click()
  await page.getByText('“Rivers” is removed.').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('another cohort studies one by itself, with its teaching notes, and thanks its owner', async () => {
  const { ben, leslie, oak } = stage.cast
  const { page } = await signedIn(browser, stage.baseUrl, ben)
  await page.goto(`/exemplars/${partnerTalk.id}`)
  await button(page, 'Thank Leslie').click()
  await page.getByLabel('Your words').fill('We talked about the five seconds for an hour.')
  await expectFit(page, 'thank')
  await button(page, 'Send').click()
  await page.getByText('Your thanks are on their way.').waitFor()
  const { body: passport } = await leslie.get(`/api/v1/exemplars/${partnerTalk.id}/passport`)
  expect(passport.thanks).toMatchObject([{ cohort: 'Oak Lane', by: { name: 'Ben' } }])

  await link(page, 'Study it with Oak Lane').click()
  await page.waitForURL(`/clips/${partnerTalk.clipId}?with=${oak}`)
  await link(page, 'You see this as an exemplar').waitFor()
  expect(await button(page, /Download|Share/).count()).toBe(0)
  expect(await page.getByText('Only you').count()).toBe(0)
  await page.getByRole('tab', { name: 'Teaching notes' }).click()
  await page.getByText('She asks, and counts to five').waitFor()
  await expectFit(page, 'watch')
  await page.getByRole('tab', { name: 'Comments' }).click()
  await page.getByRole('button', { name: /^Comment at/ }).click()
  await page.getByText('Oak Lane will read it. The owner of the clip does not.').waitFor()
  await page.getByLabel('Your comment').fill('The quiet does the work.')
  await expectFit(page, 'study')
  await button(page, 'Post').click()
  await page.getByText('The quiet does the work.').first().waitFor()
  const { body: owners } = await leslie.get(`/api/v1/clips/${partnerTalk.clipId}/threads`)
  expect(owners.items).toEqual([])
  await page.context().close()
})

test('who asked not to be named is a colleague wherever the clip is seen', async () => {
  const { ben } = stage.cast
  const { page } = await signedIn(browser, stage.baseUrl, ben)
  await page.goto(`/exemplars/${poem.id}`)
  await page.getByText('A colleague').waitFor()
  await button(page, 'Thank its owner').waitFor()
  await link(page, /Watch$/)
    .first()
    .click()
  await page.waitForURL(`/clips/${poem.clipId}`)
  await page.getByRole('heading', { level: 1, name: 'Reading a poem about a river' }).waitFor()
  expect(await page.getByText('Leslie').count()).toBe(0)
  await page.context().close()
})

test('a collection is begun, filled by search, put in order by keys, and read by others in Spanish', async () => {
  const { liz, ben } = stage.cast
  const { page, complaints } = await signedIn(browser, stage.baseUrl, liz)
  await page.goto('/exemplars')
  await button(page, 'Start a collection').click()
  const dialog = page.getByRole('dialog')
  await button(page, 'Start it').click()
  await page.getByRole('link', { name: 'Give the collection a title.' }).waitFor()
  await dialog.getByLabel('Title').fill('Waiting well')
  await dialog.getByLabel('Introduction').fill('Begin with the poem.\nThen look for the silence.')
  await expectFit(page, 'start-collection')
  await button(page, 'Start it').click()
  await page.waitForURL(/\/collections\//)
  const address = new URL(page.url()).pathname
  await page.getByText('There is nothing in it yet.').waitFor()
  await expectFit(page, 'collection-empty')
  await button(page, 'Add exemplars').click()
  for (const [words, title] of [
    ['fractions', 'Partner talk about fractions'],
    ['river', 'Reading a poem about a river'],
    ['number talk 4', 'Number talk 4'],
  ] as const) {
    await page.getByLabel('What are you looking for?').fill(words)
    await page.keyboard.press('Enter')
    await button(page, `Add: ${title}`).click()
    await button(page, `Take out: ${title}`).waitFor()
  }
  await expectFit(page, 'arranging')

  // Up by a button, which keeps the focus as long as it can do anything; back down by a key.
  await button(page, 'Move up: Reading a poem about a river').click()
  const titles = () => page.locator('.shelf h3').allTextContents()
  await expect
    .poll(titles)
    .toEqual([...['Reading a poem about a river', 'Partner talk about fractions', 'Number talk 4']])
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  await expect.poll(focused).toBe('Move down: Reading a poem about a river')
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  await expect
    .poll(titles)
    .toEqual([...['Partner talk about fractions', 'Number talk 4', 'Reading a poem about a river']])
  await expect.poll(focused).toBe('Move up: Reading a poem about a river')
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  const kept = async (who: Person) =>
    (await who.get(`/api/v1${address}`)).body.items.map((item: { title: string }) => item.title)
  await expect
    .poll(() => kept(liz))
    .toEqual(['Reading a poem about a river', 'Partner talk about fractions', 'Number talk 4'])
  await button(page, 'Take out: Number talk 4').click()
  await page.getByText('“Number talk 4” is taken out.').waitFor()
  await expect.poll(focused).toBe('Take out: Partner talk about fractions')
  await button(page, 'Edit title and introduction').click()
  await dialog.getByLabel('Title').fill('Waiting, and then?')
  await button(page, 'Save').click()
  await page.getByRole('heading', { level: 1, name: 'Waiting, and then?' }).waitFor()
  await button(page, 'Done').click()
  await expectFit(page, 'collection')

  const other = await signedIn(browser, stage.baseUrl, ben, { locale: 'es-ES', viewport: phone })
  await other.page.goto('/exemplars')
  await other.page.getByRole('heading', { level: 2, name: '11 clips ejemplares' }).waitFor()
  await expectFit(other.page, 'library-es')
  await link(other.page, 'Waiting, and then?').click()
  await other.page.getByRole('heading', { level: 2, name: '2 clips ejemplares' }).waitFor()
  expect(await button(other.page, 'Cambiarla').count()).toBe(0)
  await expectFit(other.page, 'collection-es')
  await link(other.page, 'Partner talk about fractions').click()
  await other.page.getByText('En estas colecciones').waitFor()
  await expectFit(other.page, 'exemplar-es')

  await button(page, 'Change it').click()
  await button(page, 'Retire the collection').click()
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await dialog.getByRole('button', { name: 'Retire the collection' }).click()
  await page.waitForURL('/exemplars')
  await page.getByRole('heading', { level: 2, name: '11 exemplars' }).waitFor()
  // Its page stands until the next one does, and would only be told that it is not there.
  expect(asked.filter((each) => each.endsWith(address))).toEqual([`DELETE /api/v1${address}`])
  await other.page.goto(address)
  await other.page.getByRole('heading', { name: 'Esta colección no está aquí' }).waitFor()
  expect(complaints).toEqual([])
  await other.page.context().close()
  await page.context().close()
})

test('what its owner ended is gone from the library, and its page says only that it is not here', async () => {
  const { ben, leslie } = stage.cast
  const { page } = await signedIn(browser, stage.baseUrl, ben)
  await page.goto(`/clips/${poem.clipId}`)
  await link(page, 'You see this as an exemplar').waitFor()
  await leslie.delete(`/api/v1/exemplars/${poem.id}/consent`)
  await page.getByRole('heading', { name: 'This exemplar is not here any more' }).waitFor()
  await page.goto(`/exemplars/${poem.id}`)
  await page.getByRole('heading', { name: 'This exemplar isn’t here' }).waitFor()
  await expectFit(page, 'not-here')
  await link(page, 'To the exemplars').click()
  await page.getByRole('heading', { level: 2, name: '10 exemplars' }).waitFor()
  await page.context().close()
})

test('an empty library says how a clip gets there', async () => {
  const { eve } = stage.cast
  const { page } = await signedIn(browser, stage.baseUrl, eve)
  await page.goto('/exemplars')
  await page.getByText('There is no exemplar for you yet.').waitFor()
  await expectFit(page, 'empty')
  await page.context().close()
})
