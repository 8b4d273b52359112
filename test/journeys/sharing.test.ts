import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, phone, signedIn } from '../support/browser.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { expectOpenToAll } from './barriers.ts'

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

test('an owner answers for consent, names who rates them, allows downloads, and then shares', async () => {
  const { leslie, liz, dana, maple } = stage.cast
  const { organisationId } = leslie.viewer
  await stage.platform.db
    .insertInto('evaluators')
    .values({
      ...{ organisationId, evaluatorId: liz.viewer.personId, evaluateeId: leslie.viewer.personId },
      source: 'set',
    })
    .execute()
  await dana.post('/api/v1/administration/consent-policies', {
    ...{ text: 'Ask the families.', asksGuardians: true, asksPrincipal: false, asksAdults: false },
  })
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'Partner talk' })
  const { page } = await signedIn(browser, stage.baseUrl, leslie, { viewport: phone })
  await page.goto(`/clips/${clipId}`)
  await page.getByText('Who can watch').first().click()
  const dialog = page.getByRole('dialog')
  const share = dialog.getByRole('button', { name: 'Share', exact: true })
  await dialog.getByText('Ask the families.').waitFor()
  await dialog.getByText('Ana, Liz').or(dialog.getByText('Ana and Liz')).waitFor()
  await expectOpenToAll(page)

  await share.click()
  await dialog.getByText('Say by name that they may watch').waitFor()
  await dialog.getByLabel('Liz takes part in my evaluation').check()
  await share.click()
  await dialog.getByText('sharing needs your word').waitFor()
  await dialog.getByLabel('The guardians of every student in it agree').check()
  await dialog.getByLabel('They may download it').check()
  await share.click()
  await page.getByText('Shared with Maple Street.').first().waitFor()
  await dialog.getByText('They may download it.').waitFor()

  const { grants } = (await leslie.get(`/api/v1/clips/${clipId}`)).body
  expect(grants).toMatchObject([
    { cohort: { id: maple }, canDownload: true, evaluators: [{ name: 'Liz', acknowledged: true }] },
  ])
  expect((await liz.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
})
