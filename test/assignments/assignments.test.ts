import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Assignment } from '../../src/assignments/schemas.ts'
import type { StageId } from '../../src/platform/ids.ts'
import { inDays, letPass, meetingOf, sharedClip, wordsIn } from '../support/between-meetings.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const noticing = { key: 'notice-and-wonder' }
const iso = (days: number) => inDays(days).toISOString()

/** Made by Liz for Maple Street, due in ten days unless something else is said. */
const make = (body: object, who: Person = stage.cast.liz) =>
  who.post(`/api/v1/cohorts/${stage.cast.maple}/assignments`, {
    ...{ protocol: noticing, dueAt: iso(10), ...body },
  })
const made = async (body: object): Promise<Assignment> => {
  const { status, body: answer } = await make(body)
  expect(answer).toMatchObject({ id: expect.any(String) })
  expect(status).toBe(201)
  return answer
}
const at = (id: string, rest = '') => `/api/v1/assignments/${id}${rest}`

describe('making an assignment', () => {
  test('copies the protocol’s stages, with windows in the time there is, and whose turn it is', async () => {
    const { ana, leslie, maple } = stage.cast
    const clipId = await sharedClip(stage)
    const { id } = await made({
      clipIds: [clipId],
      question: 'Who talks?',
      words: 'Six minutes.',
      dueAt: iso(10),
    })
    const { body } = await ana.get(at(id))
    expect(body).toMatchObject({
      ...{ cohort: { id: maple, name: 'Maple Street' }, state: 'open', dueBy: 'hand', minutes: 5 + 8 },
      ...{ question: 'Who talks?', words: 'Six minutes.', presenter: null, can: { change: false } },
      clips: [{ id: clipId, title: 'Number talk', owner: { name: 'Leslie' } }],
      protocol: {
        key: 'notice-and-wonder',
        title: { en: 'Notice and wonder', es: 'Observar y preguntarse' },
      },
    })
    expect(body.stages).toMatchObject([
      { key: 'notice', state: 'open', sealed: true, mine: { posts: 0, mayPost: true, why: null } },
      { key: 'wonder', state: 'open', mine: { mayPost: false, why: 'previous-stage-first' } },
      { key: 'carry', state: 'to come', mine: { mayPost: false, why: 'not-open' } },
    ])
    const [opens, due] = [Date.parse(body.opensAt), Date.parse(body.dueAt)]
    expect(Math.abs(Date.parse(body.stages[0].closesAt) - (opens + (due - opens) * 0.6))).toBeLessThan(5)
    expect(body.stages[2].closesAt).toBe(body.dueAt)
    // Whose clip it is, and who runs the cohort, wait for nobody.
    for (const who of [leslie, stage.cast.liz]) {
      expect((await who.get(at(id))).body.stages[0]).toMatchObject({ sealed: false, mine: { mayPost: true } })
    }
    await wordsIn(stage.platform, ana, { clipId, cohortId: maple, stageId: body.stages[0].id as StageId })
    expect((await ana.get(at(id))).body.stages.slice(0, 2)).toMatchObject([
      { sealed: false, mine: { posts: 1 } },
      { mine: { mayPost: true } },
    ])
  })

  test('is for those who facilitate; to others the cohort or the right to do it is missing', async () => {
    const { ana, ben, dana, eve } = stage.cast
    const clipIds = [await sharedClip(stage)]
    expect((await make({ clipIds }, ana)).status).toBe(403)
    for (const who of [ben, dana, eve]) expect((await make({ clipIds }, who)).status).toBe(404)
  })

  test('INV-06: takes only clips that the cohort sees already, and widens nothing', async () => {
    const { leslie, liz, maple, ben, oak } = stage.cast
    const hidden = await readyClipOf(stage.platform, leslie)
    expect((await make({ clipIds: [hidden] })).status).toBe(404)
    // Liz sees her own; Maple Street does not.
    const own = await readyClipOf(stage.platform, liz)
    expect((await make({ clipIds: [own] })).body).toMatchObject({ status: 409, code: 'not-shared-here' })
    const elsewhere = await readyClipOf(stage.platform, ben)
    await ben.post(`/api/v1/clips/${elsewhere}/grants`, { cohortId: oak })
    expect((await make({ clipIds: [await sharedClip(stage), elsewhere] })).status).toBe(404)
    const back = await sharedClip(stage)
    await leslie.put(`/api/v1/clips/${back}/withdrawal`)
    expect((await make({ clipIds: [back] })).status).toBe(404)
    const grants = await stage.platform.db
      .selectFrom('clipGrants')
      .select('id')
      .where('clipId', 'in', [hidden, own])
      .where('cohortId', '=', maple)
      .execute()
    expect(grants).toEqual([])
  })

  test('refuses times, people and protocols that do not fit', async () => {
    const { ben, maple } = stage.cast
    const clipIds = [await sharedClip(stage)]
    const codes = async (...bodies: object[]) =>
      Promise.all(bodies.map(async (body) => (await make({ clipIds, ...body })).body.code))
    expect(
      await codes(
        { dueAt: iso(-1) },
        { opensAt: iso(5), dueAt: iso(4) },
        { dueAt: iso(500) },
        { dueAt: undefined },
        { presenterId: ben.viewer.personId },
        { protocol: { key: 'no-such' } },
        { protocol: { id: randomUUID() } },
        { forMeetingId: randomUUID() },
        { cycleId: randomUUID() },
      ),
    ).toEqual([
      ...['due-passed', 'due-before-opening', 'too-long', 'due-missing', 'not-in-cohort'],
      ...['not-found', 'not-found', 'not-found', 'not-found'],
    ])
    const { body } = await stage.cast.liz.get(`/api/v1/cohorts/${maple}/assignments`)
    expect(body.items.some(({ clips }: Assignment) => clips.some(({ id }) => id === clipIds[0]))).toBe(false)
  })

  test('lets whose clip it is present where the protocol needs somebody', async () => {
    const { leslie, ana } = stage.cast
    const tuning = await made({ clipIds: [await sharedClip(stage)], protocol: { key: 'tune-a-practice' } })
    expect(tuning.presenter).toMatchObject({ id: leslie.viewer.personId })
    expect((await leslie.get(at(tuning.id))).body.stages[0].mine).toEqual({
      posts: 0,
      mayPost: true,
      why: null,
      ...{ asked: true, left: 1, minutes: 2 },
    })
    expect((await ana.get(at(tuning.id))).body.stages[0].mine.why).toBe('not-your-turn')
  })

  test('changes who presents by the same rule, while it has not opened', async () => {
    const { liz, leslie, ana, ben } = stage.cast
    const given = { opensAt: iso(70), dueAt: iso(72) }
    const tune = { protocol: { key: 'tune-a-practice' }, ...given }
    const tuning = await made({ clipIds: [await sharedClip(stage)], ...tune })
    const present = async (id: string, presenterId: string | null) =>
      (await liz.patch(at(id), { presenterId })).body
    expect((await present(tuning.id, ana.viewer.personId)).presenter.name).toBe('Ana')
    expect((await present(tuning.id, ben.viewer.personId)).code).toBe('not-in-cohort')
    expect((await present(tuning.id, null)).presenter.name).toBe('Leslie')
    const noticed = await made({ clipIds: [await sharedClip(stage)], ...given })
    expect((await present(noticed.id, ana.viewer.personId)).presenter.name).toBe('Ana')
    expect((await present(noticed.id, null)).presenter).toBeNull()
    // Nobody is named, and nobody whose clip it is can be seen.
    const lost = await sharedClip(stage)
    const { id } = await made({ clipIds: [lost], ...tune })
    await leslie.put(`/api/v1/clips/${lost}/withdrawal`)
    expect((await present(id, null)).code).toBe('presenter-missing')
  })

  test('refuses a second one on the same clip at the same time, though both come at once', async () => {
    const clipId = await sharedClip(stage)
    const other = await sharedClip(stage)
    for (let n = 0; n < 5; n++) {
      const at = { clipIds: [clipId], opensAt: iso(20 + n * 10), dueAt: iso(25 + n * 10) }
      const both = await Promise.all([make(at), make({ ...at, clipIds: [other, clipId] })])
      expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
      expect(both.find(({ status }) => status === 409)?.body.code).toBe('clip-already-assigned')
    }
    // One after the other is no overlap, to the moment.
    expect((await make({ clipIds: [clipId], opensAt: iso(70), dueAt: iso(71) })).status).toBe(201)
    const { body } = await make({ clipIds: [other], opensAt: iso(80), dueAt: iso(81) })
    expect((await make({ clipIds: [other], opensAt: body.dueAt, dueAt: iso(82) })).status).toBe(201)
    const again = { clipIds: [other], opensAt: iso(80), dueAt: body.dueAt }
    // What was cancelled is in nobody's way; brought back, it would be.
    await stage.cast.liz.put(at(body.id, '/cancellation'))
    expect((await make(again)).status).toBe(201)
    expect((await stage.cast.liz.delete(at(body.id, '/cancellation'))).body.code).toBe(
      'clip-already-assigned',
    )
  })

  test('a cycle that is closed takes none', async () => {
    const { liz, maple } = stage.cast
    const opened = await liz.post(`/api/v1/cohorts/${maple}/cycles`, { question: 'Who talks?' })
    const cycleId = opened.body.id
    expect((await made({ clipIds: [await sharedClip(stage)], cycleId })).cycleId).toBe(cycleId)
    expect((await liz.put(`/api/v1/cycles/${cycleId}/closing`)).status).toBeLessThan(300)
    expect((await make({ clipIds: [await sharedClip(stage)], cycleId })).body.code).toBe('cycle-closed')
  })
})

