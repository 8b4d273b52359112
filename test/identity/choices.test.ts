import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPerson } from '../../src/identity/add-person.ts'
import { openAuth } from '../../src/identity/auth.ts'
import { endAccess } from '../../src/identity/end-access.ts'
import { signInAs } from '../../src/identity/sign-in-as.ts'
import type { PersonId } from '../../src/platform/ids.ts'
import { password } from '../support/cast.ts'
import { Browser, signedIn } from '../support/sign-in.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let there: string
let here: string
/** Ana, as a person of the other organisation. */
let anaThere: PersonId
beforeAll(async () => {
  stage = await openStage()
  const { ana, eve } = stage.cast
  here = ana.viewer.organisationId
  there = eve.viewer.organisationId
  anaThere = await addPerson(stage.platform.db, {
    organisationId: eve.viewer.organisationId,
    name: 'Ana Ruiz',
    email: ana.email,
    roles: ['teacher'],
    password,
  })
})
afterAll(() => stage.close())

const choose = (browser: Browser, organisationId: string) =>
  browser.send('PUT', '/api/v1/sign-ins/current/organisation', { organisationId })
const me = async (browser: Browser) => (await browser.caller.get('/api/v1/me')).body

describe('one sign-in', () => {
  test('is the first person it became until another organisation is chosen, in that browser alone', async () => {
    const browser = await signedIn(stage, 'ana@here.example')
    const other = await signedIn(stage, 'ana@here.example')
    expect(await me(browser)).toMatchObject({ organisation: { id: here }, organisations: 2 })
    const { body } = await browser.caller.get('/api/v1/sign-ins/choices')
    expect(body).toEqual({
      items: [
        {
          organisation: { id: here, name: 'Here' },
          personId: stage.cast.ana.viewer.personId,
          name: 'Ana',
          isCurrent: true,
        },
        {
          organisation: { id: there, name: 'There' },
          personId: anaThere,
          name: 'Ana Ruiz',
          isCurrent: false,
        },
      ],
      next: null,
    })
    expect((await choose(browser, there)).status).toBe(204)
    expect((await choose(browser, there)).status).toBe(204)
    expect(await me(browser)).toMatchObject({ id: anaThere, name: 'Ana Ruiz', organisation: { id: there } })
    expect(await me(other)).toMatchObject({ organisation: { id: here } })
    expect((await choose(browser, here)).status).toBe(204)
    expect(await me(browser)).toMatchObject({ organisation: { id: here } })
  })

  test('INV-30: that is nobody in an organisation is answered as for one that is not', async () => {
    const browser = await signedIn(stage, 'leslie@here.example')
    const beyond = await choose(browser, there)
    const random = await choose(browser, '01890000-0000-7000-8000-000000000000')
    expect([beyond.status, random.status]).toEqual([404, 404])
    expect(beyond.body.detail).toBe(random.body.detail)
    expect((await me(browser)).organisation.id).toBe(here)
    expect((await me(browser)).organisations).toBe(1)
  })

  test('by token stands for one person, and cannot choose', async () => {
    const { ana } = stage.cast
    expect((await ana.get('/api/v1/sign-ins/choices')).body.items).toHaveLength(1)
    const { status } = await ana.send('PUT', '/api/v1/sign-ins/current/organisation', {
      body: { organisationId: there },
    })
    expect(status).toBe(403)
    expect((await ana.get('/api/v1/me')).body.organisations).toBe(1)
  })

  test('that an issuer vouched for is a person of its own organisation, or nobody', async () => {
    const { platform, cast } = stage
    const auth = openAuth({
      pool: platform.pool,
      secret: 'a secret that only the tests know of',
      publicUrl: platform.config.publicUrl,
      signInsPerMinute: 10,
    })
    const userOf = async (personId: PersonId) =>
      (
        await platform.db
          .selectFrom('people')
          .select('signInId')
          .where('id', '=', personId)
          .executeTakeFirstOrThrow()
      ).signInId ?? ''
    const { sessionId, cookies } = await signInAs(auth, await userOf(cast.ana.viewer.personId), {
      ip: '127.0.0.1',
      userAgent: 'node',
    })
    await platform.db
      .insertInto('signInChoices')
      .values({ sessionId, organisationId: cast.eve.viewer.organisationId, isBound: true })
      .execute()
    const browser = new Browser(stage.baseUrl)
    browser.keep(new Headers(cookies.map((line): [string, string] => ['set-cookie', line])))
    expect(await me(browser)).toMatchObject({ id: anaThere, organisations: 1 })
    expect((await browser.caller.get('/api/v1/sign-ins/choices')).body.items).toHaveLength(1)
    expect((await choose(browser, here)).status).toBe(404)
    expect((await choose(browser, there)).status).toBe(204)
    expect(await me(browser)).toMatchObject({ id: anaThere })

    await platform.db.updateTable('people').set({ state: 'departed' }).where('id', '=', anaThere).execute()
    await endAccess(platform.db, anaThere)
    expect((await browser.caller.get('/api/v1/me')).status).toBe(401)
    // The one made with the password stays, for where Ana still is somebody.
    expect(await me(await signedIn(stage, 'ana@here.example'))).toMatchObject({ organisation: { id: here } })
  })

  test('is made by our own code alone: no path leads to it', async () => {
    const { nobody } = stage.cast
    for (const path of ['sign-in-user', 'signInUser', 'sign-in/user']) {
      expect((await nobody.post(`/api/auth/${path}`, { userId: 'x' })).status).toBe(404)
    }
  })
})
