import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringBackMeeting } from '../../src/meetings/bring-back-meeting.ts'
import { changeMeeting } from '../../src/meetings/change-meeting.ts'
import type { MeetingId } from '../../src/platform/ids.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { changesOf, cohortOf, plan } from './planning.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.platform.db
    .updateTable('organisations')
    .set({ zone: 'America/Chicago' })
    .where('id', '=', stage.cast.liz.viewer.organisationId)
    .execute()
})
afterAll(() => stage.close())

const meeting = (id: string, rest = '') => `/api/v1/meetings/${id}${rest}`

describe('one meeting', () => {
  test('is planned in the zone of the cohort, read by its members, and changed by who facilitates', async () => {
    const { liz, ana } = stage.cast
    const cohortId = await cohortOf(stage, [liz, ana])
    const { status, body } = await plan(liz, cohortId, {
      place: '  Library  ',
      link: 'https://meet.example/elm',
      agenda: ' ',
    })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(String),
      cohort: { id: cohortId, name: 'Elm, Court; “Ñandú”' },
      seriesId: null,
      startsAt: '2026-11-18T21:30:00.000Z',
      endsAt: '2026-11-18T23:30:00.000Z',
      zone: 'America/Chicago',
      mode: 'in person',
      place: 'Library',
      link: 'https://meet.example/elm',
      agenda: null,
      cancelledAt: null,
      can: { change: true },
    })
    const read = await ana.get(meeting(body.id))
    expect(read.body).toEqual({ ...body, can: { change: false } })
    expect((await ana.get(`/api/v1/cohorts/${cohortId}/meetings`)).body).toEqual({
      items: [{ ...body, can: { change: false } }],
      next: null,
    })
    expect(await changesOf(stage, cohortId)).toMatchObject([{ what: 'planned', meetings: 1 }])
    for (const answer of [
      await plan(ana, cohortId, { startsOn: '2026-11-19' }),
      await ana.patch(meeting(body.id), { agenda: 'x' }),
      await ana.put(meeting(body.id, '/cancellation')),
      await ana.delete(meeting(body.id, '/cancellation')),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    }
  })

  test('is beyond the reach of everybody else, administrators too', async () => {
    const { liz, ana, ben, dana, eve, nobody } = stage.cast
    for (const kind of ['cohort', 'coaching'] as const) {
      const cohortId = await cohortOf(stage, [liz, ana], kind)
      const { body } = await plan(liz, cohortId)
      const series = { rule: { every: 'weeks', weeks: 1 }, firstOn: '2027-01-04', lastOn: '2027-01-18' }
      const { body: planned } = await liz.post(`/api/v1/cohorts/${cohortId}/meeting-series`, {
        ...{ ...series, startsAt: '08:00', minutes: 60, mode: 'online' },
      })
      const unknown = await ben.get(meeting(randomUUID()))
      for (const who of [ben, dana, eve]) {
        expect((await who.get(meeting(body.id))).body.detail).toBe(unknown.body.detail)
        for (const answer of [
          await who.get(meeting(body.id)),
          await who.patch(meeting(body.id), { minutes: 60 }),
          await who.put(meeting(body.id, '/cancellation')),
          await who.delete(meeting(body.id, '/cancellation')),
          await who.get(`/api/v1/cohorts/${cohortId}/meetings`),
          await who.get(`/api/v1/cohorts/${cohortId}/calendar`),
          await plan(who, cohortId, { startsOn: '2026-12-01' }),
          await who.put(`/api/v1/meeting-series/${planned.id}/cancellation`),
        ]) {
          expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } })
        }
        expect((await who.get('/api/v1/me/meetings')).body.items).toEqual([])
      }
      expect((await nobody.get(meeting(body.id))).status).toBe(401)
      expect((await ana.get('/api/v1/me/meetings')).body.items.length).toBeGreaterThan(0)
      await ana.delete(`/api/v1/cohorts/${cohortId}/members/me`)
      expect((await ana.get(meeting(body.id))).status).toBe(404)
    }
  })

  test.each([
    ['a link that is a script', { link: 'javascript:alert(1)' }, 'bad-link'],
    ['a link that is none', { link: 'room 12' }, 'bad-link'],
    ['no day of the calendar', { startsOn: '2026-02-30' }, 'invalid'],
    ['no time of day', { startsAt: '24:00' }, 'invalid'],
    ['minutes that are none', { minutes: 0 }, 'invalid'],
    ['a field nobody knows', { zone: 'Europe/Madrid' }, 'invalid'],
  ])('refuses %s', async (_what, about, code) => {
    const { liz } = stage.cast
    expect(await plan(liz, await cohortOf(stage, [liz]), about)).toMatchObject({
      status: 400,
      body: { code },
    })
  })

  test('is refused where the cohort meets already, ends and starts may touch', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortOf(stage, [liz])
    const { body: first } = await plan(liz, cohortId)
    for (const about of [{}, { startsAt: '17:29', minutes: 15 }, { startsAt: '14:00', minutes: 91 }]) {
      expect(await plan(liz, cohortId, about)).toMatchObject({
        status: 409,
        body: { code: 'meeting-overlaps' },
      })
    }
    expect((await plan(liz, cohortId, { startsAt: '17:30' })).status).toBe(201)
    expect((await plan(liz, cohortId, { startsAt: '14:30', minutes: 60 })).status).toBe(201)
    // What was cancelled is in nobody's way, until it is to come back.
    await liz.put(meeting(first.id, '/cancellation'))
    expect((await plan(liz, cohortId)).status).toBe(201)
    expect((await liz.delete(meeting(first.id, '/cancellation'))).body.code).toBe('meeting-overlaps')
  })

  test('is moved, said more about, cancelled and brought back, and each act is told once', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortOf(stage, [liz])
    const { body } = await plan(liz, cohortId)
    const no = async () =>
      (
        await stage.platform.db
          .selectFrom('meetings')
          .select('changeNo')
          .where('id', '=', body.id)
          .executeTakeFirstOrThrow()
      ).changeNo
    // Over the change of the clocks it keeps its time of day.
    const moved = await liz.patch(meeting(body.id), { startsOn: '2027-03-17' })
    expect(moved.body).toMatchObject({
      startsAt: '2027-03-17T20:30:00.000Z',
      endsAt: '2027-03-17T22:30:00.000Z',
    })
    expect(await no()).toBe(1)
    await liz.patch(meeting(body.id), { startsOn: '2027-03-17', startsAt: '15:30', minutes: 120 })
    await liz.patch(meeting(body.id), { agenda: 'What did we notice?' })
    expect(await no()).toBe(1)
    await liz.patch(meeting(body.id), { minutes: 90 })
    await liz.patch(meeting(body.id), { place: 'Room 4', mode: 'hybrid' })
    expect(await no()).toBe(3)
    await liz.put(meeting(body.id, '/cancellation'))
    await liz.put(meeting(body.id, '/cancellation'))
    expect(await no()).toBe(4)
    expect((await liz.patch(meeting(body.id), { minutes: 60 })).body.code).toBe('meeting-cancelled')
    expect((await liz.get(meeting(body.id))).body.cancelledAt).not.toBeNull()
    expect((await liz.get('/api/v1/me/meetings?limit=200')).body.items).not.toContainEqual(
      expect.objectContaining({ id: body.id }),
    )
    await liz.delete(meeting(body.id, '/cancellation'))
    await liz.delete(meeting(body.id, '/cancellation'))
    expect(await no()).toBe(5)
    expect((await liz.get(meeting(body.id))).body).toMatchObject({
      ...{ cancelledAt: null, mode: 'hybrid', place: 'Room 4', agenda: 'What did we notice?' },
      endsAt: '2027-03-17T22:00:00.000Z',
    })
    expect((await changesOf(stage, cohortId)).map(({ what }) => what)).toEqual([
      ...['planned', 'moved', 'moved', 'changed', 'cancelled', 'brought back'],
    ])
    expect((await changesOf(stage, cohortId))[1]?.previousStartsAt).toEqual(new Date('2026-11-18T21:30:00Z'))
  })

  test('what hangs on it moves in the same transaction, or neither does', async () => {
    const { liz } = stage.cast
    const { db } = stage.platform
    const cohortId = await cohortOf(stage, [liz])
    const id = (await plan(liz, cohortId)).body.id as MeetingId
    const moved: string[] = []
    const onMoved = async (_trx: unknown, meetingId: MeetingId) => {
      moved.push(meetingId)
    }
    await changeMeeting(db, liz.viewer, id, { agenda: 'x' }, onMoved)
    await changeMeeting(db, liz.viewer, id, { place: 'x' }, onMoved)
    expect(moved).toEqual([])
    await changeMeeting(db, liz.viewer, id, { startsAt: '16:00' }, onMoved)
    await liz.put(meeting(id, '/cancellation'))
    expect(moved).toEqual([id])
    await bringBackMeeting(db, liz.viewer, id, onMoved)
    await bringBackMeeting(db, liz.viewer, id, onMoved)
    expect(moved).toEqual([id, id])
    await liz.put(meeting(id, '/cancellation'))
    const fails = async () => {
      throw new Error('not today')
    }
    await expect(bringBackMeeting(db, liz.viewer, id, fails)).rejects.toThrow('not today')
    expect((await liz.get(meeting(id))).body.cancelledAt).not.toBeNull()
  })

  test('lists go by time, from a day, until a day, page by page', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortOf(stage, [liz])
    for (const startsOn of ['2026-11-05', '2026-11-03', '2026-11-04']) await plan(liz, cohortId, { startsOn })
    const list = async (query: string) => {
      const { body } = await liz.get(`/api/v1/cohorts/${cohortId}/meetings?${query}`)
      return { days: body.items.map((item: { startsAt: string }) => item.startsAt.slice(8, 10)), ...body }
    }
    expect((await list('')).days).toEqual(['03', '04', '05'])
    const first = await list('limit=2')
    expect(first.days).toEqual(['03', '04'])
    expect((await list(`limit=2&after=${first.next}`)).days).toEqual(['05'])
    expect((await list('from=2026-11-04&until=2026-11-04')).days).toEqual(['04'])
    expect((await list('from=2026-11-04T23:30:00Z')).days).toEqual(['05'])
    expect((await list('until=2026-11-03T21:30:00Z')).days).toEqual([])
    expect((await liz.get(`/api/v1/cohorts/${cohortId}/meetings?from=9999-12-31`)).status).toBe(400)
    expect((await liz.get(`/api/v1/cohorts/${cohortId}/meetings?after=nonsense`)).body.code).toBe(
      'bad-cursor',
    )
  })
})

