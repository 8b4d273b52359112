import { randomUUID } from 'node:crypto'
import type { Updateable } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/platform/db/schema.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe('sharing a clip', () => {
  test('lets the cohort see it, and nobody else', async () => {
    const { leslie, ana, liz, ben, dana, eve, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    for (const other of [ana, liz, ben, dana, eve]) {
      expect((await other.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
      expect(
        (await other.get('/api/v1/clips')).body.items.map((clip: { id: string }) => clip.id),
      ).not.toContain(clipId)
    }
    const { status, body } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect(status).toBe(201)
    expect(body).toMatchObject({ cohort: { id: maple, name: 'Maple Street' }, canComment: true })
    for (const member of [ana, liz]) {
      const { body: clip } = await member.get(`/api/v1/clips/${clipId}`)
      expect(clip).toMatchObject({
        id: clipId,
        owner: { name: 'Leslie' },
        state: 'ready',
        durationMs: 60_000,
      })
      expect(clip.can).toEqual({
        ...{
          play: true,
          download: false,
          retry: false,
          share: false,
          withdraw: false,
          restore: false,
          remove: false,
        },
      })
    }
    for (const other of [ben, dana, eve])
      expect((await other.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
  })

  test('twice gives one grant, also at once', async () => {
    const { leslie, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.grants).toHaveLength(1)
  })

  test('is the owner’s alone, and only with cohorts the owner is in', async () => {
    const { leslie, ana, maple, oak, elsewhere } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    const url = `/api/v1/clips/${clipId}/grants`
    for (const cohortId of [oak, elsewhere, randomUUID()]) {
      const { status, body } = await leslie.post(url, { cohortId })
      expect([status, body.code]).toEqual([404, 'not-found'])
    }
    const { body: grant } = await leslie.post(url, { cohortId: maple })
    expect((await ana.post(url, { cohortId: oak })).status).toBe(403)
    expect((await ana.delete(`${url}/${grant.id}`)).status).toBe(403)
    expect((await ana.put(`/api/v1/clips/${clipId}/withdrawal`)).status).toBe(403)
    expect((await ana.delete(`/api/v1/clips/${clipId}/withdrawal`)).status).toBe(403)
    expect((await ana.post(`/api/v1/clips/${clipId}/retry`)).status).toBe(403)
  })

  test('ends with the grant, twice like once; a grant of another clip is none', async () => {
    const { leslie, ana, maple } = stage.cast
    const [clipId, other] = [
      await readyClipOf(stage.platform, leslie),
      await readyClipOf(stage.platform, leslie),
    ]
    const { body: grant } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect((await leslie.delete(`/api/v1/clips/${other}/grants/${grant.id}`)).status).toBe(404)
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
    expect((await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)).status).toBe(204)
    expect((await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)).status).toBe(204)
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
  })

  test('may come before the clip is ready: others see it once it can be watched, and from then on', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await clipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const is = (changes: Updateable<Database['clips']>) =>
      stage.platform.db.updateTable('clips').set(changes).where('id', '=', clipId).execute()
    const listed = async () =>
      (await ana.get('/api/v1/clips')).body.items.some(({ id }: { id: string }) => id === clipId)
    const asAnaFinds = async () => [(await ana.get(`/api/v1/clips/${clipId}`)).status, await listed()]
    expect(await asAnaFinds()).toEqual([404, false])
    await is({ state: 'failed', failureCode: 'truncated' })
    expect(await asAnaFinds()).toEqual([404, false])
    await is({ state: 'watchable', failureCode: null })
    expect(await asAnaFinds()).toEqual([200, true])
    // What was said about it does not go while it is cut anew.
    await is({ state: 'preparing', cutNo: 2 })
    expect(await asAnaFinds()).toEqual([200, true])
  })

  test('tells others only of grants to cohorts they are in', async () => {
    const { leslie, ana, liz, maple, oak } = stage.cast
    const { db } = stage.platform
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const { organisationId, personId } = leslie.viewer
    await db
      .insertInto('memberships')
      .values({ organisationId, cohortId: oak, personId, part: 'participant' })
      .execute()
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: oak })
    const cohortsFor = async (who: typeof leslie) =>
      (await who.get(`/api/v1/clips/${clipId}`)).body.grants.map(
        (grant: { cohort: { name: string } }) => grant.cohort.name,
      )
    expect(await cohortsFor(leslie)).toEqual(['Maple Street', 'Oak Lane'])
    expect(await cohortsFor(ana)).toEqual(['Maple Street', 'Oak Lane'])
    expect(await cohortsFor(liz)).toEqual(['Maple Street'])
  })
})

describe('a clip that is taken back', () => {
  test('is gone for all but its owner, and comes back to those it was shared with', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect((await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)).status).toBe(204)
    expect((await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)).status).toBe(204)
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    const { body: own } = await leslie.get(`/api/v1/clips/${clipId}`)
    expect(own).toMatchObject({ state: 'withdrawn', can: { share: false, withdraw: false, restore: true } })
    const shared = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect([shared.status, shared.body.code]).toEqual([409, 'withdrawn'])
    expect((await leslie.get(`/api/v1/clips/${clipId}/playback`)).status).toBe(200)

    expect((await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)).status).toBe(204)
    expect((await ana.get(`/api/v1/clips/${clipId}`)).body.state).toBe('ready')
  })
})

describe('my clips', () => {
  test('come newest first, in pages, each once', async () => {
    const { ben } = stage.cast
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.unshift(await readyClipOf(stage.platform, ben))
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await ben.get(`/api/v1/clips?limit=2${after && `&after=${after}`}`)
      seen.push(...body.items.map((clip: { id: string }) => clip.id))
      after = body.next ?? ''
    } while (after)
    // Ben sees an older one that was shared with Oak Lane too.
    expect(seen.slice(0, made.length)).toEqual(made)
    expect(new Set(seen).size).toBe(seen.length)
  })
})
