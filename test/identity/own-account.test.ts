import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IssuerId, newId } from '../../src/platform/ids.ts'
import { holderOf } from '../retention/officer.ts'
import { signedIn } from '../support/sign-in.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

test('somebody says what they are called, and nothing else about themselves', async () => {
  const { ana, leslie } = stage.cast
  const renamed = await ana.patch('/api/v1/me', { name: '  Ana Ruiz ' })
  expect([renamed.status, renamed.body.name, renamed.body.email]).toEqual([200, 'Ana Ruiz', ana.email])
  expect((await ana.get('/api/v1/me')).body.name).toBe('Ana Ruiz')
  expect((await leslie.get('/api/v1/me')).body.name).toBe('Leslie')
  for (const bad of [{ name: ' ' }, {}, { name: 'x'.repeat(201) }, { name: 'Ana', email: 'x@y.example' }]) {
    expect((await ana.patch('/api/v1/me', bad)).status).toBe(400)
  }
})

test('somebody is told whether they see to privacy: the officers, and administrators only while there is none', async () => {
  const alone = await openStage()
  try {
    const { dana, ana } = alone.cast
    const sees = async (who: typeof dana) => (await who.get('/api/v1/me')).body.seesToPrivacy
    expect([await sees(dana), await sees(ana)]).toEqual([true, false])
    const officer = await holderOf(alone, 'privacy officer')
    expect([await sees(dana), await sees(officer)]).toEqual([false, true])
  } finally {
    await alone.close()
  }
})

test('somebody is told by what they sign in, and of nobody else', async () => {
  const { ben, eve } = stage.cast
  const { db } = stage.platform
  expect((await ben.get('/api/v1/me/sign-in')).body).toEqual({
    hasPassword: true,
    isBound: false,
    issuers: [],
  })
  const { organisationId, personId } = ben.viewer
  const issuerId = newId<IssuerId>()
  await db
    .insertInto('oidcIssuers')
    .values({
      ...{ organisationId, id: issuerId, name: 'Oak County', issuer: 'https://id.example' },
      ...{ clientId: 'x', clientSecret: 'x' },
    })
    .execute()
  await db
    .insertInto('oidcIdentities')
    .values({ organisationId, issuerId, subject: 'ben', personId })
    .execute()
  expect((await ben.get('/api/v1/me/sign-in')).body.issuers).toMatchObject([{ name: 'Oak County' }])
  expect((await eve.get('/api/v1/me/sign-in')).body.issuers).toEqual([])
})

test('somebody is told who rates them, not whom they rate', async () => {
  const { leslie, dana, ana } = stage.cast
  const { organisationId } = leslie.viewer
  await stage.platform.db
    .insertInto('evaluators')
    .values({
      ...{ organisationId, evaluatorId: dana.viewer.personId, evaluateeId: leslie.viewer.personId },
      source: 'set',
    })
    .execute()
  const told = async (who: typeof dana) => (await who.get('/api/v1/me/evaluators')).body.items
  expect(await told(leslie)).toEqual([{ id: dana.viewer.personId, name: 'Dana' }])
  expect([await told(dana), await told(ana)]).toEqual([[], []])
})

test('somebody ends their sign-ins elsewhere and keeps this one, their tokens, and everybody else’s', async () => {
  const { ben, ana } = stage.cast
  const [here, there, anas] = [
    await signedIn(stage, ben.email),
    await signedIn(stage, ben.email),
    await signedIn(stage, ana.email),
  ]
  expect((await here.send('DELETE', '/api/v1/sign-ins/others')).status).toBe(204)
  const statuses = [here, there, anas].map(async ({ caller }) => (await caller.get('/api/v1/me')).status)
  expect(await Promise.all(statuses)).toEqual([200, 401, 200])
  expect((await ben.get('/api/v1/me')).status).toBe(200)
})
