import { afterAll, beforeAll, expect, test } from 'vitest'
import { findHours } from '../../src/calendars/find-calendar.ts'
import { type DistrictId, newId, type SiteId } from '../../src/platform/ids.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
const districtId = newId<DistrictId>()
const siteId = newId<SiteId>()
beforeAll(async () => {
  stage = await openStage()
  const { organisationId } = stage.cast.dana.viewer
  const { db } = stage.platform
  await db.insertInto('districts').values({ organisationId, id: districtId, name: 'North' }).execute()
  await db
    .insertInto('sites')
    .values({ organisationId, id: siteId, districtId, name: 'Elm', zone: 'America/Denver' })
    .execute()
})
afterAll(() => stage.close())

const blocksUrl = '/api/v1/administration/calendar-blocks'
const agreementsUrl = '/api/v1/administration/work-agreements'
const block = { kind: 'holiday', name: ' Winter break ', startsOn: '2026-12-21', endsOn: '2027-01-01' }

test('administrators keep days free and give them back; nobody else does or reads the list', async () => {
  const { dana, liz, eve } = stage.cast
  const added = await dana.post(blocksUrl, block)
  expect(added).toMatchObject({ status: 201, body: { ...block, name: 'Winter break', districtId: null } })
  const early = await dana.post(blocksUrl, {
    ...{ ...block, name: 'Labor Day', startsOn: '2026-09-07', endsOn: '2026-09-07', districtId },
  })
  const list = async (query = '') => (await dana.get(blocksUrl + query)).body.items
  expect(await list()).toEqual([early.body, added.body])
  expect(await list('?from=2027-01-01')).toEqual([added.body])
  const page = (await dana.get(`${blocksUrl}?limit=1`)).body
  expect((await dana.get(`${blocksUrl}?limit=1&after=${page.next}`)).body.items).toEqual([added.body])
  for (const who of [liz, eve]) {
    expect((await who.get(blocksUrl)).status).toBe(403)
    expect((await who.post(blocksUrl, block)).status).toBe(403)
    expect((await who.delete(`${blocksUrl}/${added.body.id}`)).status).toBe(403)
  }
  expect((await dana.delete(`${blocksUrl}/${early.body.id}`)).status).toBe(204)
  expect((await dana.delete(`${blocksUrl}/${early.body.id}`)).status).toBe(404)
  expect(await list()).toEqual([added.body])
  const { body: audit } = await dana.get('/api/v1/administration/audit')
  expect(audit.items.map(({ what }: { what: string }) => what)).toEqual(
    expect.arrayContaining(['add-calendar-block', 'remove-calendar-block']),
  )
})

test.each([
  ['a last day before the first', { endsOn: '2026-12-20' }, 400],
  ['a district and a site', { districtId, siteId }, 400],
  ['a district that is not here', { districtId: newId<DistrictId>() }, 404],
  ['a blank name', { name: ' ' }, 400],
])('refuses %s', async (_what, about, status) => {
  expect((await stage.cast.dana.post(blocksUrl, { ...block, ...about })).status).toBe(status)
})

test('what a district agreed on holds at its sites, and the organisation’s own everywhere else', async () => {
  const { dana, liz } = stage.cast
  const { db } = stage.platform
  const { organisationId } = dana.viewer
  const set = (body: object) => dana.send('PUT', agreementsUrl, { body })
  const own = {
    ...{ districtId: null, quietFrom: '20:00', quietUntil: '06:30', latestDue: '17:00', weeklyMinutes: 90 },
  }
  const north = { districtId, quietFrom: null, quietUntil: null, latestDue: '15:00', weeklyMinutes: null }
  expect((await set({ ...own, latestDue: '16:00' })).status).toBe(204)
  expect((await set(own)).status).toBe(204)
  const { districtId: _, ...hours } = own
  expect(await findHours(db, { organisationId, siteId })).toEqual({ zone: 'America/Denver', ...hours })
  expect((await set(north)).status).toBe(204)
  expect((await dana.get(agreementsUrl)).body.items).toEqual([own, north])
  const { districtId: __, ...northHours } = north
  expect(await findHours(db, { organisationId, siteId })).toEqual({ zone: 'America/Denver', ...northHours })
  expect(await findHours(db, { organisationId, siteId: null })).toMatchObject(hours)
  expect(await findHours(db, { ...stage.cast.eve.viewer, siteId: null })).toMatchObject({ quietFrom: null })
  for (const wrong of [
    { ...own, quietUntil: null },
    { ...own, quietUntil: '20:00' },
  ]) {
    expect((await set(wrong)).body.code).toBe('bad-hours')
  }
  expect((await liz.send('PUT', agreementsUrl, { body: own })).status).toBe(403)
  expect((await liz.get(agreementsUrl)).status).toBe(403)
})
