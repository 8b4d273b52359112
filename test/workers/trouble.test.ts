import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MediaFailure } from '../../src/platform/media/refusal.ts'
import type { Work } from '../../src/platform/queue/run-row.ts'
import { listed } from '../platform/storage/bytes.ts'
import { hurry } from '../support/hurry.ts'
import { sample } from '../support/samples.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { deleteTus, patchTus, startTus } from '../support/tus.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
const running: Awaited<ReturnType<typeof startWorker>>[] = []
beforeEach(async () => {
  // What goes wrong here is meant to.
  stage = await openStage({ env: { LOG_LEVEL: 'silent' } })
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()))
  await stage.close()
})

async function work(change?: (works: Work[]) => Work[]) {
  const worker = await startWorker(stage, change)
  running.push(worker)
  return worker
}
/** Puts `run` in the place of one handler's, which it is given. */
const instead =
  (name: string, run: (usual: Work['run']) => Work['run']) =>
  (works: Work[]): Work[] =>
    works.map((one) => (one.job.name === name ? { ...one, run: run(one.run) } : one))
const newClip = async () => upload(stage.cast.leslie, await readFile(await sample('plain.mp4')), 'plain.mp4')
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const state = async (clipId: string): Promise<string> => (await clip(clipId)).state
describe('a clip whose preparing goes wrong', () => {
  test('ends as failed after the last try, with a sentence, and can be tried again by its owner', async () => {
    using _ = hurry(stage.platform.db)
    const broken = await work(
      instead('clips.inspect', () => async () => {
        throw new MediaFailure('took-too-long', 'ffmpeg ran longer than 120 s')
      }),
    )
    const clipId = await newClip()
    await until(async () => (await state(clipId)) === 'failed')
    expect(await clip(clipId)).toMatchObject({
      failure: { code: 'took-too-long', retryable: true, message: expect.stringContaining('try again') },
      progress: null,
      can: { retry: true },
    })
    await broken.stop()
    running.length = 0
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => stage.cast.leslie.post(`/api/v1/clips/${clipId}/retry`)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409])
    expect(await clip(clipId)).toMatchObject({ state: 'preparing', failure: null })
    await work()
    await until(async () => (await state(clipId)) === 'ready')
    expect((await stage.cast.leslie.post(`/api/v1/clips/${clipId}/retry`)).body.code).toBe('not-failed')
  })

  test('stays watchable when only its ladder failed, says so to its owner alone, and gets ready when tried again', async () => {
    using _ = hurry(stage.platform.db)
    const broken = await work(
      instead('clips.encode-ladder', () => async () => {
        throw new Error('no space left on device')
      }),
    )
    const { leslie, ana, maple } = stage.cast
    const clipId = await newClip()
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await until(async () => (await clip(clipId)).failure !== null)
    expect(await clip(clipId)).toMatchObject({ state: 'watchable', failure: { code: 'preparing-failed' } })
    expect((await ana.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({
      state: 'watchable',
      failure: null,
    })
    expect((await ana.get(`/api/v1/clips/${clipId}/playback`)).status).toBe(200)
    await broken.stop()
    running.length = 0
    await leslie.post(`/api/v1/clips/${clipId}/retry`)
    await work()
    await until(async () => (await state(clipId)) === 'ready')
  })

  test('is prepared by the next try when one try was hit by an outage', async () => {
    using _ = hurry(stage.platform.db)
    let tries = 0
    await work(
      instead('clips.inspect', (usual) => async (payload, signal) => {
        tries += 1
        if (tries === 1) throw new Error('the store does not answer')
        return usual(payload, signal)
      }),
    )
    const clipId = await newClip()
    await until(async () => (await state(clipId)) === 'ready')
    expect(tries).toBe(2)
  })

  test('gets one of each rendition although two workers prepared it at once', async () => {
    const both = (name: string) =>
      instead(name, (usual) => async (payload, signal) => {
        await Promise.all([usual(payload, signal), usual(payload, signal)])
      })
    await work((works) => both('clips.encode-ladder')(both('clips.inspect')(works)))
    const clipId = await newClip()
    await until(async () => (await state(clipId)) === 'ready')
    await until(async () => {
      const open = await stage.platform.db
        .selectFrom('outbox')
        .select('id')
        .where('finishedAt', 'is', null)
        .execute()
      return open.length === 0
    })
    const { db, store } = stage.platform
    const live = await db
      .selectFrom('renditions')
      .select('name')
      .where('retiredAt', 'is', null)
      .orderBy('name')
      .execute()
    expect(live.map(({ name }) => name)).toEqual(['240', 'audio', 'small'])
    // And no object but those that rows stand for.
    const known = await db
      .selectFrom('storedObjects')
      .select('objectKey')
      .where('clipId', '=', clipId as never)
      .execute()
    const objects = [...(await listed(store.list('clips/'))), ...(await listed(store.list('uploads/')))]
    expect(objects.map(({ key }) => key).toSorted()).toEqual(
      known.map(({ objectKey }) => objectKey).toSorted(),
    )
  })

  test('goes on after its worker was stopped in the middle of an encode, which counts as no failed try', async () => {
    let encoding = 0
    const first = await work(
      instead('clips.encode-ladder', (usual) => async (payload, signal) => {
        encoding += 1
        const slow = new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
        )
        await Promise.race([slow, usual(payload, signal).then(() => slow)])
      }),
    )
    const clipId = await newClip()
    await until(() => encoding === 1)
    await first.stop()
    running.length = 0
    const { starts } = await stage.platform.db
      .selectFrom('outbox')
      .select('starts')
      .where('job', '=', 'clips.encode-ladder')
      .executeTakeFirstOrThrow()
    expect(starts).toBe(0)
    await work()
    await until(async () => (await state(clipId)) === 'ready')
  })

  test('that is taken back meanwhile is prepared all the same, for its owner alone', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await newClip()
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    await work()
    await until(async () => (await leslie.get(`/api/v1/clips/${clipId}/playback`)).status === 200)
    expect(await state(clipId)).toBe('withdrawn')
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
  })

  test('whose upload was given up in the middle leaves no byte', async () => {
    await work()
    const { location, uploadId } = await startTus(stage.cast.leslie, 1000)
    await patchTus(stage.cast.leslie, location, 0, Buffer.alloc(500))
    await deleteTus(stage.cast.leslie, location)
    await until(async () => {
      const found = await stage.platform.storage.resumable.dataStore
        .getUpload(uploadId)
        .catch(() => undefined)
      return found === undefined
    })
    expect(await listed(stage.platform.store.list(''))).toEqual([])
  })
})
