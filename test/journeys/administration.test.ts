import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desktop, openBrowser, phone, signedIn } from '../support/browser.ts'
import { readyClipOf } from '../support/clips.ts'
import { newcomer } from '../support/newcomer.ts'
import { oneRosterFiles, zipOf } from '../support/rosters.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { expectOpenToAll, settled } from './barriers.ts'

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

const rooms = ['people', 'invitations', 'cohorts', 'places', 'rosters', 'policies', 'retention', 'issuers']
const moreRooms = ['organisation', 'audit', 'reports', 'storage']
const addresses = ['', ...[...rooms, ...moreRooms].map((room) => `/${room}`)].map(
  (room) => `/administration${room}`,
)

async function isSound(page: Page, where: string): Promise<void> {
  await expectOpenToAll(page, where)
  // An office is no way to watch.
  expect(await page.locator('main a[href*="/clips"], main video, main img').count(), where).toBe(0)
}

/** Where the pages are to be looked at, a picture of each goes into this folder. */
const shots = process.env.SHOTS
async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true })
}

const status = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words }).first().waitFor({ state: 'attached' })

describe('an administrator', () => {
  test('invites a person, gives a role, adds a site, takes a roster in, sets a policy, and reads of it all', async () => {
    const { dana, ben } = stage.cast
    const { page, complaints } = await signedIn(browser, stage.baseUrl, dana)
    await page.goto('/administration')
    await page.getByText('No school has been added yet.').waitFor()
    await page.getByText('Nothing is asked about consent').waitFor()

    await page.getByRole('main').getByRole('link', { name: 'People' }).click()
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Send the invitation' }).click()
    await dialog.getByText('Something is missing here').waitFor()
    await dialog.getByLabel('Name').fill('Mira Okafor')
    await dialog.getByLabel('E-mail address').fill('mira@here.example')
    await dialog.getByLabel('Role').selectOption('teacher leader')
    await isSound(page, 'the invitation')
    await shoot(page, 'dialog-invite')
    await dialog.getByRole('button', { name: 'Send the invitation' }).click()
    await status(page, 'An invitation is on its way to mira@here.example.')
    await page.getByRole('link', { name: 'Open invitations' }).click()
    await page.getByRole('rowheader', { name: 'Mira Okafor' }).waitFor()

    await page.goto('/administration/places')
    await page.getByRole('button', { name: 'Add a district' }).click()
    await dialog.getByLabel('Name').fill('North County')
    await dialog.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('button', { name: 'Add a school' }).click()
    await dialog.getByLabel('Name').fill('Oak School')
    await dialog.getByLabel('Time zone').selectOption('America/Denver')
    await isSound(page, 'a new school')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('row', { name: /Oak School North County America\/Denver/ }).waitFor()

    await page.goto('/administration/people')
    await page.getByLabel('Name or e-mail address begins with').fill('ben')
    await page.getByRole('link', { name: 'Leslie' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Ben' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ben' }).waitFor()
    await page.getByLabel('Role', { exact: true }).selectOption('site leader')
    await page.getByRole('button', { name: 'Give this role' }).click()
    await page.getByText('Choose which one the role is for.').first().waitFor()
    await page.getByLabel('Of which school').selectOption('Oak School')
    await page.getByRole('button', { name: 'Give this role' }).click()
    await page.getByText('site leader (Oak School)').waitFor()
    await shoot(page, 'person')

    // By keys alone: who rates Ben.
    await page.getByRole('combobox', { name: 'Who rates Ben' }).focus()
    await page.keyboard.type('lizzz')
    await page.getByText('Nobody’s name or address begins like this.').waitFor()
    for (let n = 0; n < 2; n++) await page.keyboard.press('Backspace')
    await page.getByRole('option', { name: 'Liz' }).waitFor()
    await isSound(page, 'the picker')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('combobox', { name: 'Who rates Ben' }).inputValue()).toBe('Liz')
    await page.keyboard.press('Enter')
    await page.getByText('Liz rates Ben').waitFor()

    await page.goto('/administration/rosters')
    await page.getByLabel('What the list comes from').fill('District 12')
    const bad = 'name,e-mail,role\nTom,tom@here.example,king\n'
    const list = page.getByLabel('The list', { exact: true })
    await list.setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from(bad) })
    await page.getByRole('button', { name: 'Look at it first' }).click()
    await page.getByRole('heading', { name: 'This list cannot be taken in yet' }).waitFor()
    expect(await page.getByRole('button', { name: 'Take this list in' }).count()).toBe(0)
    await isSound(page, 'a list that is refused')
    await shoot(page, 'roster-refused')
    const zip = await zipOf(
      oneRosterFiles({
        orgs: [
          ['o1', '', 'South County', 'district', ''],
          ['o2', '', 'Elm School', 'school', 'o1'],
        ],
        users: [['u1', '', 'Tom', 'Reed', 'tom@here.example']],
        roles: [['u1', '', 'teacher', 'o2']],
      }),
    )
    await list.setInputFiles({ name: 'roster.zip', mimeType: 'application/zip', buffer: zip })
    await page.getByRole('button', { name: 'Look at it first' }).click()
    await page.getByText('1 new person').waitFor()
    await shoot(page, 'roster-would')
    await page.getByRole('button', { name: 'Take this list in' }).click()
    await page.getByRole('heading', { name: 'The list was taken in' }).waitFor()
    await page.getByRole('cell', { name: 'District 12' }).waitFor()
    expect((await dana.get('/api/v1/administration/people?search=tom')).body.items).toMatchObject([
      { name: 'Tom Reed', site: { name: 'Elm School' } },
    ])

    await page.goto('/administration/policies')
    await page.getByRole('button', { name: 'Write a consent text' }).click()
    await dialog.getByLabel('Text').fill('Ask the families first.\n\nPregunte antes a las familias.')
    await dialog.getByLabel('the principal agrees').check()
    await isSound(page, 'a consent text')
    await dialog.getByRole('button', { name: 'Publish this version' }).click()
    await page.getByText('Pregunte antes a las familias.').waitFor()
    const { policy } = (await ben.get('/api/v1/consent-policies/mine')).body
    expect(policy).toMatchObject({ version: 1, asksGuardians: true, asksPrincipal: true, asksAdults: true })

    await page.goto('/administration/audit')
    for (const words of [
      'invited Mira Okafor',
      'added the school Oak School',
      'gave Ben a role: site leader (Oak School)',
      'noted that Liz rates Ben',
      'took in a roster: 1 new',
      'wrote version 1 of the consent text of the organisation',
    ]) {
      await page.getByRole('cell', { name: words }).waitFor()
    }
    await shoot(page, 'audit-lines')
    expect(complaints).toEqual([])
  })

  test('notes that somebody left, has them back, and erases who left', async () => {
    const leaver = await newcomer(stage, ['teacher'], { name: 'Quinn' })
    const { page } = await signedIn(browser, stage.baseUrl, stage.cast.dana, { viewport: phone })
    await page.goto(`/administration/people/${leaver.viewer.personId}`)
    const press = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click()
    const confirm = (name: string) => page.getByRole('dialog').getByRole('button', { name }).click()
    await press('Note that Quinn left')
    await isSound(page, 'the question')
    await page.keyboard.press('Escape')
    await press('Note that Quinn left')
    await confirm('Note that Quinn left')
    await page.getByText('No longer here').waitFor()
    expect((await leaver.get('/api/v1/me')).status).toBe(401)
    await press('Quinn is back')
    await page.getByText('No longer here').waitFor({ state: 'detached' })
    await press('Note that Quinn left')
    await confirm('Note that Quinn left')
    await press('Erase Quinn')
    await shoot(page, 'dialog-erase-390')
    await confirm('Erase Quinn')
    await page.waitForURL('/administration/people')
    await status(page, 'Quinn was erased.')
    await page.getByLabel('Name or e-mail address begins with').fill('quinn')
    await page.getByText('Nothing here begins with or contains “quinn”.').waitFor()
  })

  test('founds a cohort, and has one of its members facilitate it where nobody is left', async () => {
    const { dana, leslie, ana } = stage.cast
    const { page } = await signedIn(browser, stage.baseUrl, dana, { viewport: phone })
    const leaver = await newcomer(stage, ['teacher leader'], { name: 'Uma' })
    await page.goto('/administration/cohorts')
    const dialog = page.getByRole('dialog')
    const pick = async (name: string) => {
      await dialog.getByRole('combobox', { name: 'Who facilitates' }).fill(name)
      await dialog.getByRole('option', { name }).click()
    }
    await page.getByRole('button', { name: 'Found a cohort' }).click()
    await dialog.getByLabel('Name').fill('River Street')
    await pick('Uma')
    await isSound(page, 'a new cohort')
    await dialog.getByRole('button', { name: 'Found a cohort' }).click()
    await page.getByRole('rowheader', { name: 'River Street' }).waitFor()
    const { id } = (await dana.get('/api/v1/administration/cohorts?search=river')).body.items[0]
    await stage.platform.db
      .insertInto('memberships')
      .values({ ...leslie.viewer, cohortId: id, part: 'participant' })
      .execute()
    await dana.put(`/api/v1/administration/people/${leaver.viewer.personId}/departure`)

    await page.goto('/administration')
    await page.getByRole('link', { name: '2 cohorts have nobody who facilitates them.' }).click()
    await page.getByRole('button', { name: 'Name a facilitator for River Street' }).click()
    await pick(ana.name)
    await dialog.getByRole('button', { name: 'Name a facilitator' }).click()
    await dialog.getByText('This person is not in the cohort.').waitFor()
    await pick('Leslie')
    await dialog.getByRole('button', { name: 'Name a facilitator' }).click()
    await page.getByRole('rowheader', { name: 'River Street' }).waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: 'Open' }).check()
    await page.getByRole('button', { name: 'Close River Street' }).click()
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByRole('rowheader', { name: 'River Street' }).waitFor({ state: 'detached' })
    expect((await leslie.get(`/api/v1/cohorts/${id}`)).status).toBe(404)
  })

  test('settles how long things are kept, and what holds for the organisation', async () => {
    const { page } = await signedIn(browser, stage.baseUrl, stage.cast.dana)
    await page.goto('/administration/retention')
    const days = page.getByLabel('Days a clip is kept that its owner took back')
    await days.fill('0')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: 'Enter a whole number from 1 to 3,650.' }).click()
    await days.fill('7')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Shorten' }).click()
    await status(page, 'Saved. It holds for the clips there are, too.')
    await page.goto('/administration/organisation')
    await page.getByLabel('Name', { exact: true }).fill('Here and now')
    await page.getByLabel('Month').selectOption('February')
    await page.getByLabel('Day').fill('30')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('That month has no such day.').waitFor()
    await page.getByLabel('Day').fill('28')
    await page.getByRole('button', { name: 'Save' }).click()
    await status(page, 'Saved.')
    const { body } = await stage.cast.dana.get('/api/v1/organisation')
    expect(body).toMatchObject({ name: 'Here and now', schoolYearEnds: '02-28' })
  })

  test('takes home the counts of a month, with nothing in them that is not shown', async () => {
    const { cast } = stage
    const cell = { kind: 'cohort', id: cast.maple, name: 'Maple Street', siteId: null }
    const { page } = await signedIn(browser, stage.baseUrl, cast.dana)
    await page.route('**/api/v1/reports/participation*', (route) =>
      route.fulfill({
        json: {
          ...{ month: '2026-10', by: 'cohort', k: 5, madeAt: '2026-11-02T00:00:00Z' },
          cells: [
            { ...cell, activePeople: 7, clipsShared: null, comments: 12 },
            { ...cell, kind: 'total', id: null, name: null, activePeople: 19, clipsShared: 8, comments: 17 },
          ],
        },
      }),
    )
    await page.goto('/administration/reports')
    await page.getByRole('row', { name: /Maple Street 7 not told 12/ }).waitFor()
    await isSound(page, 'a report')
    await shoot(page, 'report-told')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('interlude-2026-10-cohort.csv')
    expect(await readFile(await file.path(), 'utf8')).toContain('2026-10,Maple Street,7,,12\r\n')
  })

  test.each([
    ['a phone, in the light', phone, 'en', 'light'],
    ['a desktop, in the dark', desktop, 'es', 'dark'],
  ] as const)(
    'finds every page sound on %s, with the keys alone from row to row',
    async (_what, viewport, language, scheme) => {
      const { dana, leslie } = stage.cast
      await readyClipOf(stage.platform, leslie, { title: 'A title of hers' })
      const { page, complaints, context } = await signedIn(browser, stage.baseUrl, dana, { viewport })
      await context.addCookies([{ name: 'interlude.language', value: language, url: stage.baseUrl }])
      await page.emulateMedia({ colorScheme: scheme })
      for (const address of addresses) {
        await page.goto(address)
        await settled(page)
        await isSound(page, `${address} ${language} ${scheme}`)
        expect(await page.getByText('A title of hers').count(), address).toBe(0)
        await shoot(page, `${address.replaceAll('/', '-').slice(1)}-${viewport.width}-${language}-${scheme}`)
      }
      await page.goto('/administration/people')
      const links = page.getByRole('rowheader').getByRole('link')
      await links.first().focus()
      await page.keyboard.press('Tab')
      expect(await links.nth(1).evaluate((link) => link === document.activeElement)).toBe(true)
      await page.keyboard.press('Enter')
      await page.waitForURL(/people\/[0-9a-f-]{36}$/)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      await isSound(page, `a person ${language}`)
      await shoot(page, `administration-person-${viewport.width}-${language}`)
      // Of a month before there was an organisation, there are no counts.
      expect(complaints.filter((words) => !words.includes('/reports/participation'))).toEqual([])
    },
  )
})

describe('for others', () => {
  test('there is no such page: a roster manager sees those of rosters, a teacher none', async () => {
    const manager = await newcomer(stage, ['roster manager'], { name: 'Rosa' })
    for (const [who, seen] of [
      [manager, ['/administration', '/administration/rosters']],
      [stage.cast.leslie, []],
    ] as const) {
      const { page } = await signedIn(browser, stage.baseUrl, who)
      for (const address of [...addresses, `/administration/people/${who.viewer.personId}`]) {
        await page.goto(address)
        await page.getByRole('heading', { level: 1 }).waitFor()
        const isThere = (await page.getByRole('heading', { name: 'There is no such page' }).count()) === 0
        expect([address, isThere]).toEqual([address, (seen as readonly string[]).includes(address)])
      }
    }
  })
})
