import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPerson } from '../../src/identity/add-person.ts'
import { makeSignInLink } from '../../src/identity/make-sign-in-link.ts'
import { type IssuerId, newId, type PersonId } from '../../src/platform/ids.ts'
import { password } from '../support/cast.ts'
import { type Account, type OpenIdProvider, openOpenIdProvider } from '../support/openid-provider.ts'
import { Browser, signedIn } from '../support/sign-in.ts'
import { openStage, type Stage } from '../support/stage.ts'

const publicUrl = 'http://interlude.example'
let stage: Stage
let provider: OpenIdProvider
let issuerId: string
beforeAll(async () => {
  stage = await openStage({ env: { PUBLIC_URL: publicUrl } })
  provider = await openOpenIdProvider(publicUrl)
  const { status, body } = await stage.cast.dana.post('/api/v1/oidc-issuers', offer())
  expect(status).toBe(201)
  issuerId = body.id
})
afterAll(async () => {
  await provider.close()
  await stage.close()
})

const offer = (more: object = {}) => ({
  ...{ name: 'Maple County', issuer: provider.issuer, ...provider.client },
  ...more,
})
const account = (subject: string, email: string, emailVerified = true): Account => ({
  ...{ subject, email, emailVerified },
})
const me = async (browser: Browser) => (await browser.caller.get('/api/v1/me')).body

async function invited(name: string, email: string): Promise<PersonId> {
  const id = newId<PersonId>()
  const { organisationId } = stage.cast.dana.viewer
  await stage.platform.db
    .insertInto('people')
    .values({ organisationId, id, name, email, siteId: null, signInId: null })
    .execute()
  return id
}

/** From the button to where the issuer sends back to, as a path on our side. */
async function toCallback(browser: Browser, who: Account, issuer = issuerId): Promise<string> {
  const start = await browser.open(`/api/auth/oidc/${issuer}/start`)
  expect(start.status).toBe(302)
  const back = await provider.signIn(start.headers.get('location') ?? '', who)
  expect(back.startsWith(`${publicUrl}/api/auth/oidc/${issuer}/callback?`)).toBe(true)
  return back.slice(publicUrl.length)
}

/** Where the whole way ends. */
async function comeIn(browser: Browser, who: Account): Promise<string | null> {
  const answer = await browser.open(await toCallback(browser, who))
  expect(answer.status).toBe(302)
  return answer.headers.get('location')
}

const isNobody = async (browser: Browser) => (await browser.caller.get('/api/v1/me')).status === 401

