import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failClip } from '../../src/clips/fail-clip.ts'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import { listed } from '../platform/storage/bytes.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { headTus, startTus } from '../support/tus.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe('a clip that never came to be', () => {
  test('is removed by its owner with its recording, and leaves no row and no object', async () => {
    const { leslie } = stage.cast
    const { db, store } = stage.platform
    const clipId = await clipOf(stage.platform, leslie)
    await failClip(db, clipId, 'not-media')
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.can.remove).toBe(true)
    expect(await listed(store.list(''))).toHaveLength(1)

    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(204)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(404)
    await sweepObjects(db, store)
    expect(await listed(store.list(''))).toEqual([])
    for (const table of ['clips', 'recordings', 'uploads', 'storedObjects', 'clipGrants'] as const) {
      expect([table, await db.selectFrom(table).selectAll().execute()]).toEqual([table, []])
    }
  })

  test('is purged where its ledger tells that it was shared', async () => {
    const { leslie, maple } = stage.cast
    const { db } = stage.platform
    const clipId = await clipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await failClip(db, clipId, 'not-media')
    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(204)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    const { body: purge } = await leslie.get(`/api/v1/purges/${clipId}`)
    expect(purge).toMatchObject({ clipId, why: 'owner', state: 'ordered' })
  })

  test('is removed while it is still being received, from another device than the one that sends it', async () => {
    const { leslie } = stage.cast
    const { clipId, location } = await startTus(leslie, 10)
    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(204)
    expect((await headTus(leslie, location)).status).toBe(404)
  })

  test('is purged, too, where it was shared while it was still being received', async () => {
    const { leslie, maple } = stage.cast
    const { clipId, location } = await startTus(leslie, 10)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).status).toBe(204)
    expect((await headTus(leslie, location)).status).toBe(404)
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
  })

  test('is its owner’s to remove, and one that can be watched is not removed', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect((await ana.delete(`/api/v1/clips/${clipId}`)).status).toBe(403)
    const { status, body } = await leslie.delete(`/api/v1/clips/${clipId}`)
    expect([status, body.code]).toEqual([409, 'not-removable'])
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.can.remove).toBe(false)
  })
})
