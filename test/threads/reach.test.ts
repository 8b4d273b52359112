import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId, CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const said = (cohortId: CohortId, body = 'words') => ({
  cohortId,
  kind: 'notice',
  body,
  clientKey: randomUUID(),
})
const share = (clipId: ClipId, cohortId: CohortId, more: object = {}) =>
  stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId, ...more })
const wordsFor = async (who: Person, clipId: ClipId, query = '') =>
  (await who.get(`/api/v1/clips/${clipId}/threads${query}`)).body.items.map(
    (thread: { comments: { body: string }[] }) => thread.comments[0]?.body,
  )

describe('who reads and joins talk', () => {
  test('INV-14: no cohort reads what another says about the same clip; the owner reads both', async () => {
    const { leslie, ana, liz, ben, maple, oak } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await share(clipId, maple)
    // Leslie is not in Oak Lane, but Ana is in both: grants to cohorts one is not in are refused, so it is made below.
    expect((await share(clipId, oak)).status).toBe(404)
    await stage.platform.db
      .insertInto('memberships')
      .values({
        organisationId: leslie.viewer.organisationId,
        cohortId: oak,
        personId: leslie.viewer.personId,
        part: 'participant',
      })
      .execute()
    expect((await share(clipId, oak)).status).toBe(201)

    await liz.post(`/api/v1/clips/${clipId}/threads`, said(maple, 'at Maple'))
    await ben.post(`/api/v1/clips/${clipId}/threads`, said(oak, 'at Oak'))
    expect(await wordsFor(liz, clipId)).toEqual(['at Maple'])
    expect(await wordsFor(ben, clipId)).toEqual(['at Oak'])
    expect(await wordsFor(ana, clipId)).toEqual(['at Maple', 'at Oak'])
    expect(await wordsFor(leslie, clipId)).toEqual(['at Maple', 'at Oak'])
    expect(await wordsFor(ana, clipId, `?cohortId=${oak}`)).toEqual(['at Oak'])

    expect((await liz.get(`/api/v1/clips/${clipId}/threads?cohortId=${oak}`)).status).toBe(404)
    expect((await liz.post(`/api/v1/clips/${clipId}/threads`, said(oak))).status).toBe(404)
    const [, atOak] = (await leslie.get(`/api/v1/clips/${clipId}/threads`)).body.items
    for (const answer of [
      await liz.post(`/api/v1/threads/${atOak.id}/comments`, { body: 'hello', clientKey: randomUUID() }),
      await liz.put(`/api/v1/threads/${atOak.id}/resolution`),
      await liz.patch(`/api/v1/comments/${atOak.comments[0].id}`, { body: 'changed' }),
      await liz.delete(`/api/v1/comments/${atOak.comments[0].id}`),
    ]) {
      expect(answer.status).toBe(404)
    }
  })

  test('who has no part in it gets the same answer as for a clip that never was', async () => {
    const { leslie, ana, ben, dana, eve, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await share(clipId, maple)
    const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, said(maple))
    const nowhere = randomUUID()
    const asked = (clip: string, threadId: string, commentId: string) =>
      [
        ['GET', `/api/v1/clips/${clip}/threads`],
        ['GET', `/api/v1/clips/${clip}/threads?cohortId=${maple}`],
        ['POST', `/api/v1/clips/${clip}/threads`, said(maple)],
        ['POST', `/api/v1/threads/${threadId}/comments`, { body: 'x', clientKey: randomUUID() }],
        ['PUT', `/api/v1/threads/${threadId}/resolution`],
        ['DELETE', `/api/v1/threads/${threadId}/resolution`],
        ['PATCH', `/api/v1/comments/${commentId}`, { body: 'x' }],
        ['DELETE', `/api/v1/comments/${commentId}`],
      ] as const
    const real = asked(clipId, thread.id, thread.comments[0].id)
    const unreal = asked(nowhere, nowhere, nowhere)
    for (const stranger of [ben, dana, eve]) {
      for (const [at, [method, path, body]] of real.entries()) {
        const [, otherPath = '', otherBody] = unreal[at] ?? []
        const answer = await stranger.send(method, path, { body })
        const random = await stranger.send(method, otherPath, { body: otherBody })
        expect([method, path, answer.status]).toEqual([method, path, 404])
        expect({ ...answer.body, instance: '' }).toEqual({ ...random.body, instance: '' })
      }
    }
  })

  test('talk goes with the grant, and is there again when the clip is shared again', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    const { body: grant } = await share(clipId, maple)
    const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, said(maple))
    await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)
    expect((await ana.get(`/api/v1/clips/${clipId}/threads`)).status).toBe(404)
    expect(await wordsFor(leslie, clipId)).toEqual(['words'])
    const answer = await leslie.post(`/api/v1/threads/${thread.id}/comments`, {
      body: 'x',
      clientKey: randomUUID(),
    })
    expect([answer.status, answer.body.code]).toEqual([409, 'not-shared'])
    const again = await leslie.post(`/api/v1/clips/${clipId}/threads`, said(maple))
    expect([again.status, again.body.code]).toEqual([409, 'not-shared'])
    await share(clipId, maple)
    expect(await wordsFor(ana, clipId)).toEqual(['words'])
  })

  test('who leaves the cohort reads and says nothing more from the next request on', async () => {
    const { leslie, ana, liz, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await share(clipId, maple)
    const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, said(maple))
    const left = stage.platform.db
      .updateTable('memberships')
      .set({ leftAt: new Date(Date.now() + 1000) })
      .where('cohortId', '=', maple)
      .where('personId', '=', ana.viewer.personId)
    await left.execute()
    try {
      expect((await ana.get(`/api/v1/clips/${clipId}/threads`)).status).toBe(404)
      expect((await ana.patch(`/api/v1/comments/${thread.comments[0].id}`, { body: 'x' })).status).toBe(404)
      expect(await wordsFor(liz, clipId)).toEqual(['words'])
    } finally {
      await stage.platform.db
        .updateTable('memberships')
        .set({ leftAt: null })
        .where('personId', '=', ana.viewer.personId)
        .execute()
    }
  })

  test('a clip that was shared to watch is not commented on, except by its owner', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await share(clipId, maple, { canComment: false })
    const answer = await ana.post(`/api/v1/clips/${clipId}/threads`, said(maple))
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
    const { status, body } = await leslie.post(`/api/v1/clips/${clipId}/threads`, said(maple))
    expect(status).toBe(201)
    expect((await ana.get(`/api/v1/clips/${clipId}/threads`)).body.items[0].can.comment).toBe(false)
    expect(
      (await ana.post(`/api/v1/threads/${body.id}/comments`, { body: 'x', clientKey: randomUUID() })).status,
    ).toBe(403)
  })

  test('talk goes with a withdrawal, but not for the owner, and comes back with the clip', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await share(clipId, maple)
    await ana.post(`/api/v1/clips/${clipId}/threads`, said(maple))
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect((await ana.get(`/api/v1/clips/${clipId}/threads`)).status).toBe(404)
    expect(await wordsFor(leslie, clipId)).toEqual(['words'])
    await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await wordsFor(ana, clipId)).toEqual(['words'])
  })
})
