import { afterAll, beforeAll, expect, test } from 'vitest'
import { Caller } from '../support/caller.ts'
import { password } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** A browser that Ana is signed in with, and a page in it that belongs to somebody. */
async function browserOfAna(personId?: string): Promise<Caller> {
  const answer = await stage.cast.nobody.post('/api/auth/sign-in/email', {
    email: stage.cast.ana.email,
    password,
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return new Caller(stage.baseUrl, {
    ...{ cookie, origin: stage.baseUrl },
    ...(personId !== undefined && { 'interlude-person': personId }),
  })
}

test('a page that somebody else left open beside does nothing in the name of who is signed in now', async () => {
  const { ana, liz, leslie, maple } = stage.cast
  const note = (body: string) => ({ name: body })
  const [own, lefts] = [await browserOfAna(ana.viewer.personId), await browserOfAna(liz.viewer.personId)]
  expect((await own.get('/api/v1/me')).body.name).toBe('Ana')
  expect((await (await browserOfAna()).get('/api/v1/me')).body.name).toBe('Ana')
  for (const answer of [
    await lefts.get('/api/v1/me'),
    await lefts.get('/api/v1/cohorts'),
    await lefts.post('/api/v1/tokens', note('of nobody')),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([401, 'not-signed-in'])
  }
  expect((await own.get('/api/v1/cohorts')).body.items.map(({ id }: { id: string }) => id)).toContain(maple)
  // A script's token says who it is by itself.
  expect((await leslie.get('/api/v1/me', { 'interlude-person': liz.viewer.personId })).status).toBe(200)
})

test('what the API answers is not kept by the browser for whoever comes next', async () => {
  const { ana } = stage.cast
  for (const path of [
    '/api/v1/me',
    '/api/v1/clips',
    '/api/v1/cohorts',
    '/api/v1/nowhere',
    '/api/auth/oidc',
  ]) {
    expect([path, (await ana.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store'])
  }
})
