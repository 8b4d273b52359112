import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import type { Part } from '../../src/cohorts/parts.ts'
import type { CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { listen } from '../support/listen.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const cohortOf = (members: readonly (readonly [Person, Part])[], kind: 'cohort' | 'coaching' = 'cohort') =>
  createCohort(stage.platform.db, {
    organisationId: stage.cast.liz.viewer.organisationId,
    name: 'Elm Court',
    focus: null,
    kind,
    members: members.map(([{ viewer }, part]) => ({ personId: viewer.personId, part })),
  })

const url = (cohortId: CohortId, rest = '') => `/api/v1/cohorts/${cohortId}${rest}`
const leave = (who: Person, cohortId: CohortId) => who.delete(url(cohortId, '/members/me'))
const remove = (who: Person, cohortId: CohortId, whom: Person) =>
  who.delete(url(cohortId, `/members/${whom.viewer.personId}`))
const setPart = (who: Person, cohortId: CohortId, whom: Person, part: Part) =>
  who.send('PUT', url(cohortId, `/members/${whom.viewer.personId}/part`), { body: { part } })

/** Who is in it, by the database's word. */
const live = (cohortId: CohortId) =>
  stage.platform.db
    .selectFrom('memberships')
    .innerJoin('cohorts', 'cohorts.id', 'memberships.cohortId')
    .select(['memberships.part', 'memberships.personId'])
    .where('memberships.cohortId', '=', cohortId)
    .where('leftAt', 'is', null)
    .execute()

const isClosed = async (cohortId: CohortId) =>
  (
    await stage.platform.db
      .selectFrom('cohorts')
      .select('closedAt')
      .where('id', '=', cohortId)
      .executeTakeFirstOrThrow()
  ).closedAt !== null

describe('leaving a cohort', () => {
  test.each<['leaves' | 'is removed']>([['leaves'], ['is removed']])(
    'INV-15: whoever %s has no access at the next request, and what is open for them closes',
    async (how) => {
      const { leslie, liz, ana } = stage.cast
      const cohortId = await cohortOf([
        [liz, 'facilitator'],
        [leslie, 'participant'],
        [ana, 'participant'],
      ])
      const clipId = await readyClipOf(stage.platform, leslie)
      await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
      const [hers, facilitators] = [await listen(ana, clipId), await listen(liz, clipId)]
      const left = how === 'leaves' ? await leave(ana, cohortId) : await remove(liz, cohortId, ana)
      expect(left.status).toBe(204)
      for (const path of [`/api/v1/clips/${clipId}`, `/api/v1/clips/${clipId}/playback`, url(cohortId)]) {
        expect((await ana.get(path)).status).toBe(404)
      }
      await hers.until('gone {}')
      expect(await hers.next()).toBeUndefined()
      expect((await liz.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
      facilitators.close()
    },
  )

  test('is for its members, removing for its facilitators', async () => {
    const { leslie, liz, ana, ben, dana, eve } = stage.cast
    const cohortId = await cohortOf([
      [liz, 'facilitator'],
      [leslie, 'participant'],
      [ana, 'participant'],
    ])
    expect((await remove(leslie, cohortId, ana)).status).toBe(403)
    expect((await setPart(leslie, cohortId, leslie, 'facilitator')).status).toBe(403)
    for (const stranger of [ben, dana, eve]) {
      expect((await remove(stranger, cohortId, ana)).status).toBe(404)
      expect((await leave(stranger, cohortId)).status).toBe(404)
      expect((await setPart(stranger, cohortId, ana, 'facilitator')).status).toBe(404)
    }
    expect((await remove(liz, cohortId, ben)).status).toBe(404)
    expect((await setPart(liz, cohortId, ben, 'facilitator')).status).toBe(404)
    expect(await live(cohortId)).toHaveLength(3)
  })

  test('is refused to the last facilitator while others remain, and stepping down too, until handed on', async () => {
    const { leslie, liz } = stage.cast
    const cohortId = await cohortOf([
      [liz, 'facilitator'],
      [leslie, 'participant'],
    ])
    for (const answer of [
      await leave(liz, cohortId),
      await remove(liz, cohortId, liz),
      await setPart(liz, cohortId, liz, 'participant'),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'last-facilitator'])
    }
    expect((await setPart(liz, cohortId, leslie, 'facilitator')).status).toBe(204)
    expect((await setPart(liz, cohortId, liz, 'participant')).status).toBe(204)
    expect((await leave(liz, cohortId)).status).toBe(204)
    expect((await leave(leslie, cohortId)).status).toBe(204)
    expect(await isClosed(cohortId)).toBe(true)
  })

  test('never leaves people without a facilitator, whichever way two go at once', async () => {
    const { liz, leslie, ana } = stage.cast
    const ways: ((cohortId: CohortId) => Promise<{ status: number }>[])[] = [
      (cohortId) => [leave(liz, cohortId), leave(leslie, cohortId)],
      (cohortId) => [remove(liz, cohortId, leslie), remove(leslie, cohortId, liz)],
      (cohortId) => [setPart(liz, cohortId, liz, 'participant'), leave(leslie, cohortId)],
      (cohortId) => [
        setPart(liz, cohortId, leslie, 'participant'),
        setPart(leslie, cohortId, liz, 'participant'),
      ],
    ]
    for (const way of ways) {
      for (let round = 0; round < 4; round++) {
        const cohortId = await cohortOf([
          [liz, 'facilitator'],
          [leslie, 'facilitator'],
          [ana, 'participant'],
        ])
        const statuses = (await Promise.all(way(cohortId))).map(({ status }) => status)
        expect(statuses.filter((status) => status === 204)).toHaveLength(1)
        const parts = (await live(cohortId)).map(({ part }) => part)
        expect(parts.filter((part) => part === 'facilitator')).toHaveLength(1)
      }
    }
  })

  test('twice finds it gone the second time', async () => {
    const { liz, ana } = stage.cast
    const cohortId = await cohortOf([
      [liz, 'facilitator'],
      [ana, 'participant'],
    ])
    await leave(ana, cohortId)
    expect((await leave(ana, cohortId)).status).toBe(404)
    expect(await live(cohortId)).toHaveLength(1)
  })
})

describe('coaching', () => {
  test('ends for both with either of them', async () => {
    const { liz, leslie } = stage.cast
    for (const who of [liz, leslie]) {
      const cohortId = await cohortOf(
        [
          [liz, 'facilitator'],
          [leslie, 'participant'],
        ],
        'coaching',
      )
      expect((await leave(who, cohortId)).status).toBe(204)
      expect(await live(cohortId)).toEqual([])
      expect(await isClosed(cohortId)).toBe(true)
    }
  })

  test('keeps who coaches', async () => {
    const { liz, leslie } = stage.cast
    const cohortId = await cohortOf(
      [
        [liz, 'facilitator'],
        [leslie, 'participant'],
      ],
      'coaching',
    )
    const answer = await setPart(liz, cohortId, leslie, 'facilitator')
    expect([answer.status, answer.body.code]).toEqual([409, 'coaching-parts'])
  })
})

describe('closing a cohort', () => {
  test('ends every membership; facilitators do it, or an administrator', async () => {
    const { liz, leslie, ana, dana, ben } = stage.cast
    const made = () =>
      cohortOf([
        [liz, 'facilitator'],
        [leslie, 'participant'],
      ])
    const cohortId = await made()
    expect((await leslie.put(url(cohortId, '/closing'))).status).toBe(403)
    for (const who of [ana, ben]) expect((await who.put(url(cohortId, '/closing'))).status).toBe(404)
    expect((await liz.put(url(cohortId, '/closing'))).status).toBe(204)
    expect((await liz.put(url(cohortId, '/closing'))).status).toBe(404)
    expect(await live(cohortId)).toEqual([])
    const other = await made()
    for (let n = 0; n < 2; n++) expect((await dana.put(url(other, '/closing'))).status).toBe(204)
    expect(await live(other)).toEqual([])
  })
})

describe('an administrator', () => {
  const appoint = (who: Person, cohortId: CohortId, whom: Person) =>
    who.put(`/api/v1/administration/cohorts/${cohortId}/facilitators/${whom.viewer.personId}`)

  test('sees every cohort of the organisation with how many are in it, and no more', async () => {
    const { dana, liz, leslie, elsewhere } = stage.cast
    const cohortId = await cohortOf([
      [liz, 'facilitator'],
      [leslie, 'participant'],
    ])
    const seen = []
    let after = ''
    do {
      const { body } = await dana.get(`/api/v1/administration/cohorts?limit=20${after && `&after=${after}`}`)
      seen.push(...body.items)
      after = body.next ?? ''
    } while (after)
    expect(seen.find(({ id }) => id === cohortId)).toEqual({
      ...{ id: cohortId, name: 'Elm Court', kind: 'cohort', siteId: null, closedAt: null },
      ...{ members: 2, facilitators: 1, createdAt: expect.any(String) },
    })
    expect(seen.map(({ id }) => id)).not.toContain(elsewhere)
    for (const who of [liz, leslie]) {
      expect((await who.get('/api/v1/administration/cohorts')).status).toBe(403)
    }
  })

  test('finds cohorts by part of a name, and those that are closed or were left without a facilitator', async () => {
    const { dana, leslie } = stage.cast
    const leaver = await newcomer(stage, ['teacher leader'])
    const named = async (name: string, who: Person) => {
      const { body } = await dana.post('/api/v1/cohorts', { name, facilitatorId: who.viewer.personId })
      return body.id as CohortId
    }
    const orphan = await named('100% Findable east', leaver)
    const closed = await named('Findable west', leslie)
    const fine = await named('findable north', leslie)
    await stage.platform.db
      .insertInto('memberships')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, cohortId: orphan, part: 'participant' },
        personId: leslie.viewer.personId,
      })
      .execute()
    await dana.put(departure(leaver))
    await dana.put(`/api/v1/cohorts/${closed}/closing`)
    const found = async (query: string) =>
      (await dana.get(`/api/v1/administration/cohorts?search=findABLE&${query}`)).body.items.map(
        ({ id }: { id: CohortId }) => id,
      )
    expect(await found('')).toEqual([orphan, closed, fine])
    expect(await found('state=open')).toEqual([orphan, fine])
    expect(await found('state=closed')).toEqual([closed])
    expect(await found('state=without%20facilitator')).toEqual([orphan])
    const literal = await dana.get(`/api/v1/administration/cohorts?search=${encodeURIComponent('0% F')}`)
    expect(literal.body.items).toHaveLength(1)
  })

  test('INV-03: appoints a facilitator only where there is none left, from among the members, never themself', async () => {
    const { dana, liz, leslie, ana, eve } = stage.cast
    const leaver = await newcomer(stage, ['teacher leader'])
    const cohortId = await cohortOf([
      [leaver, 'facilitator'],
      [leslie, 'participant'],
      [liz, 'participant'],
    ])
    const early = await appoint(dana, cohortId, liz)
    expect([early.status, early.body.code]).toEqual([409, 'has-facilitator'])
    expect((await dana.put(departure(leaver))).status).toBe(204)
    expect((await live(cohortId)).map(({ part }) => part)).toEqual(['participant', 'participant'])

    expect((await appoint(dana, cohortId, dana)).status).toBe(403)
    expect((await appoint(dana, cohortId, eve)).status).toBe(404)
    expect((await appoint(dana, cohortId, leaver)).status).toBe(404)
    expect((await appoint(ana, cohortId, ana)).status).toBe(403)
    const outside = await appoint(dana, cohortId, ana)
    expect([outside.status, outside.body.code]).toEqual([409, 'not-a-member'])
    expect(await live(cohortId)).toHaveLength(2)

    const [one, two] = await Promise.all([appoint(dana, cohortId, liz), appoint(dana, cohortId, leslie)])
    expect([one.status, two.status].sort()).toEqual([204, 409])
    expect((await live(cohortId)).filter(({ part }) => part === 'facilitator')).toHaveLength(1)
    const { body } = await dana.get('/api/v1/administration/audit')
    expect(body.items[0]).toMatchObject({
      what: 'appoint-facilitator',
      by: { name: 'Dana' },
      detail: { cohortId },
    })
  })

  test('INV-15: ends everything of somebody who departs, and nothing comes back with them', async () => {
    const { dana, liz, leslie } = stage.cast
    const leaver = await newcomer(stage, ['administrator', 'teacher'])
    const cohortId = await cohortOf([
      [liz, 'facilitator'],
      [leaver, 'participant'],
      [leslie, 'participant'],
    ])
    const coaching = await cohortOf(
      [
        [liz, 'facilitator'],
        [leaver, 'participant'],
      ],
      'coaching',
    )
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
    const stream = await listen(leaver, clipId)
    for (let n = 0; n < 2; n++) expect((await dana.put(departure(leaver))).status).toBe(204)
    expect((await leaver.get('/api/v1/me')).status).toBe(401)
    await stream.until('gone {}')
    expect(await isClosed(coaching)).toBe(true)

    expect((await dana.delete(departure(leaver))).status).toBe(204)
    expect((await leaver.get('/api/v1/me')).status).toBe(401)
    const { personId } = leaver.viewer
    const rows = await Promise.all([
      stage.platform.db.selectFrom('roleGrants').selectAll().where('personId', '=', personId).execute(),
      stage.platform.db
        .selectFrom('memberships')
        .selectAll()
        .where('personId', '=', personId)
        .where('leftAt', 'is', null)
        .execute(),
    ])
    expect(rows).toEqual([[], []])
  })

  const departure = (whom: Person) => `/api/v1/administration/people/${whom.viewer.personId}/departure`
})
