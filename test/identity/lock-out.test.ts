import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password } from '../support/cast.ts'
import { Browser, signedIn } from '../support/sign-in.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const tryIn = (browser: Browser, email: string, secret: string) =>
  browser.send('POST', '/api/auth/sign-in/email', { email, password: secret })

/** Ten failed tries by somebody else, all at once. */
async function attack(email: string): Promise<void> {
  const stranger = new Browser(stage.baseUrl)
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, n) => tryIn(stranger, email, `guess ${n}`)),
  )
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(2)
}

describe('guessing a password', () => {
  test('shuts out strangers, in words that say what to do; a browser of the person’s own still gets in', async () => {
    const own = await signedIn(stage, 'leslie@here.example')
    await attack('leslie@here.example')
    const fresh = await tryIn(new Browser(stage.baseUrl), 'Leslie@here.example', password)
    expect([fresh.status, fresh.body.code]).toEqual([429, 'too-many-tries'])
    expect(fresh.body.detail).toContain('link mailed')
    expect((await tryIn(own, 'leslie@here.example', password)).status).toBe(200)
  })

  test('is answered the same for a mailbox that nobody has', async () => {
    await attack('nobody@here.example')
    await attack('ben@here.example')
    const answers = await Promise.all(
      ['nobody@here.example', 'ben@here.example'].map((email) =>
        tryIn(new Browser(stage.baseUrl), email, password),
      ),
    )
    const [unknown, known] = answers.map(({ status, body }) => [status, body.code, body.detail])
    expect(unknown).toEqual(known)
  })

  test('is limited on a browser of the person’s own as well, and shuts out no other one', async () => {
    const own = await signedIn(stage, 'ana@here.example')
    const other = await signedIn(stage, 'ana@here.example')
    for (let n = 0; n < 10; n++) expect((await tryIn(own, 'ana@here.example', 'guess')).status).toBe(401)
    expect((await tryIn(own, 'ana@here.example', password)).status).toBe(429)
    expect((await tryIn(other, 'ana@here.example', password)).status).toBe(200)
    expect((await tryIn(new Browser(stage.baseUrl), 'ana@here.example', password)).status).toBe(200)
  })

  test('is not made easier by the cookie of another mailbox, nor by one that was made up', async () => {
    const eve = await signedIn(stage, 'eve@there.example')
    const deviceOf = ({ cookies }: Browser) =>
      [...cookies].find(([cookie]) => cookie.includes('device')) ?? []
    const [, value = ''] = deviceOf(eve)
    const [name = ''] = deviceOf(await signedIn(stage, 'liz@here.example'))
    expect(value).toMatch(/^[\w-]+\.[\w-]{43}$/)
    await attack('liz@here.example')
    const liz = await tryIn(eve, 'liz@here.example', password)
    expect(liz.status).toBe(429)
    // Under the name that Liz's own cookie would have.
    const renamed = new Browser(stage.baseUrl)
    for (const forged of [value, 'x.y', '.', value.replace(/^./, 'x')]) {
      renamed.cookies.set(name, forged)
      expect((await tryIn(renamed, 'liz@here.example', password)).status).toBe(429)
    }
  })

  test('is no longer counted after a quarter of an hour, and right passwords never were', async () => {
    for (let n = 0; n < 12; n++) await signedIn(stage, 'dana@here.example')
    await attack('dana@here.example')
    await stage.platform.db
      .updateTable('signInFailures')
      .set({ firstAt: new Date(Date.now() - 901_000) })
      .execute()
    expect((await tryIn(new Browser(stage.baseUrl), 'dana@here.example', password)).status).toBe(200)
    const rows = await stage.platform.db.selectFrom('signInFailures').select('key').execute()
    expect(JSON.stringify(rows)).not.toContain('dana')
  })
})
