import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CohortId, DistrictId, SiteId } from '../../src/platform/ids.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { changesOf, cohortOf, plan } from './planning.ts'

let stage: Stage
let siteId: SiteId
beforeAll(async () => {
  stage = await openStage()
  const { db } = stage.platform
  const { organisationId } = stage.cast.liz.viewer
  const [north, south] = [newId<DistrictId>(), newId<DistrictId>()]
  siteId = newId<SiteId>()
  const other = newId<SiteId>()
  for (const [id, name] of [
    [north, 'North'],
    [south, 'South'],
  ] as const) {
    await db.insertInto('districts').values({ organisationId, id, name }).execute()
  }
  for (const [id, districtId] of [
    [siteId, north],
    [other, south],
  ] as const) {
    await db
      .insertInto('sites')
      .values({ organisationId, id, districtId, name: 'Elm', zone: 'America/Denver' })
      .execute()
  }
  const add = (name: string, startsOn: string, endsOn: string, scope: object = {}) =>
    stage.cast.dana.post('/api/v1/administration/calendar-blocks', {
      ...{ kind: 'holiday', name, startsOn, endsOn, ...scope },
    })
  expect((await add('Thanksgiving', '2026-11-25', '2026-11-27')).status).toBe(201)
  await add('North’s day', '2026-12-02', '2026-12-02', { districtId: north })
  await add('Elm’s day', '2026-12-09', '2026-12-09', { siteId })
  await add('South’s day', '2026-12-16', '2026-12-16', { districtId: south })
  await add('The other site’s day', '2026-12-23', '2026-12-23', { siteId: other })
})
afterAll(() => stage.close())

const cohortAtElm = async (who: Person, ...others: Person[]): Promise<CohortId> => {
  const id = await cohortOf(stage, [who, ...others])
  await stage.platform.db.updateTable('cohorts').set({ siteId }).where('id', '=', id).execute()
  return id
}
const weekly = {
  ...{ rule: { every: 'weeks', weeks: 1 }, firstOn: '2026-11-18', lastOn: '2026-12-23' },
  ...{ startsAt: '15:30', minutes: 120, mode: 'hybrid', place: 'Library' },
}
const series = (who: Person, cohortId: CohortId, about: object = {}, rest = '') =>
  who.post(`/api/v1/cohorts/${cohortId}/meeting-series${rest}`, { ...weekly, ...about })
const preview = (who: Person, cohortId: CohortId, about: object = {}) =>
  series(who, cohortId, about, '/preview')

