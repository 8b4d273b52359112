import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExemplarId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { exemplarOf, letExpire } from '../support/exemplars.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
/** Another teacher leader, in no cohort. */
let lou: Person
beforeAll(async () => {
  stage = await openStage()
  lou = await newcomer(stage, ['teacher leader'], { name: 'Lou' })
})
afterAll(() => stage.close())

const url = '/api/v1/collections'
const create = (who: Person, more: object = {}) =>
  who.post(url, { title: 'Counting', clientKey: randomUUID(), ...more })
const collection = async (who: Person, more: object = {}): Promise<string> =>
  (await create(who, more)).body.id
const exemplars = async (count: number, given: Parameters<typeof exemplarOf>[2] = {}) => {
  const made: string[] = []
  while (made.length < count) made.push((await exemplarOf(stage.platform, stage.cast.leslie, given)).id)
  return made
}
const add = (who: Person, id: string, exemplarId: string) => who.post(`${url}/${id}/items`, { exemplarId })
const order = (who: Person, id: string, exemplarIds: readonly string[]) =>
  who.send('PUT', `${url}/${id}/items`, { body: { exemplarIds } })
const idsOf = ({ items }: { items: { id: string }[] }) => items.map((item) => item.id)
const shown = async (who: Person, id: string) => idsOf((await who.get(`${url}/${id}`)).body)
const listed = async (who: Person, id: string) =>
  (await who.get(url)).body.items.find((item: { id: string }) => item.id === id)
/** As they lie in the database, in their order. */
const positions = async (id: string) => {
  const { rows } = await stage.platform.pool.query(
    'select exemplar_id, position from collection_items where collection_id = $1 order by position, exemplar_id',
    [id],
  )
  return rows as { exemplar_id: string; position: number }[]
}

