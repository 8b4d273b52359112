import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Assignment } from '../../src/assignments/schemas.ts'
import { erasePerson } from '../../src/my-data/erase-person.ts'
import { inDays, sharedClip, wordsIn } from '../support/between-meetings.ts'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const at = (id: string, rest = '') => `/api/v1/assignments/${id}${rest}`
const made = async (body: object = {}): Promise<Assignment> => {
  const { liz, maple } = stage.cast
  const answer = await liz.post(`/api/v1/cohorts/${maple}/assignments`, {
    ...{ protocol: { key: 'notice-and-wonder' }, clipIds: [await sharedClip(stage)] },
    ...{ dueAt: inDays(10).toISOString(), ...body },
  })
  expect(answer.body.code).toBeUndefined()
  return answer.body
}
const said = async ({ cohort, clips, stages }: Assignment, who: Person, ...where: number[]) => {
  const ids: string[] = []
  for (const seq of where) {
    const [clip, one] = [clips[0], stages[seq - 1]]
    if (!clip || !one) throw new Error('no such stage')
    ids.push(await wordsIn(stage.platform, who, { clipId: clip.id, cohortId: cohort.id, stageId: one.id }))
  }
  return ids
}
const takenPart = async (id: string) => (await stage.cast.liz.get(at(id, '/participation'))).body

describe('who has taken part', () => {
  test('is told by name to those who facilitate: posted with the first words, done with all that is asked', async () => {
    const { leslie, ana } = stage.cast
    const one = await made()
    const person = (who: Person, posted: boolean, done: boolean) => ({
      ...{ id: who.viewer.personId, name: who.name, posted, done, nudged: false },
    })
    expect(await takenPart(one.id)).toEqual({
      ...{ mode: 'names', members: 2, posted: 0, done: 0, nudged: 0 },
      people: [person(ana, false, false), person(leslie, false, false)],
    })
    const [first] = await said(one, ana, 1, 2, 3)
    expect((await takenPart(one.id)).people[0]).toEqual(person(ana, true, false))
    await said(one, ana, 1)
    expect((await takenPart(one.id)).people[0]).toEqual(person(ana, true, true))
    // What she deleted is not there any more.
    expect((await ana.delete(`/api/v1/comments/${first}`)).status).toBe(204)
    expect((await takenPart(one.id)).people[0]).toEqual(person(ana, true, false))
  })

  test('asks of each what is theirs to do, and tells each the same', async () => {
    const { leslie, ana, liz } = stage.cast
    const tuning = await made({ protocol: { key: 'tune-a-practice' } })
    const left = async (who: Person) => {
      const { asksMeNow, stages }: Assignment = (await who.get(at(tuning.id))).body
      return [asksMeNow, ...stages.map(({ mine }) => mine.left)]
    }
    expect(await left(leslie)).toEqual([true, ...[1, 0, 0, 0, 0, 1, 0]])
    // Her turn comes, and there is nothing for her yet.
    expect(await left(ana)).toEqual([false, ...[0, 0, 0, 1, 1, 0, 0]])
    // Who runs the cohort may speak, and is asked for nothing.
    expect(await left(liz)).toEqual([false, ...[0, 0, 0, 0, 0, 0, 0]])
    await said(tuning, leslie, 1, 6)
    await said(tuning, ana, 4, 5)
    for (const who of [leslie, ana]) expect(await left(who)).toEqual([false, ...[0, 0, 0, 0, 0, 0, 0]])
    expect((await takenPart(tuning.id)).people.map((person: { done: boolean }) => person.done)).toEqual([
      true,
      true,
    ])
  })

  test('is a number where the cohort says so, and then nobody can be reminded by name', async () => {
    const { liz, ana, dana, maple } = stage.cast
    const one = await made()
    await said(one, ana, 1)
    expect((await ana.patch(`/api/v1/cohorts/${maple}`, { participation: 'counts' })).status).toBe(403)
    expect((await dana.patch(`/api/v1/cohorts/${maple}`, { participation: 'counts' })).status).toBe(403)
    expect((await liz.patch(`/api/v1/cohorts/${maple}`, { participation: 'counts' })).status).toBe(204)
    expect((await ana.get(`/api/v1/cohorts/${maple}`)).body.participation).toBe('counts')
    expect(await takenPart(one.id)).toEqual({
      ...{ mode: 'counts', members: 2, posted: 1, done: 0, nudged: 0, people: null },
    })
    const named = await liz.post(at(one.id, '/nudges'), { personIds: [ana.viewer.personId] })
    expect(named.body.code).toBe('counts-only')
    expect((await liz.post(at(one.id, '/nudges'), {})).body).toEqual({ nudged: 2 })
    await liz.patch(`/api/v1/cohorts/${maple}`, { participation: 'names' })
  })
})