describe('an assignment exists', () => {
  test('for members alone: not for administrators, other cohorts, those who left, other organisations', async () => {
    const { ana, ben, dana, eve, nobody, maple } = stage.cast
    const clipId = await sharedClip(stage)
    const { id, stages } = await made({ clipIds: [clipId] })
    const asked = (assignmentId: string, stageId: string) =>
      [
        ['GET', at(assignmentId)],
        ['PATCH', at(assignmentId), { question: 'x' }],
        ['PUT', at(assignmentId, '/cancellation')],
        ['DELETE', at(assignmentId, '/cancellation')],
        ['PUT', at(assignmentId, '/closing')],
        ['PUT', at(assignmentId, `/stages/${stageId}/opening`)],
        ['PUT', at(assignmentId, `/stages/${stageId}/closing`)],
        ['GET', at(assignmentId, '/participation')],
        ['POST', at(assignmentId, '/nudges'), {}],
      ] as const
    for (const who of [ben, dana, eve]) {
      const never = asked(randomUUID(), randomUUID())
      for (const [n, [method, path, body]] of asked(id, stages[0]?.id ?? '').entries()) {
        const real = await who.send(method, path, { body })
        const [, nowhere] = never[n] ?? never[0]
        const unreal = await who.send(method, nowhere, { body })
        expect([real.status, real.body.detail]).toEqual([404, unreal.body.detail])
      }
      expect((await who.get(`/api/v1/cohorts/${maple}/assignments`)).status).toBe(404)
      expect((await who.get('/api/v1/me/assignments')).body.items).toEqual([])
      expect((await who.get(`/api/v1/clips/${clipId}/assignments`)).status).toBe(404)
    }
    expect((await nobody.get(at(id))).status).toBe(401)
    // Members read it and change nothing.
    for (const [method, path, body] of asked(id, stages[0]?.id ?? '').slice(1)) {
      expect((await ana.send(method, path, { body })).status).toBe(403)
    }
    expect((await ana.get(`/api/v1/clips/${clipId}/assignments`)).body.items).toMatchObject([{ id }])
  })

  test('without the clips that were taken back, paused or are shared no longer', async () => {
    const { leslie, ana, maple } = stage.cast
    const kept = await sharedClip(stage)
    const [withdrawn, paused, unshared] = [
      await sharedClip(stage),
      await sharedClip(stage),
      await sharedClip(stage),
    ]
    const { id } = await made({ clipIds: [withdrawn, kept, paused, unshared] })
    const seen = async (who: Person) =>
      (await who.get(at(id))).body.clips.map((clip: { id: string }) => clip.id)
    expect(await seen(ana)).toEqual([withdrawn, kept, paused, unshared])
    await leslie.put(`/api/v1/clips/${withdrawn}/withdrawal`)
    await ana.post(`/api/v1/clips/${paused}/concerns`, { kind: 'safety' })
    const [grant] = (await leslie.get(`/api/v1/clips/${unshared}`)).body.grants
    await leslie.delete(`/api/v1/clips/${unshared}/grants/${grant.id}`)
    expect(await seen(ana)).toEqual([kept])
    expect(await seen(leslie)).toEqual([kept])
    for (const clipId of [withdrawn, unshared]) {
      expect((await leslie.get(`/api/v1/clips/${clipId}/assignments`)).body.items).toEqual([])
    }
    // Stages speak of clips by their place, which they keep.
    expect((await ana.get(at(id))).body.clips[0].position).toBe(1)
    await leslie.delete(`/api/v1/clips/${withdrawn}/withdrawal`)
    expect(await seen(ana)).toEqual([withdrawn, kept])
    expect(maple).toBeDefined()
  })

  test('in lists of one meeting alone', async () => {
    const { liz, ana, ben, maple, oak } = stage.cast
    const [first, second] = [
      await meetingOf(stage.platform, liz, maple, inDays(60)),
      await meetingOf(stage.platform, liz, maple, inDays(67)),
    ]
    const given = { opensAt: iso(50), dueAt: iso(52) }
    const { id } = await made({ clipIds: [await sharedClip(stage)], forMeetingId: first, ...given })
    await made({ clipIds: [await sharedClip(stage)], forMeetingId: second, ...given })
    await made({ clipIds: [await sharedClip(stage)], ...given })
    const list = async (who: Person, cohortId: string, query: string) =>
      (await who.get(`/api/v1/cohorts/${cohortId}/assignments?forMeetingId=${query}`)).body
    expect((await list(ana, maple, first)).items).toMatchObject([{ id, forMeeting: { id: first } }])
    expect((await list(ana, maple, `${first}&state=open`)).items).toEqual([])
    expect((await list(ben, oak, first)).items).toEqual([])
    expect((await list(ana, maple, 'nonsense')).status).toBe(400)
  })

  test('in lists by when it is due, page by page, and by state', async () => {
    const { liz, ana, maple } = stage.cast
    const clipIds = [await sharedClip(stage)]
    const ids: string[] = []
    for (const from of [100, 102, 104]) {
      ids.unshift((await made({ clipIds, opensAt: iso(from), dueAt: iso(from + 1) })).id)
    }
    const first = (await ana.get(`/api/v1/cohorts/${maple}/assignments?limit=2&state=planned`)).body
    const second = (
      await ana.get(`/api/v1/cohorts/${maple}/assignments?limit=2&state=planned&after=${first.next}`)
    ).body
    expect([...first.items, ...second.items].map(({ id }: Assignment) => id).slice(0, 3)).toEqual(ids)
    expect((await liz.get(`/api/v1/cohorts/${maple}/assignments?after=nonsense`)).status).toBe(400)
    await liz.put(at(ids[0] ?? '', '/cancellation'))
    const own = (await ana.get('/api/v1/me/assignments')).body.items as Assignment[]
    const mine = own.filter(({ id }) => ids.includes(id)).map(({ id }) => id)
    expect(mine).toEqual([ids[2], ids[1]])
    expect(own.map(({ dueAt }) => dueAt)).toEqual(own.map(({ dueAt }) => dueAt).toSorted())
  })
})

