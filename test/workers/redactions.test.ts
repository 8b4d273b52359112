import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sound } from '../../src/clips/sound-schemas.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import type { Work } from '../../src/platform/queue/run-row.ts'
import { listed } from '../platform/storage/bytes.ts'
import { ffmpeg, numbers, plainPicture, plainSound } from '../support/make-media.ts'
import { allWithinReach, framesOf, type Held, secretsIn, sizeOf } from '../support/secret-recording.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { grayFrames, soundSamples } from '../support/watch.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let recording: Buffer
beforeAll(async () => {
  stage = await openStage()
  // As where a worker was killed between its commit and its last word: what it did is done once more.
  worker = await startWorker(stage, (works) => works.map(again))
  recording = await secretInRegion(`${stage.folder}/secret.mp4`)
}, 60_000)
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

const again = (work: Work): Work =>
  !/^clips\.(inspect|encode|sweep)/.test(work.job.name)
    ? work
    : {
        ...work,
        run: async (payload, signal) => {
          await work.run(payload, signal)
          await work.run(payload, signal)
        },
      }

const seconds = 14
/** Of a clip that has stills and speech. */
const longSeconds = 601
/** From second 1.2 until 12, and so in the poster, there is something to hide here, and a loud tone. */
const secretMs = { startMs: 1200, endMs: 12_000 }
const shown = { x: 0.5, y: 0.4, width: 0.3, height: 0.4 }
/** As somebody draws it, a little wide. */
const region = { x: 0.48, y: 0.37, width: 0.34, height: 0.46 }

/** Numbered frames in gray, with strong moving colours in a region for a time; soft beeps, with a tone for that time. */
async function secretInRegion(file: string): Promise<Buffer> {
  const [width, height] = [640 * shown.width, 360 * shown.height]
  const patch = `testsrc2=s=${width}x${height}:r=30:d=${seconds}`
  const place = `x=${640 * shown.x}:y=${360 * shown.y}:enable='between(n,36,359)'`
  const during = 'gte(t,1.2)*lt(t,12)'
  const sound = `aevalsrc='if(${during},0.7*sin(2*PI*3000*t),0.2*sin(2*PI*500*t)*lt(mod(t,1),0.1))':s=48000:d=${seconds}`
  await ffmpeg(
    ...['-filter_complex'],
    `${numbers('640x360', 30, seconds)},hue=s=0[gray];${patch}[patch];[gray][patch]overlay=${place}[v];${sound}[a]`,
    ...['-map', '[v]', '-map', '[a]', ...plainPicture, ...plainSound, file],
  )
  return readFile(file)
}

/** The same for ten minutes, from second 100 until 200, no larger than a stamp. */
async function longSecretInRegion(file: string): Promise<Buffer> {
  const [width, height] = [96 * shown.width, 64 * shown.height].map((side) => 2 * Math.round(side / 2))
  const patch = `testsrc2=s=${width}x${height}:r=5:d=${longSeconds}`
  const place = `x=${96 * shown.x}:y=${64 * shown.y}:enable='between(t,100,199.9)'`
  const sound = `aevalsrc='0.7*sin(2*PI*3000*t)*gte(t,100)*lt(t,200)':s=48000:d=${longSeconds}`
  await ffmpeg(
    ...['-filter_complex'],
    `${numbers('96x64', 5, longSeconds)},hue=s=0[gray];${patch}[patch];[gray][patch]overlay=${place}[v];${sound}[a]`,
    ...['-map', '[v]', '-map', '[a]', ...plainPicture, '-g', '5', ...plainSound, file],
  )
  return readFile(file)
}

const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const untilState = (clipId: string, ...states: string[]) =>
  until(async () => states.includes((await clip(clipId)).state))
const put = (clipId: string, body: object) =>
  stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body })
async function sharedClip(bytes = recording): Promise<ClipId> {
  const clipId = await upload(stage.cast.leslie, bytes, 'secret.mp4')
  await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: stage.cast.maple })
  await untilState(clipId, 'ready')
  return clipId as ClipId
}
const films = (held: readonly Held[]) => held.filter(({ kind }) => kind === 'film')
const objectsOf = async (prefix: string) =>
  (await listed(stage.platform.store.list(prefix))).map(({ key }) => key).toSorted()