describe('an OpenID issuer', () => {
  test('signs in who never was here, by a verified mailbox, bound to its organisation', async () => {
    const id = await invited('Mia', 'Mia@here.example')
    const browser = new Browser(stage.baseUrl)
    expect(await comeIn(browser, account('s-mia', 'mia@here.example'))).toBe('/')
    expect(await me(browser)).toMatchObject({ id, name: 'Mia', organisations: 1 })
    // No script reads it, and it goes nowhere but to us.
    const { db } = stage.platform
    const kept = await db.selectFrom('oidcIssuers').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain(provider.client.clientSecret)
  })

  test('knows its people by subject, also after their mailbox changed, there or here', async () => {
    const id = await invited('Nia', 'nia@here.example')
    const browser = new Browser(stage.baseUrl)
    expect(await comeIn(browser, account('s-nia', 'nia@here.example'))).toBe('/')
    const later = new Browser(stage.baseUrl)
    expect(await comeIn(later, account('s-nia', 'nia.married@here.example', false))).toBe('/')
    expect(await me(later)).toMatchObject({ id })
    // A mailbox that is handed on leads nobody else to her talk.
    const heir = new Browser(stage.baseUrl)
    expect(await comeIn(heir, account('s-heir', 'nia@here.example'))).toBe('/sign-in?problem=other-account')
    expect(await isNobody(heir)).toBe(true)
  })

  test('INV-30: reaches nobody with that mailbox in another organisation', async () => {
    const browser = new Browser(stage.baseUrl)
    expect(await comeIn(browser, account('s-eve', 'eve@there.example'))).toBe('/sign-in?problem=not-invited')
    expect(await isNobody(browser)).toBe(true)

    // Leslie is somebody in both; the issuer of one is not believed about the other.
    const there = stage.cast.eve.viewer.organisationId
    const { leslie } = stage.cast
    await addPerson(stage.platform.db, {
      ...{ organisationId: there, name: 'Leslie', email: leslie.email, roles: [], password },
    })
    const hers = new Browser(stage.baseUrl)
    expect(await comeIn(hers, account('s-leslie', leslie.email))).toBe('/')
    expect(await me(hers)).toMatchObject({ id: leslie.viewer.personId, organisations: 1 })
    const chosen = await hers.send('PUT', '/api/v1/sign-ins/current/organisation', { organisationId: there })
    expect(chosen.status).toBe(404)

    // Nor may it learn of, end, or open her other sign-ins.
    const own = await signedIn(stage, leslie.email)
    expect((await hers.caller.get('/api/v1/sign-ins')).body.items).toHaveLength(1)
    const [other] = (await own.caller.get('/api/v1/sign-ins')).body.items
    expect((await hers.send('DELETE', `/api/v1/sign-ins/${other.id}`)).status).toBe(404)
    const next = { current: password, next: 'the issuer chose this' }
    expect((await hers.send('PUT', '/api/v1/me/password', next)).status).toBe(403)
    expect((await hers.send('DELETE', '/api/v1/sign-ins')).status).toBe(204)
    expect([await isNobody(hers), await isNobody(own)]).toEqual([true, false])
  })

  test('is not believed about a mailbox it did not verify', async () => {
    await invited('Oda', 'oda@here.example')
    const browser = new Browser(stage.baseUrl)
    expect(await comeIn(browser, account('s-oda', 'oda@here.example', false))).toBe(
      '/sign-in?problem=mailbox-unverified',
    )
    expect(await isNobody(browser)).toBe(true)
  })

  test('links no sign-in that somebody made for the mailbox without showing that it is theirs', async () => {
    const there = stage.cast.eve.viewer.organisationId
    await addPerson(stage.platform.db, {
      ...{ organisationId: there, name: 'Mallory', email: 'pia@here.example', roles: [], password },
    })
    const id = await invited('Pia', 'pia@here.example')
    const browser = new Browser(stage.baseUrl)
    const pia = account('s-pia', 'pia@here.example')
    expect(await comeIn(browser, pia)).toBe('/sign-in?problem=mailbox-unproven')
    const { db } = stage.platform
    expect(
      await db.selectFrom('oidcIdentities').select('subject').where('personId', '=', id).execute(),
    ).toEqual([])
  })

  test('signs nobody in who left', async () => {
    const id = await invited('Quin', 'quin@here.example')
    const quin = account('s-quin', 'quin@here.example')
    expect(await comeIn(new Browser(stage.baseUrl), quin)).toBe('/')
    await stage.platform.db.updateTable('people').set({ state: 'departed' }).where('id', '=', id).execute()
    expect(await comeIn(new Browser(stage.baseUrl), quin)).toBe('/sign-in?problem=not-invited')
  })

  test('gives one sign-in to who comes twice at once for the first time', async () => {
    const id = await invited('Rae', 'rae@here.example')
    const rae = account('s-rae', 'rae@here.example')
    const browsers = [new Browser(stage.baseUrl), new Browser(stage.baseUrl)]
    const backs: string[] = []
    for (const browser of browsers) backs.push(await toCallback(browser, rae))
    const ends = await Promise.all(browsers.map((browser, n) => browser.open(backs[n] ?? '')))
    expect(ends.map(({ headers }) => headers.get('location'))).toEqual(['/', '/'])
    for (const browser of browsers) expect(await me(browser)).toMatchObject({ id })
  })
})

describe('an issuer and a mailed link', () => {
  test('used at once for the first time give the person one sign-in', async () => {
    const { db } = stage.platform
    for (const n of [1, 2, 3, 4]) {
      const email = `tam${n}@here.example`
      const id = await invited('Tam', email)
      await stage.cast.nobody.post('/api/auth/sign-in/link', { email })
      const { id: linkId } = await db
        .selectFrom('signInLinks')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      const token = (await makeSignInLink(db, linkId))?.secret
      const [byIssuer, byLink] = [new Browser(stage.baseUrl), new Browser(stage.baseUrl)]
      const back = await toCallback(byIssuer, account(`s-tam${n}`, email))
      const [came, used] = await Promise.all([
        byIssuer.open(back),
        byLink.send('POST', '/api/auth/sign-in/link/use', { token }),
      ])
      expect([came.headers.get('location'), used.status]).toEqual(['/', 200])
      expect([(await me(byIssuer)).id, (await me(byLink)).id]).toEqual([id, id])
    }
  })
})