describe('by hand', () => {
  test('a stage opens before its time, closes, and opens again; a seal never closes twice', async () => {
    const { liz, ana } = stage.cast
    const { id, stages } = await made({ clipIds: [await sharedClip(stage)] })
    const [notice, wonder, carry] = stages.map((each) => each.id)
    const states = async () =>
      (await ana.get(at(id))).body.stages.map(({ state }: { state: string }) => state)
    const put = (stageId: string | undefined, what: string) => liz.put(at(id, `/stages/${stageId}/${what}`))
    expect(await states()).toEqual(['open', 'open', 'to come'])
    expect((await put(carry, 'closing')).body.code).toBe('stage-not-open')
    expect((await put(carry, 'opening')).status).toBe(204)
    expect((await put(wonder, 'closing')).status).toBe(204)
    expect((await put(wonder, 'closing')).status).toBe(204)
    expect(await states()).toEqual(['open', 'closed', 'open'])
    expect((await put(wonder, 'opening')).status).toBe(204)
    expect(await states()).toEqual(['open', 'open', 'open'])
    const again = (await ana.get(at(id))).body
    expect(again.stages[1].closesAt).toBe(again.dueAt)
    expect((await put(notice, 'closing')).status).toBe(204)
    expect((await ana.get(at(id))).body.stages[0]).toMatchObject({ state: 'closed', sealed: false })
    expect((await put(notice, 'opening')).body.code).toBe('seal-opened')
    const elsewhere = await made({ clipIds: [await sharedClip(stage)] })
    expect((await liz.put(at(elsewhere.id, `/stages/${notice}/closing`))).status).toBe(404)
  })

  test('it closes once, with all its stages; who comes second changes nothing', async () => {
    const { liz, ana } = stage.cast
    const { id } = await made({ clipIds: [await sharedClip(stage)] })
    const all = await Promise.all([1, 2, 3].map(() => liz.put(at(id, '/closing'))))
    expect(all.map(({ status }) => status)).toEqual([204, 204, 204])
    const { body } = await ana.get(at(id))
    expect(body.state).toBe('closed')
    expect(new Set(body.stages.map(({ state }: { state: string }) => state))).toEqual(new Set(['closed']))
    expect(body.stages[0].sealed).toBe(false)
    expect((await liz.patch(at(id), { question: 'Late?' })).body.code).toBe('assignment-over')
    expect((await liz.put(at(id, '/cancellation'))).body.code).toBe('assignment-over')
    expect((await liz.post(at(id, '/nudges'), {})).body.code).toBe('not-open')
    const planned = await made({ clipIds: [await sharedClip(stage)], opensAt: iso(2) })
    expect((await liz.put(at(planned.id, '/closing'))).body.code).toBe('not-open')
  })

  test('closing waits for whoever is posting under a share of it, and nobody posts after it', async () => {
    const { liz } = stage.cast
    const { id } = await made({ clipIds: [await sharedClip(stage)] })
    const order: string[] = []
    const closing = await stage.platform.db.transaction().execute(async (trx) => {
      await trx.selectFrom('assignments').select('id').where('id', '=', id).forShare().execute()
      const asked = liz.put(at(id, '/closing')).then(() => order.push('closed'))
      await new Promise((resolve) => setTimeout(resolve, 300))
      order.push('posted')
      return { asked }
    })
    await closing.asked
    expect(order).toEqual(['posted', 'closed'])
    const { rows } = await sql<{ open: number }>`
      select count(*)::int as open from stage_windows
      where assignment_id = ${id} and clock_timestamp() < closes_at`.execute(stage.platform.db)
    expect(rows[0]?.open).toBe(0)
  })

  test('a cancelled one comes back, and what was sealed in it has been read', async () => {
    const { liz, ana } = stage.cast
    const { id } = await made({ clipIds: [await sharedClip(stage)] })
    expect((await liz.put(at(id, '/cancellation'))).status).toBe(204)
    expect((await ana.get(at(id))).body.state).toBe('cancelled')
    expect((await liz.delete(at(id, '/cancellation'))).status).toBe(204)
    const { body } = await ana.get(at(id))
    expect(body.state).toBe('open')
    expect(body.stages[0]).toMatchObject({ state: 'closed', sealed: false })
    expect(body.stages[1].state).toBe('open')
  })

  test('one that comes back before a sealed stage of it opened still has that stage', async () => {
    const { liz, ana, maple } = stage.cast
    const any = { whoPosts: 'all', anchor: 'optional', kinds: ['notice'], minPosts: 1, roomMinutes: 5 }
    const step = (name: string, gate: string, opensPct: number, closesPct: number) => ({
      ...{
        name,
        prompt: 'What?',
        gate,
        opensPct,
        closesPct,
        clipPosition: null,
        presenterAnswers: false,
        ...any,
      },
    })
    const own = await liz.post(`/api/v1/cohorts/${maple}/protocols`, {
      title: 'Ours',
      stages: [step('One', 'open', 0, 50), step('Two', 'own post first', 50, 100)],
    })
    const clipId = await sharedClip(stage)
    const { id } = await made({ clipIds: [clipId], protocol: { id: own.body.id } })
    await liz.put(at(id, '/cancellation'))
    expect((await liz.delete(at(id, '/cancellation'))).status).toBe(204)
    await letPass(stage.platform, id, 6)
    const { body } = await ana.get(at(id))
    expect(body.stages.map((each: { state: string }) => each.state)).toEqual(['closed', 'open'])
    expect(body.stages[1]).toMatchObject({ sealed: true, mine: { mayPost: true } })
    const said = { cohortId: maple, kind: 'notice', body: 'She waits.', clientKey: randomUUID() }
    expect((await ana.post(`/api/v1/clips/${clipId}/threads`, said)).status).toBe(201)
  })

  test('no time is taken that is none: a leap second is neither before nor after anything', async () => {
    const clipIds = [await sharedClip(stage)]
    for (const times of [{ opensAt: '2026-12-31T23:59:60Z' }, { dueAt: '2099-12-31T23:59:60Z' }]) {
      expect((await make({ clipIds, ...times })).body.code).toBe('invalid')
    }
  })

  test('the clock ends it, whatever hangs open; then it cannot be changed any more', async () => {
    const { liz, ana } = stage.cast
    const { id, stages } = await made({ clipIds: [await sharedClip(stage)] })
    await liz.put(at(id, `/stages/${stages[1]?.id}/closing`))
    await liz.put(at(id, `/stages/${stages[1]?.id}/opening`))
    await letPass(stage.platform, id, 10.5)
    const { body } = await ana.get(at(id))
    expect(body.state).toBe('past due')
    expect(body.stages.every(({ state }: { state: string }) => state === 'closed')).toBe(true)
    expect((await liz.patch(at(id), { dueAt: iso(5) })).body.code).toBe('assignment-over')
    expect((await liz.put(at(id, `/stages/${stages[2]?.id}/opening`))).body.code).toBe('not-open')
    expect((await liz.put(at(id, '/closing'))).status).toBe(204)
  })
})