describe('a collection', () => {
  test('is begun, introduced, filled, put in order, and put away', async () => {
    const { liz, ana } = stage.cast
    const { status, body } = await create(liz, { title: ' Counting ', introduction: ' How children count. ' })
    expect(status).toBe(201)
    expect(body).toEqual({
      ...{ id: body.id, title: 'Counting', introduction: 'How children count.', cohort: null },
      ...{ exemplars: 0, can: { change: true }, items: [] },
    })
    const [a, b, c] = (await exemplars(3)) as [string, string, string]
    for (const id of [a, b, c]) expect((await add(liz, body.id, id)).status).toBe(200)
    expect(idsOf((await add(liz, body.id, a)).body)).toEqual([a, b, c])
    expect(idsOf((await order(liz, body.id, [c, a, b])).body)).toEqual([c, a, b])
    expect(idsOf((await liz.delete(`${url}/${body.id}/items/${a}`)).body)).toEqual([c, b])
    expect(idsOf((await liz.delete(`${url}/${body.id}/items/${a}`)).body)).toEqual([c, b])
    expect(idsOf((await add(liz, body.id, a)).body)).toEqual([c, b, a])
    const { body: changed } = await liz.patch(`${url}/${body.id}`, { introduction: '  ' })
    expect(changed).toMatchObject({ title: 'Counting', introduction: null, exemplars: 3 })
    expect((await liz.patch(`${url}/${body.id}`, { title: 'Numbers' })).body.title).toBe('Numbers')
    expect((await ana.get(`${url}/${body.id}`)).body).toMatchObject({ exemplars: 3, can: { change: false } })
    expect(await listed(ana, body.id)).toMatchObject({
      title: 'Numbers',
      exemplars: 3,
      can: { change: false },
    })
    expect((await liz.delete(`${url}/${body.id}`)).status).toBe(204)
    for (const who of [liz, ana]) {
      expect((await who.get(`${url}/${body.id}`)).status).toBe(404)
      expect(await listed(who, body.id)).toBeUndefined()
    }
    expect((await add(liz, body.id, a)).status).toBe(404)
    expect((await liz.patch(`${url}/${body.id}`, { title: 'x' })).status).toBe(404)
  })

  test('that is sent ten times at once is begun once; its key belongs to one place', async () => {
    const { liz, maple } = stage.cast
    const clientKey = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(liz, { clientKey })))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    const elsewhere = await create(liz, { clientKey, cohortId: maple })
    expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'client-key-used'])
    expect((await create(lou, { clientKey })).status).toBe(201)
  })

  test('of the organisation is read by everybody here, and kept by teacher leaders and program coaches', async () => {
    const { liz, ana, dana, ben, eve, nobody } = stage.cast
    const id = await collection(liz)
    const [one] = (await exemplars(1)) as [string]
    expect((await add(lou, id, one)).status).toBe(200)
    for (const who of [ana, dana, ben]) {
      expect((await create(who)).status).toBe(403)
      expect((await who.patch(`${url}/${id}`, { title: 'Mine' })).status).toBe(403)
      expect((await who.delete(`${url}/${id}`)).status).toBe(403)
      expect((await add(who, id, one)).status).toBe(403)
      expect((await order(who, id, [one])).status).toBe(403)
      expect((await who.delete(`${url}/${id}/items/${one}`)).status).toBe(403)
      expect(await shown(who, id)).toEqual([one])
    }
    expect((await eve.get(`${url}/${id}`)).status).toBe(404)
    expect((await eve.patch(`${url}/${id}`, { title: 'Mine' })).status).toBe(404)
    expect((await eve.get(url)).body.items).toEqual([])
    expect((await nobody.get(url)).status).toBe(401)
  })

  test('of a cohort is there for its members, kept by who facilitates it, and closed with it', async () => {
    const { liz, ana, ben, dana, maple, oak } = stage.cast
    const { body } = await create(liz, { cohortId: maple })
    expect(body.cohort).toEqual({ id: maple, name: 'Maple Street' })
    const [one] = (await exemplars(1)) as [string]
    expect((await add(liz, body.id, one)).status).toBe(200)
    expect(await shown(ana, body.id)).toEqual([one])
    expect((await add(ana, body.id, one)).status).toBe(403)
    expect((await create(ana, { cohortId: maple })).status).toBe(403)
    for (const outside of [ben, dana, lou]) {
      expect((await outside.get(`${url}/${body.id}`)).status).toBe(404)
      expect((await outside.patch(`${url}/${body.id}`, { title: 'x' })).status).toBe(404)
      expect((await outside.delete(`${url}/${body.id}`)).status).toBe(404)
      expect(await listed(outside, body.id)).toBeUndefined()
    }
    expect((await create(liz, { cohortId: oak })).status).toBe(404)
    expect((await create(liz, { cohortId: randomUUID() })).status).toBe(404)
    const { body: founded } = await liz.post('/api/v1/cohorts', { name: 'Elm Road' })
    const closing = await collection(liz, { cohortId: founded.id })
    expect((await liz.put(`/api/v1/cohorts/${founded.id}/closing`)).status).toBe(204)
    expect((await liz.get(`${url}/${closing}`)).status).toBe(404)
    expect((await liz.patch(`${url}/${closing}`, { title: 'x' })).status).toBe(404)
    expect((await create(liz, { cohortId: founded.id })).status).toBe(404)
  })

  test('shows and counts what its reader sees, and nothing that ended', async () => {
    const { leslie, liz, ana, ben, dana, maple, oak } = stage.cast
    const [all] = (await exemplars(1)) as [string]
    const [near] = (await exemplars(1, { audience: { kind: 'cohort', id: maple } })) as [string]
    const far = (await exemplarOf(stage.platform, ana, { audience: { kind: 'cohort', id: oak } })).id
    const [waits] = (await exemplars(1, { state: 'agreed' })) as [string]
    const id = await collection(liz)
    for (const one of [near, all]) expect((await add(liz, id, one)).status).toBe(200)
    for (const unseen of [far, waits, randomUUID()]) expect((await add(liz, id, unseen)).status).toBe(404)
    // By somebody who is in that cohort, too.
    await stage.platform.db
      .insertInto('collectionItems')
      .values({
        ...{ organisationId: liz.viewer.organisationId, collectionId: id as never, exemplarId: far },
        ...{ position: 2, addedBy: liz.viewer.personId },
      })
      .execute()
    const sees = async (who: Person) => {
      const items = await shown(who, id)
      expect((await listed(who, id)).exemplars).toBe(items.length)
      return items
    }
    expect(await sees(liz)).toEqual([near, all])
    expect(await sees(ana)).toEqual([near, all, far])
    expect(await sees(ben)).toEqual([all, far])
    expect(await sees(dana)).toEqual([all])
    expect(await sees(leslie)).toEqual([near, all])
    // What she does not see stays behind what she puts in order.
    expect(idsOf((await order(liz, id, [all, near])).body)).toEqual([all, near])
    expect((await positions(id)).map((item) => item.exemplar_id)).toEqual([all, near, far])
    expect((await order(liz, id, [far, all, near])).body.code).toBe('collection-changed')
    expect((await liz.delete(`${url}/${id}/items/${far}`)).status).toBe(404)
    await letExpire(stage.platform, all as ExemplarId)
    for (const [who, left] of [
      [liz, [near]],
      [ben, [far]],
      [dana, []],
    ] as const) {
      expect(await sees(who)).toEqual(left)
    }
    expect((await add(liz, id, all)).status).toBe(404)
    // The link back is there for who can open the collection alone.
    const cohortOnly = await collection(liz, { cohortId: maple })
    await add(liz, cohortOnly, near)
    const { body } = await liz.patch(`/api/v1/exemplars/${near}`, {})
    expect(idsOf({ items: body.collections }).toSorted()).toEqual([id, cohortOnly].toSorted())
  })

  test.each([
    ['no title', { title: ' ' }],
    ['a long title', { title: 'x'.repeat(121) }],
    ['a long introduction', { introduction: 'x'.repeat(2_001) }],
    ['no key', { clientKey: undefined }],
    ['a field nobody knows', { colour: 'red' }],
  ])('with %s is refused', async (_what, more) => {
    const { status, body } = await create(stage.cast.liz, more)
    expect([status, body.code]).toEqual([400, 'invalid'])
  })
})

