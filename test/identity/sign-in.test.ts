import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Caller } from '../support/caller.ts'
import { password } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function signIn(email: string, secret = password, headers: Record<string, string> = {}) {
  const answer = await stage.cast.nobody.send('POST', '/api/auth/sign-in/email', {
    body: { email, password: secret },
    headers,
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { answer, cookie, browser: new Caller(stage.baseUrl, { cookie, origin: stage.baseUrl }) }
}

describe('signing in', () => {
  test('with e-mail and password gives a cookie that scripts in the page cannot read', async () => {
    const { answer, browser } = await signIn('leslie@here.example')
    expect([answer.status, answer.body]).toEqual([200, { signedIn: true }])
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^interlude\.session_token=/)
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    const { body } = await browser.get('/api/v1/me')
    expect(body).toMatchObject({
      name: 'Leslie',
      email: 'leslie@here.example',
      roles: ['teacher'],
      organisation: { name: 'Here' },
    })
  })

  test('does not mind how the address is written', async () => {
    expect((await signIn('Leslie@Here.Example')).answer.status).toBe(200)
  })

  test.each([
    ['a wrong password', 'leslie@here.example', 'not the password'],
    ['an address nobody has', 'nobody@here.example', password],
  ])('with %s is refused with the same words, and no cookie', async (_what, email, secret) => {
    const { answer } = await signIn(email, secret)
    expect([answer.status, answer.body.code]).toEqual([401, 'wrong-credentials'])
    expect(answer.body.detail).toBe('That e-mail address and password do not belong together.')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test.each([
    {},
    { email: 'leslie@here.example' },
    { email: 'leslie', password },
    { email: 1, password: 2 },
    [],
  ])('with %j is malformed', async (body) => {
    const { status } = await stage.cast.nobody.post('/api/auth/sign-in/email', body)
    expect(status).toBe(400)
  })

  test('ends with signing out, also for who kept the cookie', async () => {
    const { browser } = await signIn('leslie@here.example')
    const out = await browser.post('/api/auth/sign-out', {})
    expect(out.status).toBe(204)
    expect((await browser.get('/api/v1/me')).status).toBe(401)
  })

  test('is not open to all: there is no sign-up, and nothing else of the library is reachable', async () => {
    for (const path of [
      'sign-up/email',
      'update-user',
      'get-session',
      'list-sessions',
      'change-email',
      'ok',
      'error',
    ]) {
      const got = await stage.cast.nobody.get(`/api/auth/${path}`)
      const posted = await stage.cast.nobody.post(`/api/auth/${path}`, {
        name: 'Mallory',
        email: 'm@x.example',
        password,
      })
      expect([path, got.status, posted.status]).toEqual([path, 404, 404])
    }
  })

  test('is slowed down after many tries from one place, in words', async () => {
    const slow = await openStage({ signInsPerMinute: 3 })
    try {
      const tries: number[] = []
      let last = ''
      for (let n = 0; n < 5; n++) {
        const { status, body } = await slow.cast.nobody.post('/api/auth/sign-in/email', {
          email: 'leslie@here.example',
          password: 'guess',
        })
        tries.push(status)
        last = body.code
      }
      expect(tries).toEqual([401, 401, 401, 429, 429])
      expect(last).toBe('too-many-tries')
    } finally {
      await slow.close()
    }
  })

  test('from a page of another site is refused, and so is any write with its cookie', async () => {
    const elsewhere = 'https://elsewhere.example'
    expect((await signIn('leslie@here.example', password, { origin: elsewhere })).answer.status).toBe(403)
    const { cookie } = await signIn('leslie@here.example')
    const forged = new Caller(stage.baseUrl, { cookie, origin: elsewhere })
    const { status, body } = await forged.post('/api/v1/tokens', { name: 'stolen' })
    expect([status, body.code]).toEqual([403, 'wrong-origin'])
    const sandboxed = new Caller(stage.baseUrl, { cookie, origin: 'null' })
    expect((await sandboxed.post('/api/v1/tokens', { name: 'stolen' })).status).toBe(403)
  })
})