describe('at once', () => {
  test('of many who plan the same time, one does', async () => {
    const { liz } = stage.cast
    for (let round = 0; round < 5; round++) {
      const cohortId = await cohortOf(stage, [liz])
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, n) => plan(liz, cohortId, { startsAt: `15:${30 + n}` })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
      expect(await changesOf(stage, cohortId)).toHaveLength(1)
    }
  })

  test('two meetings that are moved to one time do not both come there', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortOf(stage, [liz])
    for (let round = 1; round <= 5; round++) {
      const day = `2026-10-0${round}`
      const [a, b] = [
        await plan(liz, cohortId, { startsOn: `2026-12-0${round}` }),
        await plan(liz, cohortId, { startsOn: `2026-12-1${round}` }),
      ]
      const moved = await Promise.all(
        [a, b].map(({ body }) => liz.patch(meeting(body.id), { startsOn: day })),
      )
      expect(moved.map(({ status }) => status).sort()).toEqual([200, 409])
    }
  })

  test('cancelling and moving come one after the other', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortOf(stage, [liz])
    for (let round = 1; round <= 8; round++) {
      const { body } = await plan(liz, cohortId, { startsOn: `2026-09-0${round}` })
      const [moved, cancelled] = await Promise.all([
        liz.patch(meeting(body.id), { startsOn: `2027-02-0${round}` }),
        liz.put(meeting(body.id, '/cancellation')),
      ])
      expect(cancelled.status).toBe(204)
      const now = (await liz.get(meeting(body.id))).body
      expect(now.cancelledAt).not.toBeNull()
      if (moved.status === 409) expect(moved.body.code).toBe('meeting-cancelled')
      expect(now.startsAt.slice(0, 7)).toBe(moved.status === 200 ? '2027-02' : '2026-09')
    }
    const told = (await changesOf(stage, cohortId)).filter(({ what }) => what === 'cancelled')
    expect(told).toHaveLength(8)
  })
})

test('what somebody wrote of a meeting is in their export, and goes with them where they ask for it', async () => {
  const { findOwnMeetings } = await import('../../src/my-data/find-own-meetings.ts')
  const { forgetPlanner } = await import('../../src/meetings/forget-planner.ts')
  const { liz, ana } = stage.cast
  const { db } = stage.platform
  const cohortId = await cohortOf(stage, [liz, ana])
  const { body } = await plan(liz, cohortId, { agenda: 'my very own agenda', place: 'my place' })
  expect(JSON.stringify(await findOwnMeetings(db, liz.viewer))).toContain('my very own agenda')
  expect(JSON.stringify(await findOwnMeetings(db, ana.viewer))).not.toContain('my very own agenda')
  await forgetPlanner(db, liz.viewer.personId, 'keep')
  expect((await ana.get(meeting(body.id))).body.agenda).toBe('my very own agenda')
  await forgetPlanner(db, liz.viewer.personId, 'remove')
  expect((await ana.get(meeting(body.id))).body).toMatchObject({ agenda: null, place: 'my place' })
})