describe('changing one', () => {
  test('words, question, minutes and time; what has opened and closed meanwhile stays so', async () => {
    const { liz, ana } = stage.cast
    const { id } = await made({ clipIds: [await sharedClip(stage)], dueAt: iso(10) })
    await letPass(stage.platform, id, 7)
    const before = (await ana.get(at(id))).body
    expect(before.stages.map(({ state }: { state: string }) => state)).toEqual(['closed', 'open', 'open'])
    const { status, body } = await liz.patch(at(id), {
      dueAt: iso(30),
      question: ' Who waits? ',
      words: '',
      minutes: 12,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ question: 'Who waits?', words: null, minutes: 12, dueBy: 'hand' })
    // By percent alone the seal would have closed again, and the third stage would be to come.
    expect(body.stages.map(({ state }: { state: string }) => state)).toEqual(['closed', 'open', 'open'])
    expect(body.stages[0].closesAt).toBe(before.stages[0].closesAt)
    expect(body.stages[2].closesAt).toBe(body.dueAt)
    expect((await liz.patch(at(id), { opensAt: iso(1) })).body.code).toBe('already-open')
    expect((await liz.patch(at(id), { presenterId: ana.viewer.personId })).body.code).toBe('already-open')
    expect((await liz.patch(at(id), { dueAt: iso(-1) })).body.code).toBe('due-passed')
    expect((await liz.patch(at(id), { dueAt: null })).body.code).toBe('due-missing')
  })

  test('clips come to an open one and none goes; before that, both', async () => {
    const { liz, leslie } = stage.cast
    const [one, two, three] = [await sharedClip(stage), await sharedClip(stage), await sharedClip(stage)]
    const hidden = await readyClipOf(stage.platform, leslie)
    const clipsOf = (body: Assignment) => body.clips.map((clip) => clip.id)
    const planned = await made({ clipIds: [one, two], opensAt: iso(3) })
    expect(clipsOf((await liz.patch(at(planned.id), { clipIds: [three, one] })).body)).toEqual([three, one])
    expect((await liz.patch(at(planned.id), { clipIds: [hidden] })).status).toBe(404)
    await letPass(stage.platform, planned.id, 4)
    expect((await liz.patch(at(planned.id), { clipIds: [three] })).body.code).toBe('already-open')
    const { body } = await liz.patch(at(planned.id), { clipIds: [two, one, three] })
    expect(clipsOf(body)).toEqual([three, one, two])
    // A clip out of reach keeps its place, unseen.
    await leslie.put(`/api/v1/clips/${one}/withdrawal`)
    const four = await sharedClip(stage)
    expect(clipsOf((await liz.patch(at(planned.id), { clipIds: [three, two, four] })).body)).toEqual([
      three,
      two,
      four,
    ])
    await leslie.delete(`/api/v1/clips/${one}/withdrawal`)
    expect(clipsOf((await liz.get(at(planned.id))).body)).toEqual([three, one, two, four])
    const other = await made({ clipIds: [await sharedClip(stage)] })
    expect((await liz.patch(at(other.id), { clipIds: [...clipsOf(other), one] })).body.code).toBe(
      'clip-already-assigned',
    )
  })

  test('another meeting, and by rule again', async () => {
    const { liz, maple, oak, ben } = stage.cast
    const meetingId = await meetingOf(stage.platform, liz, maple, inDays(20))
    const elsewhere = await meetingOf(stage.platform, ben, oak, inDays(20))
    const { id } = await made({ clipIds: [await sharedClip(stage)] })
    expect((await liz.patch(at(id), { forMeetingId: elsewhere })).status).toBe(404)
    expect((await liz.patch(at(id), { forMeetingId: meetingId })).body).toMatchObject({ dueBy: 'hand' })
    const { body } = await liz.patch(at(id), { dueAt: null })
    expect(body).toMatchObject({ dueBy: 'rule', forMeeting: { id: meetingId } })
    expect(body.dueAt.slice(11, 16)).toBe('15:00')
  })
})
