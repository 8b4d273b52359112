import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepExemplars } from '../../src/exemplars/sweep-exemplars.ts'
import type { ClipId, CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { exemplarOf } from '../support/exemplars.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { pickFrom } from './pick.ts'
import { WatchersOracle } from './watchers-oracle.ts'
import { buildWorld, type World } from './world.ts'

let stage: Stage
let world: World
beforeAll(async () => {
  stage = await openStage()
  world = await buildWorld(stage)
})
afterAll(() => stage.close())

/** Whom the server lets play a clip: each person is asked for the lists of what they see. */
async function watchersBy(people: readonly Person[]): Promise<Map<string, Set<string>>> {
  const watchers = new Map<string, Set<string>>()
  for (const person of people) {
    const { status, body } = await person.get('/api/v1/clips?limit=200')
    if (status === 401) continue
    expect(status).toBe(200)
    for (const { id, can } of body.items) {
      if (can.play) watchers.set(id, (watchers.get(id) ?? new Set()).add(person.viewer.personId))
    }
    // Exemplars of others stand in the library, and in no list of clips.
    const { body: library } = await person.get('/api/v1/exemplars?limit=200')
    expect(library.total).toBe(library.items.length)
    for (const { clipId } of library.items) {
      watchers.set(clipId, (watchers.get(clipId) ?? new Set()).add(person.viewer.personId))
    }
  }
  return watchers
}

test('INV-01: whatever the cohort, a new recording is its uploader’s alone', async ({ annotate }) => {
  const { leslie } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  const watchers = await watchersBy([...world.people.values()])
  expect([...(watchers.get(clipId) ?? [])]).toEqual([leslie.viewer.personId])
  expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.grants).toEqual([])
  const preparing = await clipOf(stage.platform, leslie)
  for (const [name, person] of world.people) {
    if (name !== 'Leslie') expect((await person.get(`/api/v1/clips/${preparing}`)).status).toBe(404)
  }
  await annotate(`${world.people.size} people asked, one may watch`)
})

test('INV-03: roles given and taken at random change nobody’s view of anything', async ({ annotate }) => {
  const { dana } = stage.cast
  const people = [...world.people.values()]
  const before = await watchersBy(people)
  const pick = pickFrom(3)
  const roles = [
    'teacher',
    'teacher leader',
    'program coach',
    'administrator',
    'roster manager',
    'privacy officer',
  ]
  let changed = 0
  for (let at = 0; at < 60; at += 1) {
    const person = pick(people.filter((each) => each !== dana))
    const url = `/api/v1/administration/people/${person.viewer.personId}/roles/${encodeURIComponent(pick(roles))}`
    const { status } = await dana.send(pick(['PUT', 'DELETE']), url, { body: {} })
    if (status < 300) changed += 1
    expect(status).toBeLessThan(500)
    if (at % 10 === 9) expect(await watchersBy(people)).toEqual(before)
  }
  expect(changed).toBeGreaterThan(20)
  await annotate(`${changed} changes of roles, ${people.length} people asked after every ten`)
})

