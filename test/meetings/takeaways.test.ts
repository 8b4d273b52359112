import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { meetingAt } from '../support/meetings.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const key = () => ({ clientKey: randomUUID() })
const decision = (body = 'We wait five seconds') => ({ ...key(), kind: 'decision', body })

async function begun(minutesAgo = 30) {
  const { liz, maple } = stage.cast
  const id = await meetingAt(stage.platform.db, liz, maple, -minutesAgo)
  return { id, url: `/api/v1/meetings/${id}/takeaways` }
}

async function threadIn(cohortId: string, who: Person = stage.cast.leslie) {
  const { leslie } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
  const { body } = await who.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ ...key(), cohortId, kind: 'notice', startMs: 1_000, body: 'A hand goes up' },
  })
  return { clipId, threadId: body.id as string }
}

describe('a takeaway', () => {
  test('is written by any member, and read by the members of the cohort alone', async () => {
    const { leslie, ana, liz, ben, dana, eve, nobody } = stage.cast
    const { id, url } = await begun()
    const { status, body: takeaway } = await ana.post(url, decision())
    expect(status).toBe(201)
    expect(takeaway).toMatchObject({
      ...{ meetingId: id, kind: 'decision', body: 'We wait five seconds', author: { name: 'Ana' } },
      ...{ threadId: null, clipId: null, editedAt: null, mine: true, can: { change: true, remove: true } },
    })
    await leslie.post(url, { ...key(), kind: 'next try', body: 'I try it in third period' })
    for (const who of [leslie, ana, liz]) {
      const { items } = (await who.get(url)).body
      expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['decision', 'next try'])
    }
    for (const outside of [ben, dana, eve]) {
      expect((await outside.get(url)).status).toBe(404)
      expect((await outside.post(url, decision())).status).toBe(404)
      expect((await outside.patch(`/api/v1/takeaways/${takeaway.id}`, { body: 'x' })).status).toBe(404)
      expect((await outside.delete(`/api/v1/takeaways/${takeaway.id}`)).status).toBe(404)
      expect((await outside.get(`/api/v1/cohorts/${stage.cast.maple}/takeaways`)).status).toBe(404)
    }
    expect((await nobody.get(url)).status).toBe(401)
  })

  test('is written from the start of the meeting on, and not where that was called off', async () => {
    const { ana, liz, maple } = stage.cast
    const { db } = stage.platform
    const id = await meetingAt(db, liz, maple, 60)
    const url = `/api/v1/meetings/${id}/takeaways`
    const sent = decision()
    expect((await ana.post(url, sent)).body.code).toBe('meeting-not-begun')
    await db.updateTable('meetings').set({ startsAt: sql<Date>`now()` }).where('id', '=', id).execute()
    expect((await ana.post(url, sent)).status).toBe(201)
    await db
      .updateTable('meetings')
      .set({ cancelledAt: sql<Date>`now()`, cancelledBy: liz.viewer.personId })
      .where('id', '=', id)
      .execute()
    expect((await ana.post(url, decision())).body.code).toBe('meeting-cancelled')
    // What was sent before is answered again all the same.
    expect((await ana.post(url, sent)).status).toBe(201)
  })

  test('INV-28: that is sent ten times at once stands there once', async () => {
    const { ana, leslie } = stage.cast
    const { url } = await begun()
    const sent = decision()
    const answers = await Promise.all(Array.from({ length: 10 }, () => ana.post(url, sent)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect((await ana.get(url)).body.items).toHaveLength(1)
    // A key is each person's own, and belongs to one meeting.
    expect((await leslie.post(url, sent)).status).toBe(201)
    expect((await ana.post((await begun()).url, sent)).body.code).toBe('client-key-used')
  })

  test('is changed by its author alone, and taken out by a facilitator too', async () => {
    const { ana, leslie, liz } = stage.cast
    const { url } = await begun()
    const { body: takeaway } = await ana.post(url, decision())
    const own = `/api/v1/takeaways/${takeaway.id}`
    const { body: changed } = await ana.patch(own, { kind: 'next try', body: 'I wait' })
    expect(changed).toMatchObject({ id: takeaway.id, kind: 'next try', body: 'I wait' })
    expect(changed.editedAt).not.toBeNull()
    for (const other of [leslie, liz]) expect((await other.patch(own, { body: 'x' })).status).toBe(403)
    expect((await leslie.delete(own)).status).toBe(403)
    expect((await liz.get(url)).body.items[0].can).toEqual({ change: false, remove: true })
    expect((await liz.delete(own)).status).toBe(204)
    expect((await ana.get(url)).body.items).toEqual([])
    expect((await ana.patch(own, { body: 'x' })).status).toBe(404)
  })

  test('points at a moment of its cohort that its author can read, and never shows it to who cannot', async () => {
    const { leslie, ana, maple, oak } = stage.cast
    const { url } = await begun()
    const { clipId, threadId } = await threadIn(maple)
    const { body: takeaway } = await ana.post(url, { ...decision(), threadId })
    expect(takeaway).toMatchObject({ threadId, clipId })

    await stage.platform.db
      .insertInto('memberships')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, cohortId: oak },
        ...{ personId: leslie.viewer.personId, part: 'participant' },
      })
      .execute()
    const elsewhere = await threadIn(oak)
    expect((await ana.post(url, { ...decision(), threadId: elsewhere.threadId })).status).toBe(404)
    expect((await ana.post(url, { ...decision(), threadId: randomUUID() })).status).toBe(404)

    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect((await ana.get(url)).body.items).toEqual([{ ...takeaway, threadId: null, clipId: null }])
    expect((await leslie.get(url)).body.items[0]).toMatchObject({ threadId, clipId })
  })

  test('is in the list of its cohort, newest first, in pages', async () => {
    const { liz, ana, leslie } = stage.cast
    const { body: cohort } = await liz.post('/api/v1/cohorts', { name: 'Pine Hill' })
    const { organisationId } = ana.viewer
    for (const { viewer } of [ana, leslie]) {
      await stage.platform.db
        .insertInto('memberships')
        .values({ organisationId, cohortId: cohort.id, personId: viewer.personId, part: 'participant' })
        .execute()
    }
    const said = []
    for (const [who, minutesAgo] of [
      [ana, 3_000],
      [leslie, 2_000],
      [liz, 30],
    ] as const) {
      const id = await meetingAt(stage.platform.db, liz, cohort.id, -minutesAgo)
      said.unshift((await who.post(`/api/v1/meetings/${id}/takeaways`, decision(`by ${who.name}`))).body.body)
    }
    const list = `/api/v1/cohorts/${cohort.id}/takeaways`
    const bodies = ({ items }: { items: { body: string }[] }) => items.map(({ body }) => body)
    expect(bodies((await ana.get(list)).body)).toEqual(said)
    const { body: first } = await ana.get(`${list}?limit=2`)
    const { body: second } = await ana.get(`${list}?limit=2&after=${first.next}`)
    expect([...bodies(first), ...bodies(second)]).toEqual(said)
    expect(second.next).toBeNull()
    expect((await ana.get(`${list}?after=nonsense`)).status).toBe(400)
  })

  test('does not come to be by somebody who leaves the cohort at the same moment', async () => {
    const { liz, ana } = stage.cast
    for (let round = 0; round < 5; round++) {
      const { body: cohort } = await liz.post('/api/v1/cohorts', { name: 'Passing' })
      const { organisationId, personId } = ana.viewer
      await stage.platform.db
        .insertInto('memberships')
        .values({ organisationId, cohortId: cohort.id, personId, part: 'participant' })
        .execute()
      const id = await meetingAt(stage.platform.db, liz, cohort.id, -30)
      const url = `/api/v1/meetings/${id}/takeaways`
      const [said, left] = await Promise.all([
        ana.post(url, decision()),
        ana.delete(`/api/v1/cohorts/${cohort.id}/members/me`),
      ])
      const items = (await liz.get(url)).body.items.length
      expect([said.status, items]).toEqual(said.status === 201 ? [201, 1] : [404, 0])
      expect(left.status).toBeLessThan(500)
    }
  })
})
