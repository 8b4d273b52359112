import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addPerson } from '../../src/identity/add-person.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import { type ClipId, type DistrictId, newId, type SiteId } from '../../src/platform/ids.ts'
import { Person, password } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { type AudienceGiven, exemplarOf, letExpire } from '../support/exemplars.ts'
import { reachableUrls } from '../support/reachable.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
const [north, south] = [newId<DistrictId>(), newId<DistrictId>()]
const [elm, fir, bay] = [newId<SiteId>(), newId<SiteId>(), newId<SiteId>()]
/** Elm and Fir are schools of the north, Bay one of the south. Each has somebody who is in no cohort. */
let eli: Person
let flo: Person
let bo: Person
let officer: Person

const db = () => stage.platform.db
const newcomer = async (
  name: string,
  siteId: SiteId | null,
  role: 'teacher' | 'privacy officer' = 'teacher',
) => {
  const { organisationId } = stage.cast.leslie.viewer
  const email = `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@here.example`
  const personId = await addPerson(db(), { organisationId, name, email, roles: [role], password })
  await db().updateTable('people').set({ siteId }).where('id', '=', personId).execute()
  const token = newSecret('itl')
  await writeToken(db(), { organisationId, personId }, 'tests', token)
  return new Person(stage.baseUrl, name, email, { organisationId, personId }, token)
}
beforeAll(async () => {
  stage = await openStage()
  const { organisationId } = stage.cast.leslie.viewer
  await db()
    .insertInto('districts')
    .values([
      { organisationId, id: north, name: 'North' },
      { organisationId, id: south, name: 'South' },
    ])
    .execute()
  await db()
    .insertInto('sites')
    .values([
      { organisationId, id: elm, districtId: north, name: 'Elm' },
      { organisationId, id: fir, districtId: north, name: 'Fir' },
      { organisationId, id: bay, districtId: south, name: 'Bay' },
    ])
    .execute()
  officer = await newcomer('Paula', bay, 'privacy officer')
})
afterAll(() => stage.close())
beforeEach(async () => {
  ;[eli, flo, bo] = [await newcomer('Eli', elm), await newcomer('Flo', fir), await newcomer('Bo', bay)]
})

const sees = async (who: Person, clipId: ClipId): Promise<boolean> => {
  const { status } = await who.get(`/api/v1/clips/${clipId}/playback`)
  expect([200, 404]).toContain(status)
  expect((await who.get(`/api/v1/clips/${clipId}`)).status).toBe(status)
  return status === 200
}
const published = (audience: AudienceGiven, more: Parameters<typeof exemplarOf>[2] = {}) =>
  exemplarOf(stage.platform, stage.cast.leslie, { by: stage.cast.liz, audience, ...more })
const rate = (evaluator: Person, evaluatee: Person) =>
  stage.cast.dana.send('PUT', '/api/v1/administration/evaluators', {
    body: { evaluatorId: evaluator.viewer.personId, evaluateeId: evaluatee.viewer.personId },
  })