describe('INV-02: what the server lets people play', () => {
  test('is what a plain oracle says, at each of 500 random acts', { timeout: 300_000 }, async ({
    annotate,
  }) => {
    const { leslie, ana, liz, ben, dana, maple, oak } = stage.cast
    const { db } = stage.platform
    const { organisationId } = leslie.viewer
    const paula = world.people.get('Paula') as Person
    const people = [leslie, ana, liz, ben]
    const cohorts: readonly CohortId[] = [maple, oak]
    const oracle = new WatchersOracle()
    for (const person of people) oracle.everybody.add(person.viewer.personId)
    oracle.members.set(maple, new Set([leslie, ana, liz].map(({ viewer }) => viewer.personId)))
    oracle.members.set(oak, new Set([ben, ana].map(({ viewer }) => viewer.personId)))
    const clips: { id: ClipId; owner: Person }[] = []
    const attest = async (owner: Person, id: ClipId, scope: 'cohort' | 'organisation') => {
      const { body } = await owner.get('/api/v1/consent-policies/mine')
      const word = { policyId: body.policy?.id, scope, guardiansOk: true, unconsented: 'none present' }
      const { status } = await owner.send('PUT', `/api/v1/clips/${id}/consent`, { body: word })
      if (status >= 300) return false
      if (scope === 'organisation') oracle.agreedWidely.add(id)
      else oracle.agreedWidely.delete(id)
      // What was open to everybody ends with it; what is for a cohort goes on.
      if (scope === 'cohort' && oracle.exemplars.get(id) === null) oracle.end(id)
      return true
    }
    for (const [n, owner] of [leslie, leslie, ana, ben].entries()) {
      const id = await readyClipOf(stage.platform, owner)
      expect(await attest(owner, id, n % 2 === 0 ? 'organisation' : 'cohort')).toBe(true)
      clips.push({ id, owner })
      oracle.owner.set(id, owner.viewer.personId)
      oracle.grants.set(id, new Map())
    }
    const pick = pickFrom(2)
    const idOf = ({ viewer }: Person) => viewer.personId as string
    const grants = async ({ id, owner }: { id: string; owner: Person }) =>
      ((await owner.get(`/api/v1/clips/${id}`)).body.grants ?? []) as { id: string; cohort: { id: string } }[]

    /** Each does one thing on the server and, where it was done, tells the oracle. Answers whether it was. */
    const acts: Record<string, () => Promise<boolean>> = {
      share: async () => {
        const clip = pick(clips)
        const cohortId = pick(cohorts)
        const acknowledgedEvaluatorIds = pick([true, false])
          ? [...(oracle.evaluators.get(idOf(clip.owner)) ?? [])].filter((id) =>
              oracle.members.get(cohortId)?.has(id),
            )
          : []
        const { status } = await clip.owner.post(`/api/v1/clips/${clip.id}/grants`, {
          ...{ cohortId, acknowledgedEvaluatorIds },
        })
        if (status !== 201) return false
        const agreed = oracle.grants.get(clip.id)?.get(cohortId) ?? new Set()
        oracle.grants.get(clip.id)?.set(cohortId, new Set([...agreed, ...acknowledgedEvaluatorIds]))
        return true
      },
      revoke: async () => {
        const clip = pick(clips)
        const grant = pick(await grants(clip))
        if (!grant) return false
        const { status } = await clip.owner.delete(`/api/v1/clips/${clip.id}/grants/${grant.id}`)
        if (status === 204) oracle.grants.get(clip.id)?.delete(grant.cohort.id)
        return status === 204
      },
      withdraw: async () => {
        const clip = pick(clips)
        const { status } = await clip.owner.put(`/api/v1/clips/${clip.id}/withdrawal`)
        if (status === 204) oracle.withdrawn.add(clip.id)
        if (status === 204) oracle.end(clip.id)
        return status === 204
      },
      restore: async () => {
        const clip = pick(clips)
        const { status } = await clip.owner.delete(`/api/v1/clips/${clip.id}/withdrawal`)
        if (status === 204) oracle.withdrawn.delete(clip.id)
        return status === 204
      },
      join: async () => {
        const person = pick(people)
        const cohortId = pick(cohorts)
        if (oracle.departed.has(idOf(person)) || oracle.members.get(cohortId)?.has(idOf(person))) return false
        await sql`
          insert into memberships (organisation_id, cohort_id, person_id, part, joined_at)
          values (${organisationId}, ${cohortId}, ${idOf(person)}, 'participant', clock_timestamp())`.execute(
          db,
        )
        oracle.members.get(cohortId)?.add(idOf(person))
        return true
      },
      leave: async () => {
        const person = pick(people)
        const cohortId = pick(cohorts)
        const { status } = await person.delete(`/api/v1/cohorts/${cohortId}/members/me`)
        if (status === 204) oracle.members.get(cohortId)?.delete(idOf(person))
        return status === 204
      },
      rate: async () => {
        const [evaluator, evaluatee] = [pick(people), pick(people)]
        if (evaluator === evaluatee) return false
        const { status } = await dana.send('PUT', '/api/v1/administration/evaluators', {
          body: { evaluatorId: idOf(evaluator), evaluateeId: idOf(evaluatee) },
        })
        if (status >= 300) return false
        const raters = oracle.evaluators.get(idOf(evaluatee)) ?? new Set()
        oracle.evaluators.set(idOf(evaluatee), raters.add(idOf(evaluator)))
        return true
      },
      'rate no more': async () => {
        const [evaluator, evaluatee] = [pick(people), pick(people)]
        const { status } = await dana.send('DELETE', '/api/v1/administration/evaluators', {
          body: { evaluatorId: idOf(evaluator), evaluateeId: idOf(evaluatee) },
        })
        if (status >= 300) return false
        oracle.evaluators.get(idOf(evaluatee))?.delete(idOf(evaluator))
        return true
      },
      'raise a concern': async () => {
        const [clip, person] = [pick(clips), pick(people)]
        const { status } = await person.post(`/api/v1/clips/${clip.id}/concerns`, { kind: 'student privacy' })
        if (status === 201) oracle.paused.add(clip.id)
        return status === 201
      },
      'settle concerns': async () => {
        const { body } = await paula.get('/api/v1/privacy/pauses')
        for (const { id, clipId } of body.items) {
          const { status } = await paula.send('PUT', `/api/v1/privacy/pauses/${id}/resolution`, {
            body: { resolution: 'kept' },
          })
          if (status < 300) oracle.paused.delete(clipId)
        }
        return body.items.length > 0
      },
      depart: async () => {
        const person = pick([ben, ana])
        const { status } = await dana.put(`/api/v1/administration/people/${idOf(person)}/departure`)
        if (status !== 204) return false
        oracle.departed.add(idOf(person))
        for (const { id, owner } of clips) if (owner === person) oracle.end(id)
        for (const members of oracle.members.values()) members.delete(idOf(person))
        return true
      },
      'come back': async () => {
        const person = pick([ben, ana])
        const { status } = await dana.delete(`/api/v1/administration/people/${idOf(person)}/departure`)
        if (status !== 204) return false
        oracle.departed.delete(idOf(person))
        // Tokens that ended stay ended; the tests need one that works.
        await sql`update api_tokens set revoked_at = null where person_id = ${idOf(person)}`.execute(db)
        return true
      },
      purge: async () => {
        const clip = pick(clips)
        // Seldom: there is no way back, and the rest of the history should have something to be about.
        if (clips.length - oracle.purged.size <= 2 || pick([true, true, false])) return false
        const { status } = await clip.owner.send('PUT', `/api/v1/clips/${clip.id}/purge`, {
          body: { confirm: true },
        })
        if (status < 300) oracle.purged.add(clip.id)
        return status < 300
      },
      publish: async () => {
        const { id: clipId, owner } = pick(clips)
        if (oracle.departed.has(idOf(owner)) || oracle.withdrawn.has(clipId) || oracle.purged.has(clipId))
          return false
        if (oracle.exemplars.has(clipId)) return false
        // What is over by the rows around it is written down, as a worker does from time to time.
        await sweepExemplars(db, AbortSignal.timeout(60_000))
        const cohortId = pick([maple, oak, null, null])
        if (cohortId === null && !oracle.agreedWidely.has(clipId)) return false
        const audience = cohortId
          ? { kind: 'cohort' as const, id: cohortId }
          : { kind: 'organisation' as const }
        await exemplarOf(stage.platform, owner, { by: liz, clipId, audience, showsName: pick([true, false]) })
        oracle.exemplars.set(clipId, cohortId)
        return true
      },
      'end an exemplar': async () => {
        const { id: clipId, owner } = pick(clips)
        const { body } = await owner.get('/api/v1/exemplars/mine')
        const standing = body.owned?.find(
          (each: { clipId: string; state: string }) => each.clipId === clipId && each.state === 'published',
        )
        if (!standing) return false
        const { status } = await owner.delete(`/api/v1/exemplars/${standing.id}/consent`)
        if (status === 200) oracle.end(clipId)
        return status === 200
      },
      'attest anew': async () => {
        const { id, owner } = pick(clips)
        return attest(owner, id, pick(['cohort', 'organisation']))
      },
    }
    // What lets people watch comes often, or the history would soon be about nothing.
    const often: Record<string, number> = {
      share: 9,
      join: 9,
      restore: 4,
      'settle concerns': 5,
      'come back': 4,
      publish: 8,
      'end an exemplar': 4,
      'attest anew': 2,
    }
    const deck = Object.keys(acts).flatMap((name) => Array.from({ length: often[name] ?? 1 }, () => name))
    const done = new Map<string, number>()
    const seen = { watching: 0, keptOutAsEvaluators: 0, asExemplar: 0 }
    for (let at = 0; at < 500; at += 1) {
      const name = pick(deck)
      if (await acts[name]?.()) done.set(name, (done.get(name) ?? 0) + 1)
      const watchers = await watchersBy(people)
      for (const { id } of clips) {
        const said = [...(watchers.get(id) ?? [])].sort()
        expect(said, `after ${at + 1} acts, the last one “${name}”`).toEqual([...oracle.watchers(id)].sort())
        seen.asExemplar += oracle.exemplars.has(id) ? said.length - 1 : 0
        seen.watching += said.length - 1
        seen.keptOutAsEvaluators += oracle.keptOutAsEvaluators(id).size
      }
    }
    // A history in which something never happened shows nothing about it.
    expect(seen.watching).toBeGreaterThan(300)
    expect(seen.keptOutAsEvaluators).toBeGreaterThan(30)
    expect(seen.asExemplar).toBeGreaterThan(100)
    expect(Object.keys(acts).filter((name) => !done.has(name))).toEqual([])
    const told = [...done].map(([name, times]) => `${name} ${times}`).join(', ')
    await annotate(
      `${[...done.values()].reduce((sum, times) => sum + times, 0)} of 500 acts took effect: ${told}; colleagues could watch in ${seen.watching} cases (${seen.asExemplar} of clips that were exemplars), and did not because they rate the owner in ${seen.keptOutAsEvaluators}`,
    )
  })
})
