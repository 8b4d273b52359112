import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import type { ClipId, CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let clipId: ClipId
let cohortId: CohortId
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const participant = (person: Person) => ({ personId: person.viewer.personId, part: 'participant' as const })
/** Leslie, Ana and Liz, anew for each test. */
beforeEach(async () => {
  const { leslie, ana, liz } = stage.cast
  await stage.platform.db.deleteFrom('evaluators').execute()
  clipId = await readyClipOf(stage.platform, leslie)
  cohortId = await createCohort(stage.platform.db, {
    ...{ organisationId: leslie.viewer.organisationId, name: 'Fractions', focus: null },
    members: [leslie, ana, liz].map(participant),
  })
})

const rates = (evaluator: Person, evaluatee: Person) =>
  stage.platform.db
    .insertInto('evaluators')
    .values({
      organisationId: evaluatee.viewer.organisationId,
      ...{ evaluatorId: evaluator.viewer.personId, evaluateeId: evaluatee.viewer.personId, source: 'set' },
    })
    .execute()
const share = (body: object = {}) =>
  stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId, ...body })
const sees = async (who: Person) => (await who.get(`/api/v1/clips/${clipId}`)).status === 200
const ledger = async () =>
  (
    await stage.platform.db
      .selectFrom('ledger')
      .select('what')
      .where('clipId', '=', clipId)
      .orderBy('seq')
      .execute()
  ).map(({ what }) => what)
const idOf = ({ viewer }: Person) => viewer.personId

describe('INV-05: somebody in the cohort who rates the owner', () => {
  test('keeps the clip from being shared, by name, until the owner says that they may watch', async () => {
    const { ana, liz } = stage.cast
    await rates(liz, stage.cast.leslie)
    await rates(ana, liz)
    const refused = await share()
    expect(refused.status).toBe(409)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused.body).toMatchObject({
      code: 'evaluator-in-cohort',
      evaluators: [{ id: idOf(liz), name: 'Liz' }],
    })
    expect(refused.body.detail).toContain('Liz')
    expect(await ledger()).toEqual([])
    // Somebody else’s name does not do.
    expect((await share({ acknowledgedEvaluatorIds: [idOf(ana), randomUUID()] })).status).toBe(409)
    expect([await sees(ana), await sees(liz)]).toEqual([false, false])

    const { status, body } = await share({ acknowledgedEvaluatorIds: [idOf(liz), idOf(ana), randomUUID()] })
    expect(status).toBe(201)
    expect(body.evaluators).toEqual([{ id: idOf(liz), name: 'Liz', acknowledged: true }])
    expect([await sees(ana), await sees(liz)]).toEqual([true, true])
    expect(await ledger()).toEqual(['share', 'acknowledge'])
    const kept = await stage.platform.db
      .selectFrom('evaluatorAcknowledgements')
      .select('evaluatorId')
      .where('grantId', '=', body.id)
      .execute()
    expect(kept).toEqual([{ evaluatorId: idOf(liz) }])
    // What was said once is not asked again while the grant stands, and is asked for a new one.
    expect((await share({ canComment: false })).status).toBe(201)
    expect(await ledger()).toEqual(['share', 'acknowledge', 'change grant'])
    await stage.cast.leslie.delete(`/api/v1/clips/${clipId}/grants/${body.id}`)
    expect((await share()).status).toBe(409)
  })

  test('sees nothing when they come to the cohort, or to rate the owner, later, until acknowledged', async () => {
    const { leslie, ana, ben, liz } = stage.cast
    const { body: grant } = await share()
    const url = `/api/v1/clips/${clipId}/grants/${grant.id}/acknowledgements`
    await rates(ben, leslie)
    await stage.platform.db
      .insertInto('memberships')
      .values({ organisationId: leslie.viewer.organisationId, cohortId, ...participant(ben) })
      .execute()
    await rates(liz, leslie)
    expect([await sees(ana), await sees(ben), await sees(liz)]).toEqual([true, false, false])
    const { body: clip } = await leslie.get(`/api/v1/clips/${clipId}`)
    expect(clip.grants[0].evaluators).toEqual([
      { id: idOf(ben), name: 'Ben', acknowledged: false },
      { id: idOf(liz), name: 'Liz', acknowledged: false },
    ])
    expect((await ana.get(`/api/v1/clips/${clipId}`)).body.grants[0].evaluators).toEqual([])
    for (const twice of [1, 2]) {
      expect([twice, (await leslie.put(`${url}/${idOf(ben)}`)).status]).toEqual([twice, 204])
    }
    expect([await sees(ben), await sees(liz)]).toEqual([true, false])
    for (const twice of [1, 2]) {
      expect([twice, (await leslie.delete(`${url}/${idOf(ben)}`)).status]).toEqual([twice, 204])
    }
    expect(await sees(ben)).toBe(false)
    expect(await ledger()).toEqual(['share', 'acknowledge', 'change grant'])
  })

  test('is acknowledged by the owner alone, only where they rate them and are in the cohort', async () => {
    const { leslie, ana, ben, liz, eve } = stage.cast
    await rates(ben, leslie)
    const { body: grant } = await share()
    await rates(liz, leslie)
    const url = (personId: string) =>
      `/api/v1/clips/${clipId}/grants/${grant.id}/acknowledgements/${personId}`
    expect((await ana.put(url(idOf(liz)))).status).toBe(403)
    expect((await liz.put(url(idOf(liz)))).status).toBe(404)
    expect((await eve.put(url(idOf(liz)))).status).toBe(404)
    for (const person of [idOf(ben), idOf(ana), randomUUID()]) {
      expect((await leslie.put(url(person))).status).toBe(404)
    }
    await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)
    expect((await leslie.put(url(idOf(liz)))).status).toBe(404)
    expect(await sees(liz)).toBe(false)
  })
})