describe('a series', () => {
  test('leaves out what its site, its district and its organisation keep free, and says so before', async () => {
    const { liz, ana } = stage.cast
    const cohortId = await cohortAtElm(liz, ana)
    const seen = await preview(liz, cohortId)
    expect(seen.body.zone).toBe('America/Denver')
    expect(
      seen.body.days.map((day: { startsAt: string; skippedFor: string | null }) => [
        day.startsAt.slice(0, 10),
        day.skippedFor,
      ]),
    ).toEqual([
      ['2026-11-18', null],
      ['2026-11-25', 'Thanksgiving'],
      ['2026-12-02', 'North’s day'],
      ['2026-12-09', 'Elm’s day'],
      ['2026-12-16', null],
      ['2026-12-23', null],
    ])
    expect((await liz.get(`/api/v1/cohorts/${cohortId}/meetings`)).body.items).toEqual([])
    const { status, body } = await series(liz, cohortId)
    expect(status).toBe(201)
    expect(body.meetings.map((each: { startsAt: string }) => each.startsAt)).toEqual([
      '2026-11-18T22:30:00.000Z',
      '2026-12-16T22:30:00.000Z',
      '2026-12-23T22:30:00.000Z',
    ])
    expect(body.meetings[0]).toMatchObject({ seriesId: body.id, place: 'Library', mode: 'hybrid' })
    expect(await changesOf(stage, cohortId)).toEqual([
      { what: 'planned', meetings: 3, meetingId: body.meetings[0].id, previousStartsAt: null },
    ])
    expect((await preview(ana, cohortId)).status).toBe(403)
    expect((await series(ana, cohortId)).status).toBe(403)
    expect((await preview(stage.cast.dana, cohortId)).status).toBe(404)
  })

  test('is refused as a whole where one of its days is taken, and the preview says which', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortAtElm(liz)
    await plan(liz, cohortId, { startsOn: '2026-12-16', startsAt: '17:00' })
    const { body } = await preview(liz, cohortId)
    expect(body.days.filter((day: { overlaps: boolean }) => day.overlaps)).toMatchObject([
      { startsAt: '2026-12-16T22:30:00.000Z' },
    ])
    expect((await series(liz, cohortId)).body.code).toBe('meeting-overlaps')
    expect((await liz.get(`/api/v1/cohorts/${cohortId}/meetings`)).body.items).toHaveLength(1)
  })

  test.each([
    ['a last day before the first', { lastOn: '2026-11-17' }, 400, 'bad-days'],
    ['more than a school year', { lastOn: '2027-12-31' }, 400, 'series-too-long'],
    ['nothing but blocked days', { firstOn: '2026-11-25', lastOn: '2026-11-25' }, 409, 'no-days'],
    ['an unknown rhythm', { rule: { every: 'month', nth: 5, weekday: 1 } }, 400, 'invalid'],
  ])('refuses %s', async (_what, about, status, code) => {
    const { liz } = stage.cast
    expect(await series(liz, await cohortAtElm(liz), about)).toMatchObject({ status, body: { code } })
  })

  test('of two at once, one is planned', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortAtElm(liz)
    const answers = await Promise.all([1, 2, 3].map(() => series(liz, cohortId)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await liz.get(`/api/v1/cohorts/${cohortId}/meetings`)).body.items).toHaveLength(3)
  })

  test('what is left of it is cancelled in one act, and what was held stays', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortAtElm(liz)
    const { body } = await series(liz, cohortId, { firstOn: '2090-11-01', lastOn: '2090-11-28' })
    const [held, gone] = body.meetings
    await stage.platform.db
      .updateTable('meetings')
      .set({ startsAt: new Date('2020-01-01T10:00:00Z'), endsAt: new Date('2020-01-01T12:00:00Z') })
      .where('id', '=', held.id)
      .execute()
    await liz.put(`/api/v1/meetings/${gone.id}/cancellation`)
    expect((await liz.put(`/api/v1/meeting-series/${body.id}/cancellation`)).status).toBe(204)
    expect((await liz.put(`/api/v1/meeting-series/${body.id}/cancellation`)).status).toBe(204)
    const { items } = (await liz.get(`/api/v1/cohorts/${cohortId}/meetings`)).body
    expect(items.map(({ cancelledAt }: { cancelledAt: string | null }) => cancelledAt !== null)).toEqual([
      ...[false, true, true, true],
    ])
    expect((await changesOf(stage, cohortId)).map(({ what, meetings }) => [what, meetings])).toEqual([
      ...[
        ['planned', 4],
        ['cancelled', 1],
        ['cancelled', 2],
      ],
    ])
  })
})

describe('a blocked day', () => {
  test('is refused by its name, unless it is meant', async () => {
    const { liz } = stage.cast
    const cohortId = await cohortAtElm(liz)
    expect(await plan(liz, cohortId, { startsOn: '2026-11-25' })).toMatchObject({
      status: 409,
      body: { code: 'day-blocked', block: 'Thanksgiving', detail: expect.stringContaining('Thanksgiving') },
    })
    const meant = await plan(liz, cohortId, { startsOn: '2026-11-25', despiteBlock: true })
    expect(meant.status).toBe(201)
    const { body } = await plan(liz, cohortId, { startsOn: '2026-11-18' })
    const to = (startsOn: string, despiteBlock?: boolean) =>
      liz.patch(`/api/v1/meetings/${body.id}`, { startsOn, ...(despiteBlock && { despiteBlock }) })
    expect((await to('2026-12-09')).body.code).toBe('day-blocked')
    expect((await to('2026-12-09', true)).status).toBe(200)
    // It stands there now: another hour of the same day needs no second word.
    const later = await liz.patch(`/api/v1/meetings/${body.id}`, { startsAt: '16:00' })
    expect(later.status).toBe(200)
  })

  test('is read by the members of the cohort it is about', async () => {
    const { liz, ana, dana } = stage.cast
    const cohortId = await cohortAtElm(liz, ana)
    const { body } = await ana.get(`/api/v1/cohorts/${cohortId}/calendar?from=2026-11-27&until=2026-12-02`)
    expect(body).toEqual({
      zone: 'America/Denver',
      blocks: [
        { kind: 'holiday', name: 'Thanksgiving', startsOn: '2026-11-25', endsOn: '2026-11-27' },
        { kind: 'holiday', name: 'North’s day', startsOn: '2026-12-02', endsOn: '2026-12-02' },
      ],
      agreement: { quietFrom: null, quietUntil: null, latestDue: null, weeklyMinutes: null },
    })
    expect((await dana.get(`/api/v1/cohorts/${cohortId}/calendar`)).status).toBe(404)
  })
})
