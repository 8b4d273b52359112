import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CohortId, CycleId } from '../../src/platform/ids.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const question = 'Do they explain their thinking to each other?'

async function ownCohort() {
  const { liz, leslie, ana } = stage.cast
  const { body } = await liz.post('/api/v1/cohorts', { name: 'Pine Hill' })
  for (const { viewer } of [leslie, ana]) {
    await stage.platform.db
      .insertInto('memberships')
      .values({
        ...{ organisationId: viewer.organisationId, cohortId: body.id },
        ...{ personId: viewer.personId, part: 'participant' },
      })
      .execute()
  }
  return { cohortId: body.id as CohortId, url: `/api/v1/cohorts/${body.id}/cycles` }
}

async function opened(more = {}) {
  const { cohortId, url } = await ownCohort()
  const { body } = await stage.cast.liz.post(url, { question, ...more })
  return { cohortId, url, own: `/api/v1/cycles/${body.id}`, id: body.id as CycleId }
}

async function sharedClip(cohortId: string, title = 'A lesson') {
  const { leslie } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title })
  const { body } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
  return { clipId, grant: `/api/v1/clips/${clipId}/grants/${body.id}` }
}

describe('a cycle of inquiry', () => {
  test('is opened by a facilitator, read by members, and not there for anybody else', async () => {
    const { leslie, ana, liz, ben, dana, eve, nobody } = stage.cast
    const { cohortId, url } = await ownCohort()
    const sent = { question, practice: 'Waiting five seconds' }
    const { status, body: cycle } = await liz.post(url, sent)
    expect(status).toBe(201)
    expect(cycle).toMatchObject({
      ...{ ...sent, cohort: { id: cohortId, name: 'Pine Hill' }, seq: 1, previous: null },
      ...{ firstClip: null, secondClip: null, firstFromMs: 0, secondFromMs: 0, changed: null },
      ...{ learned: null, closedAt: null, can: { change: true } },
    })
    const own = `/api/v1/cycles/${cycle.id}`
    for (const member of [leslie, ana]) {
      expect((await member.get(own)).body).toEqual({ ...cycle, can: { change: false } })
      expect((await member.get(url)).body.items).toHaveLength(1)
      expect((await member.post(url, sent)).status).toBe(403)
      expect((await member.patch(own, { learned: 'x' })).status).toBe(403)
      expect((await member.put(`${own}/closing`)).status).toBe(403)
      expect((await member.delete(`${own}/closing`)).status).toBe(403)
    }
    for (const outside of [ben, dana, eve]) {
      for (const address of [own, url]) expect((await outside.get(address)).status).toBe(404)
      expect((await outside.post(url, sent)).status).toBe(404)
      expect((await outside.patch(own, { learned: 'x' })).status).toBe(404)
      expect((await outside.put(`${own}/closing`)).status).toBe(404)
    }
    expect((await nobody.get(own)).status).toBe(401)
  })

  test('counts on, also where ten are opened at once', async () => {
    const { liz } = stage.cast
    const { url } = await ownCohort()
    const answers = await Promise.all(Array.from({ length: 10 }, () => liz.post(url, { question })))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    const { items } = (await liz.get(url)).body
    expect(items.map(({ seq }: { seq: number }) => seq)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    const { body: first } = await liz.get(`${url}?limit=7`)
    const { body: rest } = await liz.get(`${url}?limit=7&after=${first.next}`)
    expect([...first.items, ...rest.items]).toEqual(items)
    expect((await liz.get(`${url}?after=nonsense`)).status).toBe(400)
  })

  test('goes on from an earlier one of the same cohort, so there are no circles', async () => {
    const { liz, leslie } = stage.cast
    const { cohortId, url, own, id } = await opened()
    const { body: second } = await liz.post(url, { question: 'And in writing?', previousId: id })
    expect(second).toMatchObject({ seq: 2, previous: { id, seq: 1, question } })
    expect((await leslie.get(`/api/v1/cycles/${second.id}`)).body.previous).toEqual(second.previous)
    for (const later of [second.id, id]) {
      expect((await liz.patch(own, { previousId: later })).body.code).toBe('cycle-not-earlier')
    }
    const { id: elsewhere } = await opened()
    expect((await liz.post(url, { question, previousId: elsewhere })).status).toBe(404)
    expect((await liz.post(url, { question, previousId: randomUUID() })).status).toBe(404)
    const { body: freed } = await liz.patch(`/api/v1/cycles/${second.id}`, { previousId: null })
    expect(freed).toMatchObject({ previous: null, cohort: { id: cohortId } })
  })

  test('INV-06: compares what its owner shared with the cohort, and nothing else', async () => {
    const { liz, leslie, ana, maple } = stage.cast
    const { cohortId, own } = await opened()
    const [first, second] = [await sharedClip(cohortId, 'Before'), await sharedClip(cohortId, 'After')]
    const chosen = { firstClipId: first.clipId, secondClipId: second.clipId, secondFromMs: 7_000 }
    const { status, body } = await liz.patch(own, chosen)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{ firstFromMs: 0, secondFromMs: 7_000 },
      firstClip: { id: first.clipId, title: 'Before', owner: { name: 'Leslie' }, durationMs: 60_000 },
      secondClip: { id: second.clipId, title: 'After' },
    })
    expect(body.firstClip.posterUrl).toContain(first.clipId)

    // Shared elsewhere, a facilitator's own that is not shared, and one that is nobody's to see.
    const elsewhere = await sharedClip(maple)
    const kept = await readyClipOf(stage.platform, liz)
    expect((await liz.patch(own, { firstClipId: elsewhere.clipId })).body.code).toBe('not-shared')
    expect((await liz.patch(own, { firstClipId: kept })).body.code).toBe('not-shared')
    const hidden = await readyClipOf(stage.platform, ana)
    expect((await liz.patch(own, { firstClipId: hidden })).status).toBe(404)
    expect((await leslie.get(own)).body.firstClip.id).toBe(first.clipId)

    // Another clip begins at its start; the same one stays where it was.
    expect((await liz.patch(own, { secondClipId: second.clipId })).body.secondFromMs).toBe(7_000)
    expect((await liz.patch(own, { secondClipId: first.clipId })).body.secondFromMs).toBe(0)
    expect((await liz.patch(own, { secondClipId: null })).body.secondClip).toBeNull()
  })

  test('shows a clip no longer than it is shared with the cohort', async () => {
    const { liz, leslie, ana, maple } = stage.cast
    const { cohortId, own } = await opened()
    const clip = await sharedClip(cohortId)
    await liz.patch(own, { firstClipId: clip.clipId, firstFromMs: 3_000 })
    const seen = async () =>
      (await Promise.all([liz, leslie, ana].map((who) => who.get(own)))).map(
        ({ body }) => body.firstClip !== null,
      )
    expect(await seen()).toEqual([true, true, true])
    await leslie.put(`/api/v1/clips/${clip.clipId}/withdrawal`)
    expect(await seen()).toEqual([false, false, false])
    await leslie.delete(`/api/v1/clips/${clip.clipId}/withdrawal`)
    expect(await seen()).toEqual([true, true, true])
    // Within reach by another cohort, it is still none of this one's.
    await leslie.post(`/api/v1/clips/${clip.clipId}/grants`, { cohortId: maple })
    await leslie.delete(clip.grant)
    expect(await seen()).toEqual([false, false, false])
    await leslie.post(`/api/v1/clips/${clip.clipId}/grants`, { cohortId })
    expect((await ana.get(own)).body).toMatchObject({
      ...{ firstClip: { id: clip.clipId }, firstFromMs: 3_000 },
    })
  })

  test('hides the picture of a paused clip from all but its owner', async () => {
    const { liz, leslie, ana } = stage.cast
    const { cohortId, own } = await opened()
    const { clipId } = await sharedClip(cohortId)
    await liz.patch(own, { firstClipId: clipId })
    const { status } = await ana.post(`/api/v1/clips/${clipId}/concerns`, { kind: 'safety', words: 'Look' })
    expect(status).toBeLessThan(300)
    expect((await ana.get(own)).body.firstClip).toMatchObject({ id: clipId, posterUrl: null })
    expect((await leslie.get(own)).body.firstClip.posterUrl).not.toBeNull()
  })

  test('stays as it is while it is closed, and can be gone on with', async () => {
    const { liz, leslie } = stage.cast
    const { own } = await opened()
    await liz.patch(own, { changed: 'They turn to each other', learned: 'Waiting works', practice: '  ' })
    expect((await liz.put(`${own}/closing`)).status).toBe(204)
    const { body: closed } = await leslie.get(own)
    expect(closed).toMatchObject({
      changed: 'They turn to each other',
      learned: 'Waiting works',
      practice: null,
    })
    expect(closed.closedAt).not.toBeNull()
    expect((await liz.put(`${own}/closing`)).status).toBe(204)
    expect((await liz.get(own)).body.closedAt).toBe(closed.closedAt)
    expect((await liz.patch(own, { learned: 'x' })).body.code).toBe('cycle-closed')
    expect((await liz.delete(`${own}/closing`)).status).toBe(204)
    expect((await liz.patch(own, { learned: 'More' })).body).toMatchObject({
      learned: 'More',
      closedAt: null,
    })
  })

  test('takes a change or is closed where both come at once, and never changes after', async () => {
    const { liz } = stage.cast
    for (let round = 0; round < 5; round++) {
      const { own } = await opened()
      const [changed, closed] = await Promise.all([
        liz.patch(own, { learned: 'Just in time' }),
        liz.put(`${own}/closing`),
      ])
      expect(closed.status).toBe(204)
      const { body } = await liz.get(own)
      expect(body.closedAt).not.toBeNull()
      expect([changed.status, body.learned]).toEqual(
        changed.status === 200 ? [200, 'Just in time'] : [409, null],
      )
    }
  })
})
