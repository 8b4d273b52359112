import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { moveWithMeeting } from '../../src/assignments/move-with-meeting.ts'
import type { Assignment, Defaults } from '../../src/assignments/schemas.ts'
import { addDays, instantOf } from '../../src/calendars/local-time.ts'
import { isWorkingDay } from '../../src/calendars/working-days.ts'
import { type MeetingId, newId } from '../../src/platform/ids.ts'
import { inDays, letPass, meetingOf, sharedClip } from '../support/between-meetings.ts'
import { openStage, type Stage } from '../support/stage.ts'

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

/** A Thursday in so many weeks, at half past three in the place. */
function thursday(weeks: number): Date {
  let day = new Date().toISOString().slice(0, 10)
  while (new Date(`${day}T12:00:00Z`).getUTCDay() !== 4) day = addDays(day, 1)
  return instantOf('America/Chicago', addDays(day, weeks * 7), '15:30')
}
const dayBefore = (at: Date, days = 1) =>
  instantOf('America/Chicago', addDays(at.toISOString().slice(0, 10), -days), '15:00').toISOString()

const at = (id: string, rest = '') => `/api/v1/assignments/${id}${rest}`
const made = async (body: object): Promise<Assignment> => {
  const { liz, maple } = stage.cast
  const answer = await liz.post(`/api/v1/cohorts/${maple}/assignments`, {
    ...{ protocol: { key: 'notice-and-wonder' }, clipIds: [await sharedClip(stage)] },
    ...{ opensAt: new Date().toISOString(), ...body },
  })
  expect(answer.body.code).toBeUndefined()
  return answer.body
}
const shown = async (id: string): Promise<Assignment> => (await stage.cast.ana.get(at(id))).body
const move = async (id: MeetingId, startsAt: Date) => {
  const { db } = stage.platform
  await db.transaction().execute(async (trx) => {
    const endsAt = new Date(startsAt.getTime() + 7_200_000)
    await trx.updateTable('meetings').set({ startsAt, endsAt }).where('id', '=', id).execute()
    await moveWithMeeting(trx, id)
  })
}
const cancel = (id: MeetingId, by: typeof stage.cast.liz | null) =>
  stage.platform.db
    .updateTable('meetings')
    .set({ cancelledAt: by && new Date(), cancelledBy: by?.viewer.personId ?? null })
    .where('id', '=', id)
    .execute()
const meeting = (startsAt: Date) => meetingOf(stage.platform, stage.cast.liz, stage.cast.maple, startsAt)