describe('the order of a collection', () => {
  test('keeps what was put in meanwhile, behind the others, and refuses what is not in it', async () => {
    const { liz } = stage.cast
    const [a, b, c, d] = (await exemplars(4)) as [string, string, string, string]
    const id = await collection(liz)
    for (const one of [a, b, c]) await add(liz, id, one)
    expect(idsOf((await order(liz, id, [b, a])).body)).toEqual([b, a, c])
    expect(idsOf((await order(liz, id, [])).body)).toEqual([b, a, c])
    for (const wrong of [[a, d], [randomUUID()]]) {
      const { status, body } = await order(liz, id, wrong)
      expect([status, body.code]).toEqual([409, 'collection-changed'])
    }
    expect((await order(liz, id, [a, a])).body.code).toBe('invalid')
    expect(await shown(liz, id)).toEqual([b, a, c])
  })

  test('loses nothing and puts no two in one place, whatever two people do at once', async () => {
    const { liz } = stage.cast
    const all = (await exemplars(8)) as string[]
    const [a, b, c, d, e, f, g, h] = all as [string, string, string, string, string, string, string, string]
    for (let n = 0; n < 5; n++) {
      const id = await collection(liz)
      for (const one of [a, b, c, d]) await add(liz, id, one)
      const answers = await Promise.all([
        order(liz, id, [d, c, b, a]),
        add(lou, id, e),
        add(liz, id, f),
        order(lou, id, [b, a, d, c]),
        add(lou, id, f),
        add(liz, id, g),
        order(liz, id, [a, c, b, d]),
        add(lou, id, h),
      ])
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
      const items = await positions(id)
      expect(new Set(items.map((item) => item.exemplar_id))).toEqual(new Set(all))
      expect(new Set(items.map((item) => item.position)).size).toBe(8)
    }
  })

  test('has an exemplar out for good that ends while others are put in order', async () => {
    const { liz } = stage.cast
    for (let n = 0; n < 5; n++) {
      const [a, b, c] = (await exemplars(3)) as [string, string, string]
      const id = await collection(liz)
      for (const one of [a, b, c]) await add(liz, id, one)
      // As the end of an exemplar takes it out, holding it and not the collection.
      const end = stage.platform.db.transaction().execute(async (trx) => {
        await trx
          .selectFrom('exemplars')
          .select('id')
          .where('id', '=', b as ExemplarId)
          .forNoKeyUpdate()
          .execute()
        await trx
          .deleteFrom('collectionItems')
          .where('exemplarId', '=', b as ExemplarId)
          .execute()
      })
      await Promise.all([end, order(liz, id, [c, b, a]), order(lou, id, [b, c, a])])
      expect(new Set(await shown(liz, id))).toEqual(new Set([a, c]))
    }
  })
})
