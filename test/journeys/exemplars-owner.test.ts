import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src/calendars/local-time.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import { readyClipOf } from '../support/clips.ts'
import { exemplarOf, termOf } from '../support/exemplars.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { expectFit, expectOpenToAll } from './barriers.ts'

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

/** Where pictures of the pages go, to be looked at. */
const shots = process.env.SHOTS

async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** On a phone and on a desk; and on the narrowest phone, in the dark. */
async function isFit(page: Page, name: string): Promise<void> {
  await expectFit(page, name, shoot)
  const before = page.viewportSize() ?? phone
  await page.setViewportSize({ width: 320, height: 640 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectOpenToAll(page, name)
  await shoot(page, `${name}-320`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
}

/** Words that wait to be sent are on the disk. */
const isKept = (page: Page, words: string) =>
  expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            indexedDB.open('interlude').onsuccess = ({ target }) => {
              const database = (target as IDBOpenDBRequest).result
              database.transaction('drafts').objectStore('drafts').getAll().onsuccess = (found) => {
                resolve(JSON.stringify((found.target as IDBRequest).result))
                database.close()
              }
            }
          }),
      ),
    )
    .toContain(words)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true })
const dialog = (page: Page) => page.getByRole('dialog')
const status = (page: Page, text: string) => page.getByRole('status').getByText(text).first().waitFor()

async function sharedClip(title: string): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title })
  expect((await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })).status).toBe(201)
  return clipId
}