describe('an assignment for a meeting', () => {
  test('is due at three on the working day before, and follows when it moves; fixed by hand it stays', async () => {
    const startsAt = thursday(3)
    const forMeetingId = await meeting(startsAt)
    const byRule = await made({ forMeetingId })
    const byHand = await made({ forMeetingId, dueAt: inDays(5).toISOString() })
    expect(byRule).toMatchObject({ dueBy: 'rule', dueAt: dayBefore(startsAt), zone: 'America/Chicago' })
    const later = new Date(startsAt.getTime() + 3 * 86_400_000)
    await move(forMeetingId, later)
    // It is on a Sunday now, so Friday is the working day before it.
    expect((await shown(byRule.id)).dueAt).toBe(dayBefore(later, 2))
    expect((await shown(byHand.id)).dueAt).toBe(byHand.dueAt)
    await move(forMeetingId, thursday(2))
    expect((await shown(byRule.id)).dueAt).toBe(dayBefore(thursday(2)))
    expect((await shown(byRule.id)).forMeeting?.startsAt).toBe(thursday(2).toISOString())
  })

  test('follows in the request that moves the meeting, and is told of as one change', async () => {
    const { liz, maple } = stage.cast
    const day = thursday(12).toISOString().slice(0, 10)
    const planned = await liz.post(`/api/v1/cohorts/${maple}/meetings`, {
      ...{ startsOn: day, startsAt: '15:30', minutes: 120, mode: 'in person' },
    })
    expect(planned.status).toBe(201)
    const { id } = await made({ forMeetingId: planned.body.id })
    const moved = await liz.patch(`/api/v1/meetings/${planned.body.id}`, { startsOn: addDays(day, 7) })
    expect(moved.status).toBe(200)
    expect(await shown(id)).toMatchObject({
      dueAt: dayBefore(thursday(13)),
      forMeeting: { id: planned.body.id },
    })
    const changes = await stage.platform.db
      .selectFrom('meetingChanges')
      .select('what')
      .where('meetingId', '=', planned.body.id)
      .orderBy('changedAt')
      .execute()
    expect(changes.map(({ what }) => what)).toEqual(['planned', 'moved'])
  })

  test('skips what is blocked where the cohort is, and keeps to the latest time', async () => {
    const { organisationId } = stage.cast.liz.viewer
    const { db } = stage.platform
    const startsAt = thursday(8)
    const day = startsAt.toISOString().slice(0, 10)
    const block = { organisationId, id: newId<never>(), kind: 'holiday' as const, name: 'Break' }
    await db
      .insertInto('calendarBlocks')
      .values({ ...block, startsOn: addDays(day, -2), endsOn: addDays(day, -1) })
      .execute()
    await db
      .insertInto('workAgreements')
      .values({ ...{ organisationId, id: newId<never>(), latestDue: '14:15' } })
      .execute()
    const { id, dueAt } = await made({ forMeetingId: await meeting(startsAt) })
    const expected = instantOf('America/Chicago', addDays(day, -3), '14:15')
    expect(isWorkingDay([], addDays(day, -3))).toBe(true)
    expect(dueAt).toBe(expected.toISOString())
    await db.deleteFrom('workAgreements').where('organisationId', '=', organisationId).execute()
    expect((await stage.cast.liz.patch(at(id), { dueAt: null })).body.dueAt).toBe(dayBefore(startsAt, 3))
  })

  test('asks for another one when it is cancelled, and has it back when that is', async () => {
    const forMeetingId = await meeting(thursday(4))
    const { id } = await made({ forMeetingId })
    await cancel(forMeetingId, stage.cast.liz)
    expect(await shown(id)).toMatchObject({ forMeeting: null, needsMeeting: true, state: 'open' })
    const { body } = await stage.cast.liz.post(`/api/v1/cohorts/${stage.cast.maple}/assignments`, {
      ...{ protocol: { key: 'notice-and-wonder' }, clipIds: [await sharedClip(stage)], forMeetingId },
    })
    expect(body.code).toBe('meeting-cancelled')
    await cancel(forMeetingId, null)
    expect(await shown(id)).toMatchObject({ forMeeting: { id: forMeetingId }, needsMeeting: false })
    await cancel(forMeetingId, stage.cast.liz)
    const other = await meeting(thursday(5))
    const moved = (await stage.cast.liz.patch(at(id), { forMeetingId: other })).body
    expect(moved).toMatchObject({
      forMeeting: { id: other },
      needsMeeting: false,
      dueAt: dayBefore(thursday(5)),
    })
  })

  test('stays over when it is, whatever becomes of the meeting; what is open keeps what was read', async () => {
    const forMeetingId = await meeting(thursday(2))
    const [over, open] = [await made({ forMeetingId }), await made({ forMeetingId })]
    await letPass(stage.platform, over.id, 30)
    const past = await shown(over.id)
    const span = Date.parse(open.dueAt) - Date.parse(open.opensAt)
    await letPass(stage.platform, open.id, Math.floor((0.7 * span) / 86_400_000))
    const { stages: before } = await shown(open.id)
    expect(before[0]?.state).toBe('closed')
    await move(forMeetingId, thursday(6))
    expect((await shown(over.id)).dueAt).toBe(past.dueAt)
    const { stages, dueAt } = await shown(open.id)
    expect(dueAt).toBe(dayBefore(thursday(6)))
    expect(stages[0]).toMatchObject({ state: 'closed', closesAt: before[0]?.closesAt })
  })

  test('ends where the next one on its clip begins, and changes nothing where no time is left', async () => {
    const forMeetingId = await meeting(thursday(3))
    const clipId = await sharedClip(stage)
    const first = await made({ forMeetingId, clipIds: [clipId] })
    const next = await made({
      clipIds: [clipId],
      opensAt: thursday(4).toISOString(),
      dueAt: thursday(5).toISOString(),
    })
    await move(forMeetingId, thursday(6))
    expect((await shown(first.id)).dueAt).toBe(next.opensAt)
    await move(forMeetingId, new Date(Date.now() - 3_600_000))
    expect((await shown(first.id)).dueAt).toBe(next.opensAt)
  })
})

