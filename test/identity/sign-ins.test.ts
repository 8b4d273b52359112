import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserInWords } from '../../src/identity/browser-in-words.ts'
import { makeSignInLink } from '../../src/identity/make-sign-in-link.ts'
import { readyClipOf } from '../support/clips.ts'
import { Browser, signedIn } from '../support/sign-in.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0'
const list = async (browser: Browser) => (await browser.caller.get('/api/v1/sign-ins')).body.items
const isIn = async (browser: Browser) => (await browser.caller.get('/api/v1/me')).status === 200

/** A browser that signed in by a mailed link. */
async function byLink(email: string): Promise<Browser> {
  const { db } = stage.platform
  await stage.cast.nobody.post('/api/auth/sign-in/link', { email })
  const { id } = await db
    .selectFrom('signInLinks')
    .select('id')
    .where('email', '=', email)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const token = (await makeSignInLink(db, id))?.secret
  const browser = new Browser(stage.baseUrl)
  await browser.send('POST', '/api/auth/sign-in/link/use', { token })
  return browser
}

describe('my sign-ins', () => {
  test('are listed newest first, this one marked, with the browser in words and no address', async () => {
    const first = await signedIn(stage, 'leslie@here.example', { userAgent: firefox })
    const second = await signedIn(stage, 'leslie@here.example')
    const items = await list(second)
    expect(items).toEqual([
      {
        id: expect.any(String),
        isCurrent: true,
        startedAt: expect.any(String),
        lastUsedAt: expect.any(String),
        browser: null,
        system: null,
      },
      expect.objectContaining({ isCurrent: false, browser: 'Firefox', system: 'Windows' }),
    ])
    const page = await second.caller.get('/api/v1/sign-ins?limit=1')
    const rest = await second.caller.get(`/api/v1/sign-ins?limit=1&after=${page.body.next}`)
    expect([...page.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(
      items.map(({ id }: { id: string }) => id),
    )
    expect(JSON.stringify(items)).not.toContain('127.0.0.1')
    expect((await second.caller.get('/api/v1/sign-ins?after=WyJ4Il0')).status).toBe(400)
    expect(await isIn(first)).toBe(true)
  })

  test('end one by one, and nobody ends another person’s', async () => {
    const here = await signedIn(stage, 'ana@here.example')
    const elsewhere = await signedIn(stage, 'ana@here.example')
    const ben = await signedIn(stage, 'ben@here.example')
    const [newest] = await list(here)
    const path = `/api/v1/sign-ins/${newest.id}`
    expect((await ben.send('DELETE', path)).status).toBe(404)
    expect((await here.send('DELETE', path)).status).toBe(204)
    expect((await here.send('DELETE', path)).status).toBe(404)
    expect([await isIn(here), await isIn(elsewhere), await isIn(ben)]).toEqual([true, false, true])
  })

  test('are not for tokens to see, nor to end', async () => {
    const { leslie } = stage.cast
    expect((await leslie.get('/api/v1/sign-ins')).status).toBe(403)
    expect((await leslie.delete('/api/v1/sign-ins')).status).toBe(403)
    const { status } = await leslie.send('PUT', '/api/v1/me/password', {
      body: { next: 'a password of mine' },
    })
    expect(status).toBe(403)
  })

  test('all end at once, with the tokens, and what is open closes', async () => {
    const { liz } = stage.cast
    const { body } = await liz.post('/api/v1/tokens', { name: 'script' })
    const one = await signedIn(stage, 'liz@here.example')
    const two = await signedIn(stage, 'liz@here.example')
    const reached = new Promise<void>((resolve) => {
      stage.platform.changes.follow(
        { clipId: '01890000-0000-7000-8000-000000000000' as never, personId: liz.viewer.personId },
        (change) => change && resolve(),
      )
    })
    expect((await one.send('DELETE', '/api/v1/sign-ins')).status).toBe(204)
    await reached
    expect([await isIn(one), await isIn(two)]).toEqual([false, false])
    expect((await liz.get('/api/v1/me')).status).toBe(401)
    const { status } = await stage.cast.nobody.get('/api/v1/me', { authorization: `Bearer ${body.token}` })
    expect(status).toBe(401)
  })
})

describe('a stream of notices', () => {
  test('ends with the sign-in by which it was opened, and with no other', async () => {
    const { ben } = stage.cast
    const clipId = await readyClipOf(stage.platform, ben)
    const own = await signedIn(stage, ben.email)
    const other = await signedIn(stage, ben.email)
    const path = `/api/v1/clips/${clipId}/events`
    const [stays, ends] = [await own.caller.fetch(path), await other.caller.fetch(path)]
    const [newest] = await list(own)
    expect((await own.send('DELETE', `/api/v1/sign-ins/${newest.id}`)).status).toBe(204)
    // It comes to an end by itself, having said that there is nothing more to see.
    expect(await ends.text()).toContain('event: gone')
    const reader = (stays.body as ReadableStream<Uint8Array>).getReader()
    let heard = ''
    while (!heard.includes('event:')) heard += new TextDecoder().decode((await reader.read()).value)
    expect(heard).toContain('event: changed')
    await reader.cancel()
  })

  test('ends with signing out', async () => {
    const { ben } = stage.cast
    const clipId = await readyClipOf(stage.platform, ben)
    const browser = await signedIn(stage, ben.email)
    const ends = await browser.caller.fetch(`/api/v1/clips/${clipId}/events`)
    expect((await browser.caller.post('/api/auth/sign-out')).status).toBe(204)
    expect(await ends.text()).toContain('event: gone')
  })
})

describe('the password', () => {
  const put = (browser: Browser, body: object) => browser.send('PUT', '/api/v1/me/password', body)

  test('changes with the current one, and ends the other sign-ins', async () => {
    const browser = await signedIn(stage, 'ben@here.example')
    const other = await signedIn(stage, 'ben@here.example')
    const wrong = await put(browser, { current: 'not this one', next: 'the next one of Ben' })
    expect([wrong.status, wrong.body.code]).toEqual([403, 'wrong-password'])
    const without = await put(browser, { next: 'the next one of Ben' })
    expect([without.status, without.body.code]).toEqual([409, 'needs-proof'])
    const right = { current: 'between the meetings', next: 'the next one of Ben' }
    expect((await put(browser, right)).status).toBe(204)
    expect([await isIn(browser), await isIn(other)]).toEqual([true, false])
    await expect(signedIn(stage, 'ben@here.example')).rejects.toThrow('wrong-credentials')
    await signedIn(stage, 'ben@here.example', { secret: right.next })
    for (const next of ['short', 'x'.repeat(129)]) {
      expect((await put(browser, { current: right.next, next })).status).toBe(400)
    }
  })

  test('of two that are set at once with the same current one, only one holds', async () => {
    const browser = await signedIn(stage, 'eve@there.example')
    const nexts = ['the first of two', 'the second of two']
    const answers = await Promise.all(
      nexts.map((next) => put(browser, { current: 'between the meetings', next })),
    )
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    const held = nexts[answers.findIndex(({ status }) => status === 204)] ?? ''
    await signedIn(stage, 'eve@there.example', { secret: held })
  })

  test('can be set anew within 15 minutes of a sign-in by a mailed link, in that browser alone', async () => {
    const browser = await byLink('dana@here.example')
    expect((await put(browser, { next: 'Dana set this one' })).status).toBe(204)
    const other = await signedIn(stage, 'dana@here.example', { secret: 'Dana set this one' })
    expect((await put(other, { next: 'somebody set this' })).status).toBe(409)
    await stage.platform.db
      .updateTable('signInLinks')
      .set({ usedAt: new Date(Date.now() - 901_000) })
      .where('email', '=', 'dana@here.example')
      .execute()
    expect((await put(browser, { next: 'too late for this' })).status).toBe(409)
  })
})

describe('a browser in words', () => {
  test.each([
    [firefox, 'Firefox', 'Windows'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari',
      'macOS',
    ],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Chrome',
      'ChromeOS',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
      'Chrome',
      'iPhone',
    ],
    ['curl/8.5.0', null, null],
    [null, null, null],
  ])('%s', (userAgent, browser, system) => {
    expect(browserInWords(userAgent)).toEqual({ browser, system })
  })
})