describe('coming back from an issuer', () => {
  test('works once: neither the same way again, nor with what the browser kept, nor in another browser', async () => {
    await invited('Sam', 'sam@here.example')
    const browser = new Browser(stage.baseUrl)
    const back = await toCallback(browser, account('s-sam', 'sam@here.example'))
    const kept = new Map(browser.cookies)
    const stranger = new Browser(stage.baseUrl)
    expect((await stranger.open(back)).headers.get('location')).toBe('/sign-in?problem=sign-in-expired')
    expect((await browser.open(back)).headers.get('location')).toBe('/')
    expect((await browser.open(back)).headers.get('location')).toBe('/sign-in?problem=sign-in-expired')
    for (const [name, value] of kept) stranger.cookies.set(name, value)
    expect((await stranger.open(back)).headers.get('location')).toBe('/sign-in?problem=issuer-trouble')
    expect(await isNobody(stranger)).toBe(true)
  })

  test.each([
    ['another state', (back: string) => back.replace(/state=[^&]*/, 'state=another')],
    ['no state', (back: string) => back.replace(/state=[^&]*&?/, '')],
    ['another code', (back: string) => back.replace(/code=[^&]*/, 'code=another')],
    ['another issuer', (back: string) => back.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Felsewhere.example')],
    ['two codes', (back: string) => `${back}&code=another`],
    ['a refusal', (back: string) => back.replace(/code=[^&]*/, 'error=access_denied')],
  ])('with %s signs nobody in', async (_what, change) => {
    const browser = new Browser(stage.baseUrl)
    const back = await toCallback(browser, account('s-ana', stage.cast.ana.email))
    const location = (await browser.open(change(back))).headers.get('location')
    expect(location).toMatch(/^\/sign-in\?problem=(sign-in-expired|issuer-trouble)$/)
    expect(await isNobody(browser)).toBe(true)
  })

  test('with a cookie that was changed, or made for another issuer, signs nobody in', async () => {
    const browser = new Browser(stage.baseUrl)
    const back = await toCallback(browser, account('s-ben', stage.cast.ben.email))
    const [name = '', value = ''] = [...browser.cookies].find(([cookie]) => cookie.endsWith('oidc')) ?? []
    for (const forged of [value.slice(1), `${value}x`, 'x.y', '', value.split('.')[0] ?? '']) {
      browser.cookies.set(name, forged)
      expect((await browser.open(back)).headers.get('location')).toBe('/sign-in?problem=sign-in-expired')
    }
    browser.cookies.set(name, value)
    const elsewhere = back.replace(issuerId, '01890000-0000-7000-8000-000000000000')
    expect((await browser.open(elsewhere)).headers.get('location')).toBe('/sign-in?problem=sign-in-expired')
  })

  test('leads to our own first page, wherever somebody would like it to lead', async () => {
    const browser = new Browser(stage.baseUrl)
    const evil = '?to=//evil.example&redirect=https://evil.example&callbackURL=https://evil.example'
    const start = await browser.open(`/api/auth/oidc/${issuerId}/start${evil}`)
    const location = start.headers.get('location') ?? ''
    expect(location.startsWith(provider.issuer)).toBe(true)
    expect(location).not.toContain('evil')
    const back = await provider.signIn(location, account('s-liz', stage.cast.liz.email))
    const end = await browser.open(`${back.slice(publicUrl.length)}&to=//evil.example`)
    expect(end.headers.get('location')).toBe('/')
  })
})

describe('the issuers of an organisation', () => {
  test('are for administrators, without their secrets, and named to whoever signs in', async () => {
    const { dana, ana, eve, nobody } = stage.cast
    for (const person of [ana, eve]) {
      expect((await person.get('/api/v1/oidc-issuers')).status).toBe(403)
      expect((await person.post('/api/v1/oidc-issuers', offer())).status).toBe(403)
      expect((await person.delete(`/api/v1/oidc-issuers/${issuerId}`)).status).toBe(403)
      expect((await person.post(`/api/v1/oidc-issuers/${issuerId}/checks`)).status).toBe(403)
    }
    // An administrator of another organisation finds nothing of this one's.
    await stage.platform.db
      .insertInto('roleGrants')
      .values({ ...eve.viewer, role: 'administrator' })
      .execute()
    expect((await eve.get('/api/v1/oidc-issuers')).body.items).toEqual([])
    expect((await eve.delete(`/api/v1/oidc-issuers/${issuerId}`)).status).toBe(404)
    expect((await eve.post(`/api/v1/oidc-issuers/${issuerId}/checks`)).status).toBe(404)
    const { body } = await dana.get('/api/v1/oidc-issuers')
    expect(body.items).toEqual([
      {
        id: issuerId,
        name: 'Maple County',
        issuer: provider.issuer,
        clientId: 'interlude',
        callbackUrl: `${publicUrl}/api/auth/oidc/${issuerId}/callback`,
        createdAt: expect.any(String),
      },
    ])
    const names = await nobody.get('/api/auth/oidc')
    expect(names.body).toEqual({ items: [{ id: issuerId, name: 'Maple County' }], next: null })
  })

  test.each([
    ['http elsewhere', 'http://issuer.example', 'bad-issuer'],
    ['a file', 'file:///etc/passwd', 'bad-issuer'],
    ['words', 'my school', 'bad-issuer'],
    ['a name and password', 'https://a:b@issuer.example', 'bad-issuer'],
    ['a query', 'https://issuer.example/?a=b', 'bad-issuer'],
    ['nobody there', 'http://127.0.0.1:9', 'issuer-unreachable'],
  ])('are refused in words where the address is %s', async (_what, issuer, code) => {
    const { status, body } = await stage.cast.dana.post('/api/v1/oidc-issuers', offer({ issuer }))
    expect([status, body.code]).toEqual([400, code])
  })

  test('are asked whether they are there still', async () => {
    const { dana } = stage.cast
    const check = async () => (await dana.post(`/api/v1/oidc-issuers/${issuerId}/checks`)).body
    expect(await check()).toEqual({ answers: true, opensSecret: true })
    const { db } = stage.platform
    const before = await db
      .selectFrom('oidcIssuers')
      .selectAll()
      .where('id', '=', issuerId as IssuerId)
      .executeTakeFirstOrThrow()
    const change = (to: { issuer?: string; clientSecret?: string }) =>
      db
        .updateTable('oidcIssuers')
        .set(to)
        .where('id', '=', issuerId as IssuerId)
        .execute()
    await change({ issuer: 'http://127.0.0.1:9' })
    expect(await check()).toEqual({ answers: false, opensSecret: true })
    await change({ issuer: before.issuer, clientSecret: 'sealed by another key' })
    expect(await check()).toEqual({ answers: true, opensSecret: false })
    await change({ clientSecret: before.clientSecret })
  })

  test('are added once, removed with the sign-ins that rest on them, and each of that is in the audit', async () => {
    const { dana } = stage.cast
    expect((await dana.post('/api/v1/oidc-issuers', offer())).body.code).toBe('issuer-known')
    const { body } = await dana.post('/api/v1/oidc-issuers', offer({ clientId: 'another' }))
    const browser = new Browser(stage.baseUrl)
    expect(await comeIn(browser, account('s-dana', dana.email))).toBe('/')
    const other = await signedIn(stage, dana.email)
    expect((await dana.delete(`/api/v1/oidc-issuers/${body.id}`)).status).toBe(204)
    expect((await dana.delete(`/api/v1/oidc-issuers/${body.id}`)).status).toBe(404)
    expect([await isNobody(browser), await isNobody(other)]).toEqual([true, false])
    const audit = await stage.platform.db
      .selectFrom('audit')
      .select(['what', 'detail'])
      .orderBy('seq')
      .execute()
    expect(audit).toEqual([
      { what: 'add-oidc-issuer', detail: { issuerId } },
      { what: 'add-oidc-issuer', detail: { issuerId: body.id } },
      { what: 'remove-oidc-issuer', detail: { issuerId: body.id } },
    ])
    const gone = await new Browser(stage.baseUrl).open(`/api/auth/oidc/${body.id}/start`)
    expect(gone.headers.get('location')).toBe('/sign-in?problem=not-found')
  })
})