async function originalOf(clipId: ClipId): Promise<string> {
  const { objectKey } = await stage.platform.db
    .selectFrom('recordings')
    .innerJoin('clips', 'clips.recordingId', 'recordings.id')
    .select('recordings.objectKey')
    .where('clips.id', '=', clipId)
    .executeTakeFirstOrThrow()
  return objectKey
}
const renditionsOf = async (clipId: ClipId, cutNo: number) =>
  (
    await stage.platform.db
      .selectFrom('renditions')
      .select('name')
      .where('clipId', '=', clipId)
      .where('cutNo', '=', cutNo)
      .execute()
  ).map(({ name }) => name)
const hidden = [
  { kind: 'box', ...secretMs, region },
  { kind: 'mute', ...secretMs },
]

async function expectNothingOfIt(clipId: ClipId, cut: { inMs: number; outMs: number }): Promise<void> {
  const after = await allWithinReach(stage.folder, stage.cast.ana, clipId)
  // Two rungs, one sound, the poster and a sheet of the storyboard; never the recording repackaged.
  expect([2, 1, 2]).toEqual(
    ['film', 'sound', 'picture'].map((kind) => after.filter((held) => held.kind === kind).length),
  )
  const { colours, tones } = await secretsIn(after)
  expect(Math.max(...colours)).toBeLessThan(20)
  expect(Math.max(...tones)).toBeLessThan(0.01)
  const [first, end] = [cut.inMs, cut.outMs].map((ms) => Math.round((ms * 30) / 1000)) as [number, number]
  for (const film of films(after)) {
    // Each frame is there, at its time, with what lies beside the region.
    expect(await framesOf(film)).toEqual(
      Array.from({ length: end - first }, (_, n) => ({ at: expect.closeTo(n / 30, 9), number: first + n })),
    )
    const { width, height } = await sizeOf(film.file)
    const middle =
      Math.floor((shown.y + shown.height / 2) * height) * width +
      Math.floor((shown.x + shown.width / 2) * width)
    const lights = (await grayFrames(film.file, width, height)).map((gray) => gray[middle] ?? 0)
    const black = (n: number) => first + n >= 35 && first + n <= 360
    expect(Math.max(...lights.filter((_, n) => black(n)))).toBeLessThan(16)
    expect(Math.max(...lights.filter((_, n) => !black(n)))).toBeGreaterThan(30)
  }
  for (const { file } of after.filter(({ kind }) => kind === 'film' || kind === 'sound')) {
    const samples = await soundSamples(file)
    const loudest = (fromMs: number, untilMs: number) =>
      samples
        .subarray((fromMs - cut.inMs) * 48, (untilMs - cut.inMs) * 48)
        .reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(loudest(secretMs.startMs, secretMs.endMs)).toBeLessThan(0.02)
    // The beep of the second before, and of the first after.
    expect(loudest(1000, 1150)).toBeGreaterThan(0.15)
    expect(loudest(12_020, 12_150)).toBeGreaterThan(0.15)
  }
  // What is drawn of the sound is of what is heard.
  const { isMeasured, msPerPeak, peaks, talk } = (await stage.cast.ana.get(`/api/v1/clips/${clipId}/sound`))
    .body as Sound
  expect([isMeasured, msPerPeak]).toEqual([true, 50])
  const peakAt = (ms: number) => Math.floor((ms - cut.inMs) / msPerPeak)
  const silent = peaks.slice(peakAt(secretMs.startMs) + 2, peakAt(secretMs.endMs) - 1)
  expect([...new Set(silent)]).toEqual([0])
  expect(Math.max(...peaks.slice(peakAt(1000), peakAt(1150)))).toBeGreaterThan(100)
  const within = (ms: number) => ms + cut.inMs > secretMs.startMs && ms + cut.inMs < secretMs.endMs
  expect(talk.filter(({ startMs, endMs }) => within(startMs) || within(endMs))).toEqual([])
}

