import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Between } from '../support/between.ts'
import { phone } from '../support/browser.ts'
import { button, type FarStage, openFarStage, write } from '../support/far-stage.ts'
import type { Stage } from '../support/stage.ts'
import { barriers } from './barriers.ts'

let far: FarStage
let stage: Stage
let between: Between
beforeAll(async () => {
  far = await openFarStage()
  ;({ stage, between } = far)
})
afterAll(() => far.close())

const card = (page: Page, words: string) => page.locator('.queued-post', { hasText: words })

async function post(page: Page, words: string): Promise<void> {
  await write(page, words)
  await button(page, 'Post').click()
}

/** What stands on the server, as its owner sees it. */
async function said(clipId: string): Promise<string[]> {
  const { body } = await stage.cast.leslie.get(`/api/v1/clips/${clipId}/threads`)
  return body.items.flatMap(({ comments }: { comments: { body: string }[] }) =>
    comments.map((comment) => comment.body),
  )
}

describe('what is posted without a connection', () => {
  test('waits in the list, outlives the tab, and is posted once when the server is there again', async () => {
    const { clipId, context, page } = await far.watching({ viewport: phone })
    await between.cut()
    await post(page, 'She waits for the answer.')
    await card(page, 'She waits').getByText('Waiting for a connection').waitFor()
    await page.getByText('No connection. What you write is kept.').waitFor()
    await post(page, 'And gets one.')
    await card(page, 'And gets one.').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width)
    await page.close()

    await between.restore()
    const again = await context.newPage()
    await again.goto('/')
    await again.getByText('What was waiting is posted.').waitFor()
    await expect.poll(() => said(clipId)).toEqual(['She waits for the answer.', 'And gets one.'])
    await again.goto(`/clips/${clipId}`)
    await again.locator('.thread', { hasText: 'And gets one.' }).waitFor()
    expect(await again.locator('.queued-post').count()).toBe(0)
    await context.close()
  })

  test('is posted once though its answer was lost, and though two tabs have it', async () => {
    const { clipId, context, page } = await far.watching()
    const beside = await context.newPage()
    await beside.goto(`/clips/${clipId}`)
    between.swallow = /^POST .*\/threads$/
    await post(page, 'Said once.')
    await card(page, 'Said once.').waitFor()
    await card(beside, 'Said once.').waitFor()
    expect(await said(clipId)).toEqual(['Said once.'])
    between.swallow = undefined
    await Promise.all([
      page.evaluate(() => dispatchEvent(new Event('online'))),
      button(beside, 'Try again').click(),
    ])
    for (const each of [page, beside]) await card(each, 'Said once.').waitFor({ state: 'detached' })
    expect(await said(clipId)).toEqual(['Said once.'])
    await context.close()
  })

  test('is an answer, too', async () => {
    const { clipId, context, page } = await far.watching()
    await stage.cast.leslie.post(`/api/v1/clips/${clipId}/threads`, {
      ...{
        cohortId: stage.cast.maple,
        kind: 'wonder',
        body: 'Was it long enough?',
        clientKey: `key-${clipId}`,
      },
    })
    await button(page, '1 new comment').click()
    await between.cut()
    await button(page, 'Reply').click()
    await page.locator('.words-form textarea').fill('I think so.')
    await button(page, 'Post reply').click()
    await card(page, 'I think so.').getByText('Your reply to Leslie').waitFor()
    expect(await page.locator('.words-form').count()).toBe(0)
    await between.restore()
    // By itself.
    await page.locator('.replies', { hasText: 'I think so.' }).waitFor({ timeout: 90_000 })
    expect(await said(clipId)).toEqual(['Was it long enough?', 'I think so.'])
    await context.close()
  })

  test('and refused then, keeps its words, says why, and is found on a page that is gone', async () => {
    const { clipId, grantId, context, page } = await far.watching()
    await between.cut()
    await post(page, 'Too late.')
    await card(page, 'Too late.').waitFor()
    await stage.cast.leslie.delete(`/api/v1/clips/${clipId}/grants/${grantId}`)
    await between.restore()
    await page.goto('/')
    await page.getByText('1 of your posts was not taken.').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('link', { name: 'See why' }).click()
    await page.getByRole('heading', { name: 'This clip isn’t here, or isn’t shared with you' }).waitFor()
    await card(page, 'Too late.').getByText('This isn’t here any more').waitFor()
    await button(page, 'Throw away').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click()
    await card(page, 'Too late.').waitFor({ state: 'detached' })
    expect(await said(clipId)).toEqual([])
    await context.close()
  })

  test('is taken over at once from a tab that crashed while it sent', async () => {
    const { clipId, context, page } = await far.watching()
    await between.cut()
    await post(page, 'Left behind.')
    await card(page, 'Left behind.').waitFor()
    await page.route(/\/threads$/, (route) =>
      route.request().method() === 'POST' ? undefined : route.continue(),
    )
    const sent = page.waitForRequest((asked) => asked.method() === 'POST' && asked.url().endsWith('/threads'))
    await between.restore()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await sent
    const crash = page.waitForEvent('crash')
    void (await context.newCDPSession(page)).send('Page.crash').catch(() => {})
    await crash
    await (await context.newPage()).goto('/')
    // Sooner than what fell silent is given up.
    await expect.poll(() => said(clipId), { timeout: 20_000 }).toEqual(['Left behind.'])
    await context.close()
  })

  test('goes out under no other name', async () => {
    const { clipId, context, page } = await far.watching()
    await between.cut()
    await post(page, 'Mine alone.')
    await card(page, 'Mine alone.').waitFor()
    await between.restore()
    await context.clearCookies()
    const other = await context.request.post(`${between.baseUrl}/api/auth/sign-in/email`, {
      data: { email: stage.cast.liz.email, password: 'between the meetings' },
    })
    expect(other.ok()).toBe(true)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByRole('heading', { name: 'Please sign in again' }).waitFor()
    expect(await said(clipId)).toEqual([])
    // Liz, on the same device, is shown none of it.
    await page.goto(`/clips/${clipId}`)
    await button(page, /^Comment at/).waitFor()
    expect(await page.getByText('Mine alone.').count()).toBe(0)
    await context.close()
  })
})

describe('a draft', () => {
  test('is there again after the tab was lost, and both of two tabs keep theirs', async () => {
    const { clipId, context, page } = await far.watching()
    await write(page, 'I notice that')
    await page.waitForTimeout(900)
    const cdp = await context.newCDPSession(page)
    // As a crash: nothing is told to the page.
    cdp.send('Page.crash').catch(() => {})
    await page.waitForEvent('crash')
    const second = await context.newPage()
    await second.goto(`/clips/${clipId}`)
    await second.getByText(/^Your draft from today/).waitFor()
    expect(await second.inputValue('#composer-words')).toBe('I notice that')

    const third = await context.newPage()
    await third.goto(`/clips/${clipId}`)
    await third.getByText(/^Your draft from today/).waitFor()
    await third.fill('#composer-words', 'I notice that she waits')
    await second.fill('#composer-words', 'I notice that he smiles')
    await second.waitForTimeout(900)
    await third.fill('#composer-words', 'I notice that she waits long')
    await third.getByText('Another tab has other words').waitFor()
    expect(await barriers(third)).toEqual([])
    await button(third, 'Go on with those').click()
    await expect.poll(() => third.inputValue('#composer-words')).toBe('I notice that he smiles')
    await third.getByText('I notice that she waits long').waitFor()
    await context.close()
  })
})