describe('reminding', () => {
  test('reaches each person once, though two press at once, and nobody who is done', async () => {
    const { liz, ana, leslie, ben } = stage.cast
    const one = await made()
    await said(one, ana, 1, 1, 2, 3)
    const all = await Promise.all([1, 2, 3, 4].map(() => liz.post(at(one.id, '/nudges'), {})))
    expect(all.map(({ body }) => body.nudged).toSorted()).toEqual([0, 0, 0, 1])
    expect((await takenPart(one.id)).people.map(({ nudged }: { nudged: boolean }) => nudged)).toEqual([
      false,
      true,
    ])
    const rows = await stage.platform.db
      .selectFrom('assignmentNudges')
      .select(['personId', 'nudgedBy'])
      .where('assignmentId', '=', one.id)
      .execute()
    expect(rows).toEqual([{ personId: leslie.viewer.personId, nudgedBy: liz.viewer.personId }])
    const other = await made()
    const named = { personIds: [leslie.viewer.personId, ben.viewer.personId, randomUUID()] }
    expect((await liz.post(at(other.id, '/nudges'), named)).body).toEqual({ nudged: 1 })
    expect((await ana.post(at(other.id, '/nudges'), {})).status).toBe(403)
    const planned = await made({ opensAt: inDays(2).toISOString() })
    expect((await liz.post(at(planned.id, '/nudges'), {})).body.code).toBe('not-open')
  })
})

