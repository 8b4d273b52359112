import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Work } from '../../src/platform/queue/run-row.ts'
import { listed } from '../platform/storage/bytes.ts'
import {
  allWithinReach,
  framesOf,
  type Held,
  secretRecording,
  secretsIn,
} from '../support/secret-recording.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { soundSamples } from '../support/watch.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let recording: Buffer
let whole: ClipId
beforeAll(async () => {
  stage = await openStage()
  // Every copy is made by two at once, as where a worker fell silent and another took its job.
  worker = await startWorker(stage, (works) => works.map(twice))
  recording = await secretRecording(`${stage.folder}/secret.mp4`)
  whole = (await upload(stage.cast.leslie, recording, 'secret.mp4')) as ClipId
  await untilState(whole, 'ready')
}, 120_000)
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

const twice = (work: Work): Work =>
  work.job.name !== 'clips.copy-recording'
    ? work
    : {
        ...work,
        run: async (payload, signal) => {
          await Promise.all([work.run(payload, signal), work.run(payload, signal)])
        },
      }
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const untilState = (clipId: string, ...states: string[]) =>
  until(async () => states.includes((await clip(clipId)).state))
const films = (held: readonly Held[]) => held.filter(({ kind }) => kind === 'film')

describe('a clip of its own of a real recording', () => {
  test('INV-08: shows the part, whole and to the frame, and nothing outside of it to anybody else', async () => {
    const { leslie, ana, maple } = stage.cast
    const { body } = await leslie.post(`/api/v1/clips/${whole}/clips`, {
      ...{ title: 'The part', inMs: 10_000, outMs: 15_000, clientKey: randomUUID() },
    })
    const clipId = body.id as ClipId
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await untilState(clipId, 'ready', 'failed')
    expect(await clip(clipId)).toMatchObject({
      ...{ state: 'ready', cutNo: 1, durationMs: 5000, width: 640, height: 360, failure: null },
      posterUrl: expect.any(String),
    })
    expect((await ana.get(`/api/v1/clips/${whole}`)).status).toBe(404)

    const held = await allWithinReach(stage.folder, ana, clipId)
    expect(films(held)).toHaveLength(2)
    // The poster, and a sheet of the storyboard.
    expect(held.filter(({ kind }) => kind === 'picture')).toHaveLength(2)
    const { colours, tones } = await secretsIn(held)
    expect(Math.max(...colours)).toBeLessThan(20)
    expect(Math.max(...tones)).toBeLessThan(0.01)
    for (const film of films(held)) {
      expect(await framesOf(film)).toEqual(
        Array.from({ length: 150 }, (_, n) => ({ at: expect.closeTo(n / 30, 9), number: 300 + n })),
      )
      expect((await soundSamples(film.file)).length / 48_000).toBeCloseTo(5, 1)
    }
    // Two that copied it at once left one recording, and no object beside it.
    const { db, store } = stage.platform
    const recordings = await db
      .selectFrom('recordings')
      .innerJoin('uploads', 'uploads.id', 'recordings.uploadId')
      .select(['recordings.objectKey', 'recordings.sha256'])
      .orderBy('recordings.id')
      .execute()
    expect(recordings).toHaveLength(2)
    expect(recordings[0]?.sha256).toEqual(recordings[1]?.sha256)
    expect((await listed(store.list('uploads/'))).map(({ key }) => key)).toEqual(
      recordings.map(({ objectKey }) => objectKey).toSorted(),
    )

    // Its owner cuts it wider within the recording, and it is that.
    await leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs: 8000, outMs: 16_000 } })
    await untilState(clipId, 'ready', 'failed')
    const [wider] = films(await allWithinReach(stage.folder, ana, clipId))
    expect((await framesOf(wider as Held)).map(({ number }) => number)).toEqual(
      Array.from({ length: 240 }, (_, n) => 240 + n),
    )
  }, 180_000)

  test('of the whole is all of it, and plays on when the other is destroyed', async () => {
    const { leslie } = stage.cast
    const { body: cuts } = await leslie.get(`/api/v1/clips/${whole}/cuts`)
    const { body } = await leslie.post(`/api/v1/clips/${whole}/clips`, {
      ...{ title: 'All of it', inMs: 0, outMs: cuts.recordingMs, clientKey: randomUUID() },
    })
    await untilState(body.id, 'ready', 'failed')
    await leslie.send('PUT', `/api/v1/clips/${whole}/purge`, { body: { confirm: true } })
    await until(async () => (await leslie.get(`/api/v1/purges/${whole}`)).body.state === 'done')
    const [film] = films(await allWithinReach(stage.folder, leslie, body.id))
    expect((await framesOf(film as Held)).map(({ number }) => number)).toEqual(
      Array.from({ length: 480 }, (_, n) => n),
    )
    // And is cut as any other is.
    await leslie.send('PUT', `/api/v1/clips/${body.id}/cut`, { body: { inMs: 10_000, outMs: 12_000 } })
    await untilState(body.id, 'ready', 'failed')
    expect(await clip(body.id)).toMatchObject({ state: 'ready', cutNo: 2, durationMs: 2000 })
  }, 180_000)
})