describe('what is offered where nothing is said', () => {
  const ask = async (query: object = {}): Promise<Defaults> => {
    const words = new URLSearchParams(query as Record<string, string>)
    const { liz, oak } = stage.cast
    await stage.platform.db
      .updateTable('memberships')
      .set({ part: 'facilitator' })
      .where('cohortId', '=', oak)
      .where('personId', '=', stage.cast.ben.viewer.personId)
      .execute()
    expect(liz).toBeDefined()
    return (await stage.cast.ben.get(`/api/v1/cohorts/${oak}/assignments/defaults?${words}`)).body
  }

  test('a week where there is no meeting; the next meeting, from the end of the one before', async () => {
    const { ben, oak, ana, dana } = stage.cast
    const none = await ask()
    expect(none).toMatchObject({
      forMeetingId: null,
      dueBy: 'hand',
      weeklyMinutes: { planned: 0, limit: null },
    })
    expect(Date.parse(none.dueAt)).toBeGreaterThan(Date.now() + 4 * 86_400_000)
    const soon = await meetingOf(stage.platform, ben, oak, thursday(1))
    const next = await meetingOf(stage.platform, ben, oak, thursday(3))
    expect(await ask()).toMatchObject({ forMeetingId: soon, dueBy: 'rule' })
    const between = await ask({ forMeetingId: next })
    expect(between).toMatchObject({ dueAt: dayBefore(thursday(3)), warnings: [] })
    expect(between.opensAt).toBe(new Date(thursday(1).getTime() + 7_200_000).toISOString())
    expect((await ana.get(`/api/v1/cohorts/${oak}/assignments/defaults`)).status).toBe(403)
    expect((await dana.get(`/api/v1/cohorts/${oak}/assignments/defaults`)).status).toBe(404)
  })

  test('minutes a week, what runs already with them, against what is agreed', async () => {
    const { ben, oak } = stage.cast
    const { organisationId } = ben.viewer
    await stage.platform.db
      .insertInto('workAgreements')
      .values({
        ...{ organisationId, id: newId<never>(), weeklyMinutes: 25 },
        ...{ quietFrom: '19:00', quietUntil: '06:00', latestDue: '18:00' },
      })
      .execute()
    // Two weeks to the hour, at whatever hour this runs.
    const eightOn = (days: number) =>
      instantOf('America/Chicago', inDays(days).toISOString().slice(0, 10), '20:00').toISOString()
    const from = { opensAt: eightOn(40), dueAt: eightOn(54) }
    const alone = await ask({ ...from, minutes: 40 })
    expect(alone.weeklyMinutes).toEqual({ planned: 20, limit: 25 })
    expect(alone.warnings).toContain('quiet-hours')
    expect(alone.warnings).toContain('past-latest-due')
    const clipId = await sharedClip(stage)
    const estimated = { protocolKey: 'notice-and-wonder', clipIds: clipId }
    // What Oak Lane does not see tells it nothing, not even how long it is.
    expect((await ask({ ...from, ...estimated })).minutes).toBe(8)
    await stage.platform.db
      .insertInto('clipGrants')
      .values({
        organisationId,
        id: newId<never>(),
        clipId,
        cohortId: oak,
        grantedBy: stage.cast.leslie.viewer.personId,
        canComment: true,
      })
      .execute()
    expect(await ask({ ...from, ...estimated })).toMatchObject({ minutes: 13, weeklyMinutes: { planned: 7 } })
    const other = await ben.post(`/api/v1/cohorts/${oak}/assignments`, {
      ...{ ...from, clipIds: [clipId], protocol: { key: 'notice-and-wonder' }, minutes: 20 },
    })
    expect(other.status).toBe(201)
    const both = await ask({ ...from, minutes: 40 })
    expect(both.weeklyMinutes.planned).toBe(30)
    expect(both.warnings).toContain('too-many-minutes')
  })
})
