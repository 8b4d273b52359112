import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let cast: Cast
beforeAll(async () => {
  stage = await openStage()
  cast = stage.cast
})
afterAll(() => stage.close())

const at = '/api/v1/saved-searches'
const namesOf = async (person = cast.ana): Promise<string[]> =>
  (await person.get(at)).body.items.map(({ name }: { name: string }) => name)

test('a search is kept by name, for whom it is and nobody else', async () => {
  const query = { q: 'wait time', contentArea: ['mathematics'], captions: ['es'] }
  const kept = await cast.ana.post(at, { name: ' Thursday ', query })
  expect(kept).toMatchObject({ status: 201, body: { name: 'Thursday', query } })
  expect((await cast.ana.get(at)).body).toEqual({ items: [kept.body] })
  expect(await namesOf(cast.ben)).toEqual([])
  const mine = `${at}/${kept.body.id}`
  expect((await cast.ben.delete(mine)).status).toBe(404)
  expect((await cast.ana.delete(mine)).status).toBe(204)
  expect((await cast.ana.delete(mine)).status).toBe(404)
  expect(await namesOf()).toEqual([])
})

test('the same name takes the place of what it was before, and is the same twice', async () => {
  const first = await cast.liz.post(at, { name: 'Friday', query: { q: 'a' } })
  const [second, third] = await Promise.all(
    [1, 2].map(() => cast.liz.post(at, { name: 'Friday', query: { length: ['short'] } })),
  )
  expect(second?.body).toEqual({ ...first.body, query: { length: ['short'] } })
  expect(third?.body).toEqual(second?.body)
  expect(await namesOf(cast.liz)).toEqual(['Friday'])
  await cast.ben.post(at, { name: 'Friday', query: {} })
  expect(await namesOf(cast.liz)).toEqual(['Friday'])
})

test.each([
  ['nothing to look for that there is', { name: 'x', query: { contentArea: ['alchemy'] } }],
  ['a page', { name: 'x', query: { limit: 3 } }],
  ['something unknown', { name: 'x', query: { owner: 'me' } }],
  ['one where a list belongs', { name: 'x', query: { length: 'short' } }],
  ['text', { name: 'x', query: 'q=1' }],
  ['no name', { name: '  ', query: {} }],
  ['too long a name', { name: 'x'.repeat(121), query: {} }],
  ['no query', { name: 'x' }],
  ['more than that', { name: 'x', query: {}, personId: 'y' }],
])('%s is not kept', async (_what, body) => {
  expect((await cast.dana.post(at, body)).status).toBe(400)
  expect(await namesOf(cast.dana)).toEqual([])
})

test('there are fifty at most, even where two come at once; one of the same name still fits', async () => {
  for (let n = 0; n < 49; n++)
    expect((await cast.eve.post(at, { name: `Search ${n}`, query: {} })).status).toBe(201)
  const both = await Promise.all(['A', 'B'].map((name) => cast.eve.post(at, { name, query: {} })))
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('too-many-searches')
  expect(await namesOf(cast.eve)).toHaveLength(50)
  expect((await cast.eve.post(at, { name: 'Search 3', query: { q: 'new' } })).status).toBe(201)
})
