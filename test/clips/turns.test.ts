import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { EncodeLadder } from '../../src/clips/jobs.ts'
import { publishPreparation } from '../../src/clips/publish-preparation.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const rowsOf = async (clipId: ClipId) => {
  const rows = await stage.platform.db
    .selectFrom('outbox')
    .select(['job', 'ownerId', 'organisationId', 'isShared', 'priority', 'payload'])
    .where('finishedAt', 'is', null)
    .orderBy('id')
    .execute()
  return rows
    .filter(({ payload }) => (payload as { clipId?: string }).clipId === clipId)
    .map(({ payload: _, ...row }) => row)
}
const sharedOf = async (clipId: ClipId) => (await rowsOf(clipId)).map(({ isShared }) => isShared)

describe('work on a clip', () => {
  test('takes its owner’s turn, whatever it is for', async () => {
    const { leslie } = stage.cast
    const { organisationId, personId: ownerId } = leslie.viewer
    const theirs = { organisationId, ownerId, isShared: false }
    const clipId = await clipOf(stage.platform, leslie)
    expect(await rowsOf(clipId)).toEqual([{ job: 'clips.inspect', priority: 0, ...theirs }])

    const clip = await findPreparation(stage.platform.db, clipId)
    if (!clip) throw new Error('no clip')
    await publishPreparation(stage.platform.db, clip, {
      from: 'preparing',
      to: 'watchable',
      next: EncodeLadder,
    })
    expect((await rowsOf(clipId)).at(-1)).toMatchObject({ job: 'clips.encode-ladder', ...theirs })

    await stage.platform.db
      .updateTable('clips')
      .set({ failureCode: 'preparing-failed' })
      .where('id', '=', clipId)
      .execute()
    expect((await leslie.post(`/api/v1/clips/${clipId}/retry`)).status).toBe(202)
    expect(await rowsOf(clipId)).toHaveLength(3)
    expect((await rowsOf(clipId)).at(-1)).toMatchObject(theirs)

    const ready = await readyClipOf(stage.platform, leslie)
    await stage.platform.db.updateTable('outbox').set({ finishedAt: new Date() }).execute()
    const cut = await leslie.send('PUT', `/api/v1/clips/${ready}/cut`, { body: { inMs: 0, outMs: 20_000 } })
    expect(cut.status).toBe(202)
    const part = await leslie.post(`/api/v1/clips/${await readyClipOf(stage.platform, leslie)}/clips`, {
      ...{ title: 'Part', inMs: 0, outMs: 5_000, clientKey: crypto.randomUUID() },
    })
    for (const id of [ready, part.body.id]) expect(await rowsOf(id)).toMatchObject([theirs])

    await leslie.post('/api/v1/me/exports')
    const mine = await stage.platform.db
      .selectFrom('outbox')
      .select('ownerId')
      .where('job', '=', 'my-data.make-export')
      .executeTakeFirst()
    expect(mine).toEqual({ ownerId })
  })

  test('comes earlier while others can see the clip, and no longer', async () => {
    const { leslie, maple } = stage.cast
    const clipId = await clipOf(stage.platform, leslie)
    expect(await sharedOf(clipId)).toEqual([false])
    const { body: grant } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect(await sharedOf(clipId)).toEqual([true])
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await sharedOf(clipId)).toEqual([false])
    await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await sharedOf(clipId)).toEqual([true])
    await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)
    expect(await sharedOf(clipId)).toEqual([false])
  })

  test('that comes after it was shared is known to be', async () => {
    const { leslie, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await stage.platform.db.updateTable('outbox').set({ finishedAt: new Date() }).execute()
    await leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs: 0, outMs: 20_000 } })
    expect(await sharedOf(clipId)).toEqual([true])
  })

  test('does not keep anybody from sharing it while the relay gives it out', async () => {
    const { leslie, maple } = stage.cast
    const clipId = await clipOf(stage.platform, leslie)
    await stage.platform.db.transaction().execute(async (trx) => {
      await trx.selectFrom('outbox').select('id').forUpdate().execute()
      expect((await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })).status).toBeLessThan(
        300,
      )
    })
    expect(await sharedOf(clipId)).toEqual([false])
  })

  test('is nobody’s once its owner was erased', async () => {
    const { ben } = stage.cast
    await clipOf(stage.platform, ben)
    const left = () =>
      stage.platform.db.selectFrom('outbox').select('id').where('ownerId', '=', ben.viewer.personId).execute()
    expect(await left()).toHaveLength(1)
    const gone = await ben.send('DELETE', '/api/v1/me', {
      body: { confirm: ben.email, password: 'between the meetings' },
    })
    expect(gone.status).toBe(204)
    expect(await left()).toEqual([])
  })
})