describe('INV-09: what is hidden of a real recording', () => {
  test('is in nothing a colleague, or its owner, can fetch, and the sealed original can be cut anew', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const before = await allWithinReach(stage.folder, ana, clipId)
    // What looks for it finds it where it is.
    const whole = await secretsIn(before)
    expect(Math.min(...whole.colours)).toBeGreaterThan(60)
    expect(Math.min(...whole.tones)).toBeGreaterThan(0.4)

    const all = { inMs: 0, outMs: (await clip(clipId)).durationMs }
    expect((await put(clipId, { ...all, redactions: hidden, original: 'seal' })).status).toBe(202)
    await untilState(clipId, 'ready', 'failed')
    expect(await clip(clipId)).toMatchObject({ state: 'ready', cutNo: 2, failure: null })
    for (const who of [leslie, ana]) {
      for (const { url } of before.filter((held) => /renditions|stills/.test(held.url))) {
        expect([url, (await who.get(url)).status]).toEqual([url, 404])
      }
    }
    await expectNothingOfIt(clipId, all)
    const { body } = await leslie.post(`/api/v1/clips/${clipId}/downloads`)
    const taken = await leslie.fetch(body.url)
    expect(taken.headers.get('content-type')).toBe('video/mp4')
    expect(body.bytes).not.toBe(recording.length)
    expect(await objectsOf(await originalOf(clipId))).toHaveLength(1)

    // A clip of its own of a part of it, from the sealed original, which hides it too.
    const part = { inMs: 600, outMs: 13_000 }
    const made = await leslie.post(`/api/v1/clips/${clipId}/clips`, {
      ...{ title: 'The part', ...part, clientKey: 'a-part-of-it' },
    })
    await leslie.post(`/api/v1/clips/${made.body.id}/grants`, { cohortId: stage.cast.maple })
    await untilState(made.body.id, 'ready', 'failed')
    await expectNothingOfIt(made.body.id, part)

    // What was hidden by mistake is shown again: the owner has said so, and nobody else can.
    expect((await put(clipId, all)).body.cutNo).toBe(3)
    await untilState(clipId, 'ready', 'failed')
    const shownAgain = await secretsIn(await allWithinReach(stage.folder, ana, clipId))
    expect(Math.min(...shownAgain.colours)).toBeGreaterThan(60)
  }, 240_000)

  test('is nowhere any more once the original is destroyed, in a cut that begins later', async () => {
    const clipId = await sharedClip()
    const original = await originalOf(clipId)
    const part = { inMs: 610, outMs: 13_000 }
    await put(clipId, { ...part, redactions: hidden, original: 'destroy' })
    await untilState(clipId, 'ready', 'failed')
    expect(await clip(clipId)).toMatchObject({ state: 'ready', cutNo: 2, failure: null })
    await expectNothingOfIt(clipId, part)
    await until(async () => (await objectsOf(original)).length === 0)
    const { db } = stage.platform
    const ofClip = await Promise.all(
      (['renditions', 'stills'] as const).map((table) =>
        db
          .selectFrom(table)
          .select(['objectKey', 'cutNo', 'retiredAt'])
          .where('clipId', '=', clipId)
          .execute(),
      ),
    )
    const rows = ofClip.flat()
    expect(new Set(rows.map(({ cutNo }) => cutNo))).toEqual(new Set([2]))
    expect(await objectsOf(`clips/${clipId}`)).toEqual(rows.map(({ objectKey }) => objectKey).toSorted())
    expect((await put(clipId, part)).body.code).toBe('original-gone')
  }, 240_000)

  test('is in no still of a long one, which can be watched by them first, nor in its poster', async () => {
    const { ana } = stage.cast
    const clipId = await sharedClip(await longSecretInRegion(`${stage.folder}/long.mp4`))
    const stillsOf = async (cutNo: number) => {
      await until(async () => (await renditionsOf(clipId, cutNo)).includes('lean'))
      const { leanUrl } = (await ana.get(`/api/v1/clips/${clipId}/playback`)).body
      const [rendition] = /renditions.*mp4/.exec(leanUrl) ?? []
      const held = await allWithinReach(stage.folder, ana, clipId)
      return held.filter(({ url, kind }) => kind === 'picture' || url.includes(rendition ?? '-'))
    }
    const lean = (held: readonly Held[]) => films(held)[0] as Held
    const before = await stillsOf(1)
    const whole = await secretsIn([lean(before)])
    expect(whole.colours[0]).toBeGreaterThan(60)
    expect(whole.tones[0]).toBeGreaterThan(0.4)
    const numbersBefore = await framesOf(lean(before))

    const times = { startMs: 100_000, endMs: 200_000 }
    const all = { inMs: 0, outMs: (await clip(clipId)).durationMs }
    const redactions = [
      { kind: 'box', ...times, region },
      { kind: 'mute', ...times },
    ]
    expect((await put(clipId, { ...all, redactions, original: 'seal' })).status).toBe(202)
    const after = await stillsOf(2)
    expect(await clip(clipId)).toMatchObject({ state: 'watchable', cutNo: 2, failure: null })
    expect(await renditionsOf(clipId, 2)).toEqual(['lean'])
    expect(new Set(after.map(({ kind }) => kind))).toEqual(new Set(['film', 'picture']))
    const { colours, tones } = await secretsIn(after)
    expect(Math.max(...colours)).toBeLessThan(20)
    expect(Math.max(...tones)).toBeLessThan(0.01)
    expect(await framesOf(lean(after))).toEqual(numbersBefore)
  }, 240_000)
})