const peopleOf = async (clipId: ClipId): Promise<number | undefined> =>
  (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/audience`)).body.exemplar?.people

describe('INV-16: who sees an exemplar', () => {
  test.each([
    ['the organisation', () => ({ kind: 'organisation' as const }), ['eli', 'flo', 'bo', 'ben', 'dana']],
    ['a district', () => ({ kind: 'district' as const, id: north }), ['eli', 'flo']],
    ['a site', () => ({ kind: 'site' as const, id: elm }), ['eli']],
    ['a cohort', () => ({ kind: 'cohort' as const, id: stage.cast.oak }), ['ana', 'ben']],
  ])('of %s: those who belong to it, and nobody of another organisation', async (_, audience, expected) => {
    const { leslie, ana, liz, ben, dana, eve } = stage.cast
    const { clipId } = await published(audience())
    const everybody = { eli, flo, bo, ana, ben, dana, eve } as Record<string, Person>
    const seen = []
    for (const [name, person] of Object.entries(everybody)) if (await sees(person, clipId)) seen.push(name)
    const expectedHere = expected.includes('bo') ? [...expected, 'ana'] : expected
    expect(seen.toSorted()).toEqual(expectedHere.toSorted())
    expect(await sees(leslie, clipId)).toBe(true)
    expect(await sees(liz, clipId)).toBe(expected.includes('bo'))
  })

  test('is read anew each time: who moves, leaves or joins is in or out at once', async () => {
    const { leslie, ana, ben, oak } = stage.cast
    const [ofSite, ofCohort] = [
      await published({ kind: 'site', id: elm }),
      await published({ kind: 'cohort', id: oak }),
    ]
    const { body: playing } = await eli.get(`/api/v1/clips/${ofSite.clipId}/playback`)
    await db().updateTable('people').set({ siteId: bay }).where('id', '=', eli.viewer.personId).execute()
    expect(await sees(eli, ofSite.clipId)).toBe(false)
    expect((await eli.get(playing.playlistUrl)).status).toBe(404)
    await db().updateTable('people').set({ siteId: elm }).where('id', '=', flo.viewer.personId).execute()
    expect(await sees(flo, ofSite.clipId)).toBe(true)

    expect(await sees(ben, ofCohort.clipId)).toBe(true)
    const temporary = await newcomer('Tom', null)
    await db()
      .insertInto('memberships')
      .values({ ...temporary.viewer, cohortId: oak, part: 'participant' })
      .execute()
    expect(await sees(temporary, ofCohort.clipId)).toBe(true)
    expect((await temporary.delete(`/api/v1/cohorts/${oak}/members/me`)).status).toBe(204)
    expect(await sees(temporary, ofCohort.clipId)).toBe(false)
    expect(await sees(ana, ofCohort.clipId)).toBe(true)
    expect(await sees(leslie, ofCohort.clipId)).toBe(true)
  })

  test('of a cohort that was closed: nobody', async () => {
    const { leslie, liz } = stage.cast
    const made = await liz.post('/api/v1/cohorts', { name: 'For a while' })
    const cohortId = made.body.id
    await db()
      .insertInto('memberships')
      .values({ ...bo.viewer, cohortId, part: 'participant' })
      .execute()
    const { clipId } = await published({ kind: 'cohort', id: cohortId })
    expect([await sees(bo, clipId), await sees(liz, clipId)]).toEqual([true, true])
    expect(await peopleOf(clipId)).toBe(2)
    expect((await liz.put(`/api/v1/cohorts/${cohortId}/closing`)).status).toBeLessThan(300)
    expect([await sees(bo, clipId), await sees(liz, clipId)]).toEqual([false, false])
    expect(await peopleOf(clipId)).toBe(0)
    expect(await sees(leslie, clipId)).toBe(true)
  })

  test('never through an audience: somebody who rates the owner, in no answer and no count', async () => {
    const { leslie, ben } = stage.cast
    const { id, clipId } = await published({ kind: 'organisation' })
    const counted = await peopleOf(clipId)
    expect(counted).toBeGreaterThan(5)
    const { body: playing } = await ben.get(`/api/v1/clips/${clipId}/playback`)
    expect((await rate(ben, leslie)).status).toBeLessThan(300)
    expect(await peopleOf(clipId)).toBe((counted ?? 0) - 1)
    expect(await sees(ben, clipId)).toBe(false)
    expect((await ben.get(playing.playlistUrl)).status).toBe(404)
    for (const path of [`exemplars/${id}`, `clips/${clipId}/threads`, `clips/${clipId}/captions`]) {
      expect((await ben.get(`/api/v1/${path}`)).status).toBe(404)
    }
    const lists = await Promise.all(
      ['exemplars/mine', 'collections', 'clips?limit=200', 'news', 'notices'].map(async (path) =>
        JSON.stringify((await ben.get(`/api/v1/${path}`)).body),
      ),
    )
    expect(lists.join()).not.toMatch(new RegExp(`${id}|${clipId}`))
    await stage.cast.dana.send('DELETE', '/api/v1/administration/evaluators', {
      body: { evaluatorId: ben.viewer.personId, evaluateeId: leslie.viewer.personId },
    })
    expect(await sees(ben, clipId)).toBe(true)
  })

  test('nobody, once time has run out, its owner has left, or those in the picture agreed to less', async () => {
    const { leslie, dana } = stage.cast
    const expiring = await published({ kind: 'organisation' })
    expect(await sees(bo, expiring.clipId)).toBe(true)
    await letExpire(stage.platform, expiring.id)
    expect(await sees(bo, expiring.clipId)).toBe(false)
    expect(await peopleOf(expiring.clipId)).toBeUndefined()

    const narrowed = await published({ kind: 'organisation' })
    const { body: consent } = await leslie.get(`/api/v1/clips/${narrowed.clipId}/consent`)
    const said = { policyId: consent.policy?.id ?? null, scope: 'cohort', unconsented: 'none present' }
    expect(
      (await leslie.send('PUT', `/api/v1/clips/${narrowed.clipId}/consent`, { body: said })).status,
    ).toBe(200)
    expect(await sees(bo, narrowed.clipId)).toBe(false)

    const leaver = await newcomer('Lea', elm)
    const left = await exemplarOf(stage.platform, leaver, { by: stage.cast.liz })
    expect(await sees(bo, left.clipId)).toBe(true)
    expect((await dana.put(`/api/v1/administration/people/${leaver.viewer.personId}/departure`)).status).toBe(
      204,
    )
    expect(await sees(bo, left.clipId)).toBe(false)
    expect(
      (await dana.delete(`/api/v1/administration/people/${leaver.viewer.personId}/departure`)).status,
    ).toBe(204)
    // What they agreed to before they left does not come back with them, swept or not.
    expect(await sees(bo, left.clipId)).toBe(false)
  })

  test('a concern hides it until it is settled; a withdrawn consent and taking the clip back end it for good', async () => {
    const { leslie } = stage.cast
    const { clipId } = await published({ kind: 'organisation' })
    const raised = await bo.post(`/api/v1/clips/${clipId}/concerns`, { kind: 'student privacy' })
    expect(raised.status).toBe(201)
    expect(await sees(eli, clipId)).toBe(false)
    expect(await peopleOf(clipId)).toBeUndefined()
    await officer.send('PUT', `/api/v1/privacy/pauses/${raised.body.id}/resolution`, {
      body: { resolution: 'kept' },
    })
    expect(await sees(eli, clipId)).toBe(true)

    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await sees(eli, clipId)).toBe(false)
    await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await sees(eli, clipId)).toBe(false)

    const other = await published({ kind: 'organisation' })
    await leslie.post(`/api/v1/clips/${other.clipId}/consent-withdrawals`, { party: 'student' })
    const [pause] = (await leslie.get(`/api/v1/clips/${other.clipId}/pauses`)).body.items
    expect(pause?.reason).toBe('consent withdrawn')
    expect(await sees(eli, other.clipId)).toBe(false)
    await db()
      .updateTable('clipPauses')
      .set({ resolvedAt: sql<Date>`now()`, resolution: 'cut again' })
      .where('clipId', '=', other.clipId)
      .execute()
    expect(await sees(eli, other.clipId)).toBe(false)
  })
})

describe('what an audience has of an exemplar', () => {
  test('is the clip to watch and to note on: no file, no list of clips, nothing the owner told their own cohorts', async () => {
    const { leslie, liz, maple } = stage.cast
    const { id, clipId } = await published({ kind: 'organisation' })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple, canDownload: true })
    await leslie.patch(`/api/v1/clips/${clipId}`, { tried: 'told at Maple', question: 'asked at Maple' })
    await leslie.send('PUT', `/api/v1/clips/${clipId}/captions/en`, {
      body: { cues: [{ startMs: 0, endMs: 1_000, text: 'What do you see?' }] },
    })
    const { body: clip } = await bo.get(`/api/v1/clips/${clipId}`)
    expect(clip).toMatchObject({ exemplarId: id, grants: [], studiedIn: [], tried: null, question: null })
    expect(clip.can).toMatchObject({ play: true, download: false, share: false, withdraw: false })
    expect((await liz.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({
      tried: 'told at Maple',
      question: 'asked at Maple',
    })
    expect((await bo.get(`/api/v1/clips/${clipId}/captions/en`)).body).toContain('What do you see?')
    expect((await bo.post(`/api/v1/clips/${clipId}/downloads`)).status).toBe(403)
    expect((await bo.get('/api/v1/clips?limit=200')).body.items).toEqual([])
    for (const path of ['ledger', 'watchers', 'audience', 'cuts', 'consent', 'retention']) {
      expect([path, (await bo.get(`/api/v1/clips/${clipId}/${path}`)).status]).toEqual([path, 403])
    }
    const note = await bo.post(`/api/v1/clips/${clipId}/notes`, {
      body: 'mine',
      startMs: 5,
      clientKey: randomUUID(),
    })
    expect(note.status).toBe(201)
    expect((await bo.get(`/api/v1/clips/${clipId}/notes`)).body.items).toHaveLength(1)
    expect((await leslie.get(`/api/v1/clips/${clipId}/notes`)).body.items).toEqual([])
    // Of a cohort that has it from its owner it is no study, and there is none but there.
    expect((await liz.get(`/api/v1/clips/${clipId}`)).body.studiedIn).toEqual([])
  })

  test('its owner is told of: each play by name, as the exemplar; the audience by name and number', async () => {
    const { leslie, ben, maple } = stage.cast
    const { id, clipId } = await published({ kind: 'site', id: elm })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect(await sees(eli, clipId)).toBe(true)
    expect(await sees(ben, clipId)).toBe(false)
    const [row] = (await leslie.get(`/api/v1/clips/${clipId}/watchers`)).body.items
    expect(row).toMatchObject({
      what: 'play',
      who: { name: 'Eli' },
      cohort: null,
      detail: { exemplarId: id },
    })
    const { body } = await leslie.get(`/api/v1/clips/${clipId}/audience`)
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['Ana', 'Liz'])
    const working = await db().selectFrom('people').select('id').where('siteId', '=', elm).execute()
    expect(body.exemplar).toMatchObject({ id, kind: 'site', name: 'Elm', people: working.length })
    // Of another cohort, asked for before it is shared, only that cohort’s people are named.
    expect(
      (await leslie.get(`/api/v1/clips/${clipId}/audience?cohortId=${maple}`)).body.exemplar.people,
    ).toBe(working.length)
  })

  test('stops where it plays when the owner ends it, and is served to nobody of the audience after', async () => {
    const { leslie } = stage.cast
    const { id, clipId } = await published({ kind: 'organisation' })
    const urls = await reachableUrls(bo, clipId)
    expect(urls.length).toBeGreaterThan(2)
    for (const url of urls) expect((await bo.fetch(url)).status).toBe(200)
    expect((await leslie.delete(`/api/v1/exemplars/${id}/consent`)).status).toBe(200)
    for (const url of urls) expect([url, (await bo.fetch(url)).status]).toEqual([url, 404])
    expect(await sees(leslie, clipId)).toBe(true)
  })

  test('is no second clip of a cycle, no clip of a coaching entry, and nothing to propose anew', async () => {
    const { liz, ben, maple } = stage.cast
    const { clipId } = await published({ kind: 'organisation' })
    const cycle = await liz.post(`/api/v1/cohorts/${maple}/cycles`, { question: 'How do we wait?' })
    expect(cycle.status).toBe(201)
    const chosen = await liz.patch(`/api/v1/cycles/${cycle.body.id}`, { secondClipId: clipId })
    expect([chosen.status, chosen.body.code]).toEqual([409, 'not-shared'])
    const asked = await ben.post(`/api/v1/clips/${clipId}/exemplars`, {
      ...{ reasons: ['depth'], words: 'again', audience: { kind: 'organisation' }, clientKey: randomUUID() },
    })
    expect(asked.status).toBe(403)
    // Not shared with anybody: a clip of its owner’s own is no exemplar either.
    const own = await readyClipOf(stage.platform, ben)
    expect(await sees(liz, own)).toBe(false)
  })
})
