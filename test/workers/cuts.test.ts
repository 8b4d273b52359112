import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import { listed } from '../platform/storage/bytes.ts'
import {
  allWithinReach,
  framesOf,
  seconds,
  secretRecording,
  secretsIn,
  sizeOf,
} from '../support/secret-recording.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { grayFrames, soundSamples } from '../support/watch.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let recording: Buffer
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
  recording = await secretRecording(`${stage.folder}/secret.mp4`)
}, 60_000)
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

async function sharedClip(): Promise<string> {
  const clipId = await upload(stage.cast.leslie, recording, 'secret.mp4')
  await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: stage.cast.maple })
  return clipId
}
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const untilState = (clipId: string, ...states: string[]) =>
  until(async () => states.includes((await clip(clipId)).state))
const cut = (clipId: string, inMs: number, outMs: number) =>
  stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs, outMs } })

describe('a cut of a real recording', () => {
  test('INV-08: nothing outside of it is in anything a colleague can fetch', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    await untilState(clipId, 'ready')
    const before = await allWithinReach(stage.folder, ana, clipId)
    // What looks for the secrets finds them where they are.
    const whole = await secretsIn(before)
    expect(Math.max(...whole.colours)).toBeGreaterThan(60)
    expect(Math.max(...whole.tones)).toBeGreaterThan(0.4)

    const { body } = await cut(clipId, 10_000, 15_000)
    expect(body).toMatchObject({ state: 'preparing', durationMs: 5000 })
    await untilState(clipId, 'ready', 'failed')
    expect(await clip(clipId)).toMatchObject({ state: 'ready', durationMs: 5000, width: 640, height: 360 })
    for (const who of [leslie, ana]) {
      for (const { url } of before.filter((held) => /renditions|stills/.test(held.url))) {
        expect([url, (await who.get(url)).status]).toEqual([url, 404])
      }
    }

    const after = await allWithinReach(stage.folder, ana, clipId)
    expect(after.filter(({ kind }) => kind === 'film')).toHaveLength(2)
    expect(after.filter(({ kind }) => kind === 'sound')).toHaveLength(1)
    // The poster, and a sheet of the storyboard.
    expect(after.filter(({ kind }) => kind === 'picture')).toHaveLength(2)
    const { colours, tones } = await secretsIn(after)
    expect(Math.max(...colours)).toBeLessThan(20)
    expect(Math.max(...tones)).toBeLessThan(0.01)

    for (const film of after.filter(({ kind }) => kind === 'film')) {
      expect(await framesOf(film)).toEqual(
        Array.from({ length: 150 }, (_, n) => ({ at: expect.closeTo(n / 30, 9), number: 300 + n })),
      )
    }
    for (const { file, url } of after.filter(
      (held) => held.url.endsWith('.m3u8') && /renditions/.test(held.url),
    )) {
      const lasts = [...(await readFile(file, 'utf8')).matchAll(/#EXTINF:([\d.]+)/g)]
      const sum = lasts.reduce((total, [, part]) => total + Number(part), 0)
      expect(Math.abs(sum - 5), url).toBeLessThan(0.03)
    }
    for (const { file, kind } of after.filter((held) => held.kind !== 'text' && held.kind !== 'picture')) {
      expect((await soundSamples(file)).length / 48_000, kind).toBeCloseTo(5, 1)
    }
    // Nor does the store keep what was made of the whole; the original is for its owner alone.
    const { db, store } = stage.platform
    await sweepObjects(db, store)
    const ofCut = await Promise.all(
      (['renditions', 'stills'] as const).map((table) =>
        db
          .selectFrom(table)
          .select(['objectKey', 'cutNo'])
          .where('clipId', '=', clipId as never)
          .execute(),
      ),
    )
    const rows = ofCut.flat()
    expect(new Set(rows.map(({ cutNo }) => cutNo))).toEqual(new Set([2]))
    const kept = (await listed(store.list(`clips/${clipId}`))).map(({ key }) => key)
    expect(kept.toSorted()).toEqual(rows.map(({ objectKey }) => objectKey).toSorted())
  }, 120_000)

  test('made while the ladder of the whole was being made is what is left', async () => {
    const clipId = await sharedClip()
    await untilState(clipId, 'watchable')
    expect((await cut(clipId, 6000, 9000)).status).toBe(202)
    await untilState(clipId, 'ready', 'failed')
    expect(await clip(clipId)).toMatchObject({ state: 'ready', cutNo: 2, durationMs: 3000, failure: null })
    const films = (await allWithinReach(stage.folder, stage.cast.ana, clipId)).filter(
      ({ kind }) => kind === 'film',
    )
    for (const film of films)
      expect((await framesOf(film)).map(({ number }) => number)).toEqual(
        Array.from({ length: 90 }, (_, n) => 180 + n),
      )

    // And the whole again is all of it.
    expect((await cut(clipId, 0, (await wholeMs(clipId)) ?? 0)).body.cutNo).toBe(3)
    await untilState(clipId, 'ready', 'failed')
    const [film] = (await allWithinReach(stage.folder, stage.cast.ana, clipId)).filter(
      ({ kind }) => kind === 'film',
    )
    const { width, height } = await sizeOf(film?.file ?? '')
    expect(await grayFrames(film?.file ?? '', width, height)).toHaveLength(seconds * 30)
  }, 120_000)
})

const wholeMs = async (clipId: string): Promise<number | undefined> =>
  (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/cuts`)).body.items.at(-1)?.outMs