describe('a protocol of a cohort’s own', () => {
  const step = (more: object = {}) => ({
    ...{ name: 'Look', prompt: 'What did you see?', whoPosts: 'all', gate: 'open', anchor: 'optional' },
    ...{ kinds: ['notice'], opensPct: 0, closesPct: 50, minPosts: 1, roomMinutes: 5, clipPosition: null },
    ...{ presenterAnswers: false, ...more },
  })
  const ways = { title: 'Our way', stages: [step(), step({ name: 'Ask', opensPct: 50, closesPct: 100 })] }

  test('is chosen like the others, and an assignment keeps the version that it was made with', async () => {
    const { liz, ana, dana, ben, maple, oak } = stage.cast
    const written = await liz.post(`/api/v1/cohorts/${maple}/protocols`, ways)
    expect(written).toMatchObject({
      status: 201,
      body: { version: 1, title: { en: 'Our way', es: 'Our way' } },
    })
    const { id } = written.body
    const listed = async (who: Person, cohortId = maple) =>
      (await who.get(`/api/v1/protocols?cohortId=${cohortId}`)).body.items?.map(
        (protocol: { key: string | null; id: string | null }) => protocol.key ?? protocol.id,
      )
    expect(await listed(ana)).toHaveLength(7)
    expect((await listed(ana)).at(-1)).toBe(id)
    expect(await listed(ben, oak)).toHaveLength(6)
    expect(await listed(ben)).toBeUndefined()

    const one = await made({ protocol: { id } })
    expect(one.stages.map(({ name }) => name.en)).toEqual(['Look', 'Ask'])
    const changed = {
      title: 'Our better way',
      stages: [step({ prompt: 'What did you hear?', closesPct: 100 })],
    }
    const both = await Promise.all([1, 2].map(() => liz.put(`/api/v1/protocols/${id}`)))
    expect(both.map(({ status }) => status)).toEqual([400, 400])
    const all = await Promise.all(
      [1, 2].map(() => liz.send('PUT', `/api/v1/protocols/${id}`, { body: changed })),
    )
    expect(all.map(({ body }) => body.version).toSorted()).toContain(3)
    const again = (await ana.get(at(one.id))).body as Assignment
    expect(again.protocol).toMatchObject({ id, version: 1, title: { en: 'Our way' } })
    expect(again.stages.map(({ prompt }) => prompt.en)).toEqual(['What did you see?', 'What did you see?'])
    expect((await made({ protocol: { id } })).protocol).toMatchObject({
      version: 3,
      title: { en: 'Our better way' },
    })

    for (const [who, status] of [
      [ana, 403],
      [dana, 404],
      [ben, 404],
    ] as const) {
      expect((await who.send('PUT', `/api/v1/protocols/${id}`, { body: changed })).status).toBe(status)
      expect((await who.delete(`/api/v1/protocols/${id}`)).status).toBe(status)
      expect((await who.post(`/api/v1/cohorts/${maple}/protocols`, ways)).status).toBe(status)
    }
    const elsewhere = await liz.post(`/api/v1/cohorts/${oak}/assignments`, { protocol: { id } })
    expect(elsewhere.status).toBe(400)

    expect((await liz.delete(`/api/v1/protocols/${id}`)).status).toBe(204)
    expect((await liz.delete(`/api/v1/protocols/${id}`)).status).toBe(204)
    expect(await listed(ana)).toHaveLength(6)
    expect((await liz.send('PUT', `/api/v1/protocols/${id}`, { body: changed })).body.code).toBe(
      'protocol-retired',
    )
    const retired = await liz.post(`/api/v1/cohorts/${maple}/assignments`, {
      ...{ protocol: { id }, clipIds: [await sharedClip(stage)], dueAt: inDays(3).toISOString() },
    })
    expect(retired.body.code).toBe('protocol-retired')
    expect((await ana.get(at(one.id))).body.stages).toHaveLength(2)
  })

  test.each<[code: string, stages: object[]]>([
    ['nobody-posts', [step({ whoPosts: 'nobody' })]],
    ['bad-window', [step({ opensPct: 50, closesPct: 50 })]],
    ['kind-missing', [step({ kinds: [] })]],
    ['nothing-to-answer', [step({ anchor: 'reply only' })]],
    ['seal-for-all', [step(), step({ gate: 'own post first', whoPosts: 'others' })]],
    ['no-previous', [step({ gate: 'after previous' })]],
  ])('is refused as %s where it could not be gone through', async (code, stages) => {
    const { liz, maple } = stage.cast
    const { status, body } = await liz.post(`/api/v1/cohorts/${maple}/protocols`, { title: 'Not so', stages })
    expect([status, body.code]).toEqual([400, code])
  })

  test('loses its words with who wrote it, where these are to go; what others answered in stays', async () => {
    const { liz, ana, maple } = stage.cast
    const { id } = (await liz.post(`/api/v1/cohorts/${maple}/protocols`, ways)).body
    const one = await made({ protocol: { id }, words: 'Have a look.', question: 'Who talks?' })
    const kept = await made({ words: 'And at this.' })
    await said(one, ana, 1)
    await liz.post(at(kept.id, '/nudges'), { personIds: [ana.viewer.personId] })
    const { db } = stage.platform
    await db.transaction().execute((trx) => erasePerson(trx, liz.viewer.personId, 'remove'))
    const after = (await ana.get(at(one.id))).body as Assignment
    expect(after).toMatchObject({ words: null, question: null, protocol: { title: { en: '—' } } })
    expect(after.stages.map(({ prompt }) => prompt.en)).toEqual(['—', '—'])
    expect(after.stages[0]?.mine.posts).toBe(1)
    // A built-in protocol is nobody's words.
    expect(((await ana.get(at(kept.id))).body as Assignment).stages[0]?.name.en).toBe('Notice')
    await db.transaction().execute((trx) => erasePerson(trx, ana.viewer.personId))
    const nudges = await db
      .selectFrom('assignmentNudges')
      .selectAll()
      .where('assignmentId', '=', kept.id)
      .execute()
    expect(nudges).toEqual([])
  })
})