test('a colleague nominates, the owner is asked, agrees, reads the passport, and ends it with one button', async () => {
  const { leslie, liz, ben } = stage.cast
  const clipId = await sharedClip('Partner talk')

  // Liz proposes it; what she wrote is kept when she closes the window, and refused as long as something is missing.
  const hers = await signedIn(browser, stage.baseUrl, liz)
  await hers.page.goto(`/clips/${clipId}`)
  await button(hers.page, 'Nominate as an exemplar').click()
  const asks = dialog(hers.page)
  await asks.getByText('Leslie is asked, and decides').waitFor()
  await asks.getByLabel('Why this clip?').fill('Look how long she waits, and what comes of it.')
  await button(hers.page, 'Ask Leslie').click()
  await asks.getByRole('link', { name: 'Choose what it shows: one thing or more.' }).waitFor()
  await asks.getByRole('link', { name: 'Choose for whom it is to be.' }).waitFor()
  await isFit(hers.page, 'nominate')
  await isKept(hers.page, 'how long she waits')
  await button(hers.page, 'Close').click()
  await button(hers.page, 'Nominate as an exemplar').click()
  await asks.getByText('These are your words from before.').waitFor()
  expect(await asks.getByLabel('Why this clip?').inputValue()).toContain('how long she waits')
  await asks.getByLabel('Student thinking').check()
  await asks.getByLabel(/^Everybody here/).check()
  await button(hers.page, 'Ask Leslie').click()
  await status(hers.page, 'Leslie is asked.')
  await button(hers.page, 'Nominate as an exemplar').click()
  await asks.getByText('This clip is nominated already').waitFor()

  // Leslie is asked, at home and under hers. She has not said yet whether those in the picture agree.
  const owners = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  const { page, complaints } = owners
  await page.getByText('Liz asks whether “Partner talk” may be an exemplar.').waitFor()
  await expectOpenToAll(page)
  await shoot(page, 'home-390')
  await page.goto('/exemplars/mine')
  await page.getByRole('heading', { name: 'You are asked' }).waitFor()
  await isFit(page, 'mine-asked')
  await link(page, 'Partner talk').click()
  await page.getByRole('heading', { level: 1, name: 'May “Partner talk” be an exemplar?' }).waitFor()
  await page.getByText('Look how long she waits').waitFor()
  await page.getByText('You have not said yet whether those in the recording agree.').waitFor()
  await page.getByText('You can end it at any moment, with one button').waitFor()
  expect(await page.getByLabel(/^Everybody here/).isChecked()).toBe(true)
  await isFit(page, 'asked')
  await button(page, 'Agree').click()
  await page.getByRole('link', { name: 'Choose whether your name stands beside it.' }).waitFor()
  await page.getByLabel('Until and including').fill('2020-01-01')
  await button(page, 'Agree').click()
  await page.getByRole('link', { name: 'Choose a day from tomorrow' }).waitFor()
  const endsOn = addDays(new Date().toISOString().slice(0, 10), 300)
  await page.getByLabel('Until and including').fill(endsOn)
  await page.getByLabel('It is shown as a colleague’s').check()
  await button(page, 'Agree').click()
  await page.getByText('First it has to be said whether those in the recording agree.').waitFor()
  await expectOpenToAll(page)

  // It is answered where the clip’s privacy is, for one cohort alone at first.
  await link(page, 'Answer it on the clip’s privacy page').click()
  await page.getByText('Liz asks whether it may be one.').waitFor()
  const attest = (scope: string) =>
    leslie.send('PUT', `/api/v1/clips/${clipId}/consent`, {
      body: { policyId: null, scope, unconsented: 'none present' },
    })
  expect((await attest('cohort')).status).toBe(200)
  await link(page, 'Its passport').click()
  await page.getByText('Those in the recording agreed to one cohort alone.').waitFor()
  await page.getByLabel(/^Maple Street/).check()
  await page.getByText('Those in the recording agreed to one cohort alone.').waitFor({ state: 'detached' })
  await page.getByLabel('Until and including').fill(endsOn)
  await page.getByLabel('It is shown as a colleague’s').check()
  await button(page, 'Agree').click()
  await status(page, 'You agreed. Now it can be published.')
  await page.getByText('You agreed that Maple Street may see your clip').waitFor()

  // Those in the picture agree to more, and so does she.
  expect((await attest('organisation')).status).toBe(200)
  await page.reload()
  await button(page, 'Change it').click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('terms')
  await page.getByLabel(/^Everybody here/).check()
  await isFit(page, 'terms')
  await button(page, 'Agree to this').click()
  await status(page, 'It is changed.')
  await page.getByText('You agreed that Everybody here may see your clip').waitFor()

  // Liz publishes it, told to whom and until when; Ben finds it, without a name.
  const path = new URL(page.url()).pathname.replace('/passport', '')
  await hers.page.goto('/exemplars/mine')
  await hers.page.getByRole('heading', { name: 'Ready to be published' }).waitFor()
  await link(hers.page, 'Describe and publish : Partner talk')
    .or(link(hers.page, /Describe and publish/))
    .first()
    .click()
  await hers.page.getByText('Its owner agreed: Everybody here, until').waitFor()
  await button(hers.page, 'Publish').click()
  await dialog(hers.page).getByText('From now on they find it').waitFor()
  await isFit(hers.page, 'publish')
  await dialog(hers.page).getByRole('button', { name: 'Publish' }).click()
  await status(hers.page, 'It is published.')
  expect((await ben.get(`/api/v1${path}`)).body).toMatchObject({ state: 'published', owner: null })
  expect(
    (await ben.post(`/api/v1${path}/thanks`, { cohortId: stage.cast.oak, body: 'The five seconds!' })).status,
  ).toBe(201)

  await page.goto(`${path}/passport`)
  await page.getByText('Everybody here can see your clip as an exemplar').waitFor()
  await page.getByText('The five seconds!').waitFor()
  await page.getByText('Published', { exact: true }).waitFor()
  await isFit(page, 'passport')
  await page.goto(`/clips/${clipId}/privacy`)
  await link(page, 'Its passport').click()
  await button(page, 'End its use').click()
  await dialog(page).getByText('nobody finds or plays it as an exemplar').waitFor()
  await isFit(page, 'end')
  await dialog(page).getByRole('button', { name: 'End its use' }).click()
  await status(page, 'It is no exemplar any more.')
  await page.getByRole('heading', { level: 1, name: 'Receipt for “Partner talk”' }).waitFor()
  await page.getByText('you ended its use').first().waitFor()
  await page.getByText('Ended its use', { exact: true }).waitFor()
  await isFit(page, 'receipt')
  expect((await ben.get(`/api/v1${path}`)).status).toBe(404)
  expect((await liz.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
  await link(page, 'To all of mine').click()
  await page.getByRole('heading', { name: 'Over' }).waitFor()
  await page.getByText('Receipt', { exact: false }).first().click()
  await isFit(page, 'mine-over')
  expect(complaints.filter((words) => !/40[49]/.test(words))).toEqual([])
  await owners.context.close()
  await hers.context.close()
})

test('a no asks for no reason; who asked may take it back; and what would end can go on', async () => {
  const { leslie, ana, liz } = stage.cast
  const asked = await exemplarOf(stage.platform, leslie, { title: 'A quick no', state: 'asked', by: ana })
  const own = await exemplarOf(stage.platform, leslie, {
    ...{ title: 'Soon over', by: liz, until: new Date(Date.now() + 5 * 86_400_000) },
  })
  const { page, context } = await signedIn(browser, stage.baseUrl, leslie, {
    ...{ viewport: phone, locale: 'es-ES' },
  })
  await page.getByText('Ana pregunta si «A quick no» puede ser un clip ejemplar.').waitFor()
  await page.goto(`/exemplars/${asked.id}/passport`)
  await button(page, 'No, gracias').click()
  await dialog(page).getByText('Nadie le pregunta por qué').waitFor()
  await isFit(page, 'decline-es')
  await button(page, 'Responder que no').click()
  await status(page, 'Usted dijo que no. Eso es todo.')
  await page.goto(`/exemplars/${own.id}/passport`)
  await page.getByText('si usted no permite que continúe').waitFor()
  await isFit(page, 'passport-es')
  await button(page, 'Permitir que continúe').click()
  await page.getByLabel('Hasta este día inclusive').waitFor()
  await page
    .getByRole('form')
    .or(page.locator('form'))
    .getByRole('button', { name: 'Permitir que continúe' })
    .click()
  await status(page, 'Continúa.')
  await page.getByText('si usted no permite que continúe').waitFor({ state: 'detached' })
  await context.close()

  const clipId = await sharedClip('Taken back')
  const { status: made } = await ana.post(`/api/v1/clips/${clipId}/exemplars`, {
    ...{ reasons: ['depth'], words: 'So deep.', audience: { kind: 'organisation' }, clientKey: randomUUID() },
  })
  expect(made).toBe(201)
  const others = await signedIn(browser, stage.baseUrl, ana)
  await others.page.goto('/exemplars/mine')
  await button(others.page, 'Take it back: Taken back').click()
  await dialog(others.page).getByRole('button', { name: 'Take it back' }).click()
  await status(others.page, 'Your nomination is taken back.')
  await others.page.getByText('When a colleague asks to use a clip of yours, it is here.').waitFor()
  await isFit(others.page, 'mine-empty')
  await others.context.close()
})

test('a curator describes one by keys alone, writes notes beside it, and what is not saved is kept', async () => {
  const { leslie, liz } = stage.cast
  const clipId = await sharedClip('Number talk')
  const { id } = await exemplarOf(stage.platform, leslie, { title: 'Number talk', clipId, state: 'agreed' })
  const first = await exemplarOf(stage.platform, leslie, { title: 'The first number talk' })
  await termOf(stage.platform, liz, { kind: 'practice', name: 'Wait time' })
  await termOf(stage.platform, liz, { kind: 'standard', code: '4.NF.A.1', name: 'Equivalent fractions' })
  const { page, context, complaints } = await signedIn(browser, stage.baseUrl, liz)
  await page.goto(`/exemplars/${id}/edit`)
  await page.getByLabel('Goal').fill('Students compare two ways.')
  await page.getByText('Not saved yet.').waitFor()
  await isKept(page, 'Students compare two ways.')
  await page.reload()
  await page.getByText('What you wrote before and did not save stands here.').waitFor()
  expect(await page.getByLabel('Goal').inputValue()).toBe('Students compare two ways.')
  await page.getByLabel('Content area').selectOption('Mathematics')
  await page.getByLabel('Grades').selectOption('Grades 3–5')
  await page.getByLabel('Search').fill('wait')
  await button(page, 'Add: Wait time').click()
  await page.getByLabel('Standard', { exact: true }).check()
  await page.getByLabel('Search').fill('4.nf')
  await button(page, 'Add: 4.NF.A.1 Equivalent fractions').click()
  await button(page, /Do without.*Wait time/).waitFor()
  for (const text of ['Who talks?', 'Who listens?']) {
    await button(page, 'Add a question').click()
    await page.keyboard.type(text)
  }
  await page.keyboard.press('Alt+ArrowUp')
  expect(await page.getByLabel('Question 1', { exact: true }).inputValue()).toBe('Who listens?')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('question-1')
  await page.getByLabel('Suggested protocol').selectOption('Notice and wonder')
  await page.getByLabel('The first try').selectOption('The first number talk')
  await isFit(page, 'edit')
  await button(page, 'Save').click()
  await status(page, 'Saved.')
  await page.getByText('Not saved yet.').waitFor({ state: 'detached' })
  const { body: card } = await liz.get(`/api/v1/exemplars/${id}`)
  expect(card).toMatchObject({
    ...{ contentArea: 'mathematics', gradeBand: '3-5', goal: 'Students compare two ways.' },
    ...{ questions: ['Who listens?', 'Who talks?'], protocolKey: 'notice-and-wonder' },
    firstTry: { id: first.id },
    terms: [{ name: 'Wait time' }, { code: '4.NF.A.1' }],
  })

  // The player opens when it is asked for, as that is a play.
  await page.getByLabel('What to notice').fill('She waits.')
  await page.getByLabel('At', { exact: true }).fill('0:12')
  await button(page, 'Play the clip here').click()
  const slider = page.getByRole('slider')
  await slider.focus()
  await page.keyboard.press('PageDown')
  await button(page, 'At the player’s time').click()
  await expect.poll(() => page.getByLabel('At', { exact: true }).inputValue()).not.toBe('0:12')
  await page.getByLabel('At', { exact: true }).fill('0:14')
  await button(page, 'Make it a part').click()
  await isFit(page, 'notes')
  await button(page, 'Add the note').click()
  await status(page, 'The note is saved.')
  await button(page, /^Edit: 0:14/).click()
  await page.getByLabel('What to notice').fill('She waits five seconds.')
  await button(page, 'One moment only').click()
  await page.getByRole('form', { name: 'Change the note' }).getByRole('button', { name: 'Save' }).click()
  await page.getByText('She waits five seconds.').waitFor()
  await button(page, 'Remove: 0:14').click()
  await status(page, 'The note is removed.')
  await page.getByRole('heading', { name: '0 notes' }).waitFor()
  expect(complaints.filter((words) => !/media|40\d/i.test(words))).toEqual([])
  await context.close()
})

test('the words are kept by curators, and administrators bring standards in, refused by the line', async () => {
  const { liz, dana, ben } = stage.cast
  const { page, context } = await signedIn(browser, stage.baseUrl, liz)
  await page.goto('/exemplars/terms')
  await page.getByLabel('Name', { exact: true }).fill('Revoicing')
  await button(page, 'Add').click()
  await status(page, '“Revoicing” is added.')
  await page.getByLabel('Name', { exact: true }).fill('revoicing')
  await button(page, 'Add').click()
  await page.getByText('This is one of the words already').waitFor()
  await button(page, 'Rename: Revoicing').click()
  await dialog(page).getByLabel('Name').fill('Revoicing an idea')
  await isFit(page, 'rename')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await button(page, 'Rename: Revoicing an idea').waitFor()
  await isFit(page, 'terms-page')
  await button(page, 'Retire: Revoicing an idea').click()
  await dialog(page).getByRole('button', { name: 'Retire' }).click()
  await status(page, '“Revoicing an idea” is retired.')
  await context.close()

  const office = await signedIn(browser, stage.baseUrl, dana, { viewport: phone })
  await office.page.goto('/exemplars/terms')
  const take = async (text: string) => {
    await office.page
      .getByLabel('The file')
      .setInputFiles({ name: 's.csv', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from(text) })
    await button(office.page, 'Take it in').click()
  }
  await take('code,name\n7.RP.A.2,Proportional relationships\n7.RP.A.3,\n')
  await office.page.getByText('Line 3 cannot be taken, so nothing was').waitFor()
  await isFit(office.page, 'standards-refused')
  await take('code,name\n7.RP.A.2,Proportional relationships\n')
  await office.page.getByText('The standards are here').waitFor()
  await office.page.getByText('1 added').waitFor()
  await office.page.getByText('Proportional relationships').waitFor()
  await isFit(office.page, 'standards')
  await office.context.close()

  const others = await signedIn(browser, stage.baseUrl, ben)
  await others.page.goto('/exemplars/terms')
  await others.page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await others.context.close()
})

test('the cut that matters becomes a clip of its own', async () => {
  const { leslie } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'The whole lesson' })
  const { page, context } = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  await page.goto(`/clips/${clipId}/cut`)
  await page.getByLabel('Start', { exact: true }).fill('0:10')
  await page.getByLabel('End', { exact: true }).fill('0:40')
  await page.keyboard.press('Enter')
  await button(page, 'Make a clip of its own of this part').click()
  await dialog(page).getByText('From 0:10 to 0:40 of the recording').waitFor()
  await isFit(page, 'own-clip')
  await dialog(page).getByLabel('Title').fill('The five seconds')
  await dialog(page).getByRole('button', { name: 'Make it' }).click()
  await page.getByRole('heading', { level: 1, name: 'The five seconds' }).waitFor()
  expect((await leslie.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({
    cutNo: 1,
    title: 'The whole lesson',
  })
  await context.close()
})
