import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endUploads } from '../../src/clips/end-uploads.ts'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { publishPreparation } from '../../src/clips/publish-preparation.ts'
import { noteObject } from '../../src/clips/stored-objects.ts'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import type { UploadId } from '../../src/platform/ids.ts'
import { listed } from '../platform/storage/bytes.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { patchTus, startTus } from '../support/tus.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const never = new AbortController().signal
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
const age = (uploadId: UploadId, created: Date, expires: Date) =>
  stage.platform.db
    .updateTable('uploads')
    .set({ createdAt: created as never, expiresAt: expires })
    .where('id', '=', uploadId)
    .execute()
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body

describe('uploads that nobody ends', () => {
  test('end as failed, with a sentence, once their time is over; their bytes go', async () => {
    const { leslie } = stage.cast
    const { location, clipId, uploadId } = await startTus(leslie, 10)
    await patchTus(leslie, location, 0, Buffer.from('abc'))
    await age(uploadId, daysAgo(15), daysAgo(1))
    await endUploads(stage.platform, never)
    expect(await clip(clipId)).toMatchObject({
      state: 'failed',
      failure: { code: 'upload-unfinished', retryable: false },
    })
    const jobs = await stage.platform.db
      .selectFrom('outbox')
      .select('payload')
      .where('job', '=', 'clips.clear-upload')
      .execute()
    expect(jobs).toContainEqual({ payload: { uploadId } })
    await stage.platform.storage.resumable.discard(uploadId)
    await expect(stage.platform.storage.resumable.dataStore.getUpload(uploadId)).rejects.toMatchObject({
      status_code: 404,
    })
  })

  test('are left alone while there is time, and each PATCH gives them more', async () => {
    const { leslie } = stage.cast
    const { location, clipId, uploadId } = await startTus(leslie, 10)
    await age(uploadId, daysAgo(13), new Date(Date.now() + 1000))
    await patchTus(leslie, location, 0, Buffer.from('abc'))
    const { expiresAt } = await stage.platform.db
      .selectFrom('uploads')
      .select('expiresAt')
      .where('id', '=', uploadId)
      .executeTakeFirstOrThrow()
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 13 * 86_400_000)
    await endUploads(stage.platform, never)
    expect((await clip(clipId)).state).toBe('receiving')
  })

  test('are completed, not given up, where every byte is here', async () => {
    const { clipId, uploadId } = await startTus(stage.cast.leslie, 3)
    await stage.platform.storage.resumable.dataStore.write(Readable.from([Buffer.from('abc')]), uploadId, 0)
    await age(uploadId, daysAgo(15), daysAgo(1))
    await endUploads(stage.platform, never)
    expect((await clip(clipId)).state).toBe('preparing')
  })

  test('are left to whoever is writing to them just now', async () => {
    const { clipId, uploadId } = await startTus(stage.cast.leslie, 3)
    await age(uploadId, daysAgo(15), daysAgo(1))
    await stage.platform.db
      .updateTable('uploads')
      .set({ leaseHolder: crypto.randomUUID(), leaseExpiresAt: new Date(Date.now() + 60_000) })
      .where('id', '=', uploadId)
      .execute()
    await endUploads(stage.platform, never)
    expect((await clip(clipId)).state).toBe('receiving')
  })
})

describe('objects in the store', () => {
  const put = (key: string) => stage.platform.store.put(key, Readable.from([Buffer.from('x')]))
  const keysOf = async (prefix: string) =>
    (await listed(stage.platform.store.list(prefix))).map(({ key }) => key)

  test('that a worker wrote before it was killed go, and those being written stay', async () => {
    const { db, store } = stage.platform
    const clipId = await clipOf(stage.platform, stage.cast.leslie)
    const preparation = await findPreparation(db, clipId)
    if (!preparation) throw new Error('no clip')
    const [old, young] = [`clips/${clipId}/old`, `clips/${clipId}/young`]
    for (const key of [old, young]) {
      await noteObject(db, preparation, key)
      await put(key)
    }
    await db
      .updateTable('storedObjects')
      .set({ createdAt: daysAgo(1) as never })
      .where('objectKey', '=', old)
      .execute()
    await sweepObjects(db, store)
    expect(await keysOf(`clips/${clipId}`)).toEqual([young])
  })

  test('that were replaced stay a while for players that hold them, and then go', async () => {
    const { db, store } = stage.platform
    const clipId = await readyClipOf(stage.platform, stage.cast.leslie)
    const before = await keysOf(`clips/${clipId}`)
    await db.updateTable('clips').set({ state: 'watchable' }).where('id', '=', clipId).execute()
    const preparation = await findPreparation(db, clipId)
    if (!preparation) throw new Error('no clip')
    const objectKey = `clips/${clipId}/new`
    await noteObject(db, preparation, objectKey)
    await put(objectKey)
    const published = await publishPreparation(db, preparation, {
      renditions: [
        {
          ...{ name: '480', kind: 'video', objectKey, bytes: 1, width: 854, height: 480, durationMs: 1 },
          ...{ bandwidth: 1, averageBandwidth: 1, codecs: 'avc1.64001f', playlist: '' },
        },
      ],
      retire: ['720'],
      from: 'watchable',
      to: 'ready',
    })
    expect(published).toBe(true)
    await sweepObjects(db, store)
    expect(await keysOf(`clips/${clipId}`)).toHaveLength(before.length + 1)
    await db
      .updateTable('renditions')
      .set({ retiredAt: daysAgo(2) })
      .where('retiredAt', 'is not', null)
      .execute()
    await sweepObjects(db, store)
    const kept = await keysOf(`clips/${clipId}`)
    expect(kept).toHaveLength(before.length)
    expect(kept).toContain(objectKey)
  })

  test('are published by one of two runs, and the other one’s are taken away', async () => {
    const { db } = stage.platform
    const clipId = await clipOf(stage.platform, stage.cast.leslie)
    const preparation = await findPreparation(db, clipId)
    if (!preparation) throw new Error('no clip')
    const run = () => publishPreparation(db, preparation, { from: 'preparing', to: 'watchable' })
    const published = await Promise.all([run(), run(), run()])
    expect(published.filter(Boolean)).toHaveLength(1)
  })
})