describe('who would be able to watch', () => {
  const audience = async (query = `?cohortId=${cohortId}`) =>
    (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/audience${query}`)).body.items

  test('is told to the owner by name before the clip is shared, and to nobody else', async () => {
    const { leslie, ana, liz, eve, oak, elsewhere } = stage.cast
    await rates(liz, leslie)
    expect(await audience()).toEqual([
      {
        ...{ id: idOf(ana), name: 'Ana', part: 'participant', evaluatesYou: false },
        ...{ seesNow: false, cohorts: [] },
      },
      {
        ...{ id: idOf(liz), name: 'Liz', part: 'participant', evaluatesYou: true },
        ...{ seesNow: false, cohorts: [] },
      },
    ])
    expect(await audience('')).toEqual([])
    await share({ acknowledgedEvaluatorIds: [idOf(liz)] })
    expect((await ana.get(`/api/v1/clips/${clipId}/audience`)).status).toBe(403)
    expect((await eve.get(`/api/v1/clips/${clipId}/audience`)).status).toBe(404)
    for (const other of [oak, elsewhere, randomUUID()]) {
      expect((await leslie.get(`/api/v1/clips/${clipId}/audience?cohortId=${other}`)).status).toBe(404)
    }
  })

  test('is who then can, through which cohorts, and nobody once it is taken back', async () => {
    const { leslie, ana, ben, liz, dana, maple } = stage.cast
    await share()
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await rates(liz, leslie)
    const watching: string[] = []
    for (const who of [ana, ben, liz, dana]) if (await sees(who)) watching.push(who.name)
    const now = await audience('')
    expect(now.map(({ name }: { name: string }) => name)).toEqual(watching)
    expect(now[0].cohorts.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      'Fractions',
      'Maple Street',
    ])
    expect((await audience()).map(({ name, seesNow }: Record<string, unknown>) => [name, seesNow])).toEqual([
      ['Ana', true],
      ['Liz', false],
    ])
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await audience('')).toEqual([])
  })
})

describe('the terms of a grant', () => {
  test('let nobody download unless the owner says so, and are changed by sharing again', async () => {
    const { ana } = stage.cast
    expect((await share()).body).toMatchObject({ canComment: true, canDownload: false })
    expect((await share({ canDownload: true })).body).toMatchObject({ canComment: true, canDownload: true })
    expect((await ana.get(`/api/v1/clips/${clipId}`)).body.grants[0].canDownload).toBe(true)
    expect((await share()).body.canDownload).toBe(false)
    expect(await ledger()).toEqual(['share', 'change grant', 'change grant'])
  })

  test('INV-06: are the owner’s alone to make wider', async () => {
    const { ana, liz, dana, eve } = stage.cast
    await share()
    for (const [who, status] of [
      [ana, 403],
      [liz, 403],
      [dana, 404],
      [eve, 404],
    ] as const) {
      const asked = { cohortId, canDownload: true }
      expect((await who.post(`/api/v1/clips/${clipId}/grants`, asked)).status).toBe(status)
    }
    expect(await ledger()).toEqual(['share'])
  })

  test('with a coaching wait until both are in it', async () => {
    const { leslie, ana, liz } = stage.cast
    const { db } = stage.platform
    await db.updateTable('cohorts').set({ kind: 'coaching' }).where('id', '=', cohortId).execute()
    const leave = (who: Person, leftAt: Date | null = new Date()) =>
      db
        .updateTable('memberships')
        .set({ leftAt })
        .where('cohortId', '=', cohortId)
        .where('personId', '=', idOf(who))
        .execute()
    const refused = async () => (await share()).body.code
    expect(await refused()).toBe('coaching-not-accepted')
    await leave(ana)
    await leave(liz)
    expect(await refused()).toBe('coaching-not-accepted')
    await leave(liz, null)
    expect((await share()).status).toBe(201)
    expect([await sees(liz), await sees(ana)]).toEqual([true, false])
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.grants).toHaveLength(1)
  })
})

describe('INV-15: access ends at the next request', () => {
  test('when a membership ends, and when the grant does', async () => {
    const { ana, liz } = stage.cast
    const { db } = stage.platform
    const { body: grant } = await share()
    expect([await sees(ana), await sees(liz)]).toEqual([true, true])
    await db
      .updateTable('memberships')
      .set({ leftAt: new Date() })
      .where('cohortId', '=', cohortId)
      .where('personId', '=', idOf(ana))
      .execute()
    expect([await sees(ana), await sees(liz)]).toEqual([false, true])
    await stage.cast.leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)
    expect(await sees(liz)).toBe(false)
  })
})
