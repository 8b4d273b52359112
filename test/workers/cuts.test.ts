import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import { listed } from '../platform/storage/bytes.ts'
import type { Person } from '../support/cast.ts'
import { ffmpeg, numbers, plainPicture, plainSound } from '../support/make-media.ts'
import { reachableUrls } from '../support/reachable.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { grayFrames, shownFrames, soundSamples } from '../support/watch.ts'
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

const seconds = 16
const toneHz = 3000

/** Numbered frames; until second 5 in strong colours below a loud tone, from then on gray, with soft beeps. */
async function secretRecording(file: string): Promise<Buffer> {
  const picture = `${numbers('640x360', 30, seconds)},hue=s='if(lt(t,5),3,0)'`
  const sound = `aevalsrc='if(lt(t,5),0.7*sin(2*PI*${toneHz}*t),0.2*sin(2*PI*500*t)*lt(mod(t,1),0.1))':s=48000:d=${seconds}`
  await ffmpeg(
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound],
    ...[...plainPicture, ...plainSound, file],
  )
  return readFile(file)
}

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

interface Held {
  readonly url: string
  readonly file: string
  readonly kind: 'picture' | 'sound' | 'film' | 'text'
}

/** Everything within somebody's reach, whole, in files. */
async function allWithinReach(who: Person, clipId: string): Promise<Held[]> {
  const held: Held[] = []
  for (const [at, url] of (await reachableUrls(who, clipId)).entries()) {
    const response = await who.fetch(url)
    expect([url, response.status]).toEqual([url, 200])
    const file = `${stage.folder}/held-${clipId}-${at}`
    await writeFile(file, new Uint8Array(await response.arrayBuffer()))
    const type = response.headers.get('content-type') ?? ''
    const kind = type.startsWith('image/')
      ? 'picture'
      : type.startsWith('video/')
        ? 'film'
        : type.startsWith('audio/')
          ? 'sound'
          : 'text'
    held.push({ url, file, kind })
  }
  return held
}

/** The strongest colour anywhere in a film or a picture: 0 for gray, up to 128. */
async function strongestColour(file: string): Promise<number> {
  const [width, height] = [128, 72]
  const bytes = await ffmpeg(
    ...[
      '-i',
      file,
      '-map',
      '0:v:0',
      '-vf',
      `scale=${width}:${height}`,
      '-pix_fmt',
      'yuv444p',
      '-f',
      'rawvideo',
      '-',
    ],
  )
  let most = 0
  for (const [at, value] of bytes.entries()) {
    // The first of the three planes of a picture is its light.
    if (at % (3 * width * height) >= width * height) most = Math.max(most, Math.abs(value - 128))
  }
  return most
}

/** The loudest the tone is within any tenth of a second, as an amplitude (Goertzel's filter). */
async function loudestTone(file: string): Promise<number> {
  const samples = await soundSamples(file)
  const window = 4800
  const factor = 2 * Math.cos((2 * Math.PI * toneHz) / 48_000)
  let most = 0
  for (let start = 0; start + window <= samples.length; start += window) {
    let [before, now] = [0, 0]
    for (const sample of samples.subarray(start, start + window)) {
      ;[before, now] = [now, sample + factor * now - before]
    }
    const power = now * now + before * before - factor * now * before
    most = Math.max(most, (2 * Math.sqrt(Math.max(0, power))) / window)
  }
  return most
}

async function secretsIn(held: readonly Held[]) {
  const seen = held.filter(({ kind }) => kind === 'film' || kind === 'picture')
  const heard = held.filter(({ kind }) => kind === 'film' || kind === 'sound')
  return {
    colours: await Promise.all(seen.map(({ file }) => strongestColour(file))),
    tones: await Promise.all(heard.map(({ file }) => loudestTone(file))),
  }
}

/** The numbers that the frames of a rendition carry; their size stands in the master playlist. */
async function framesOf({ file }: Held) {
  const { width, height } = await sizeOf(file)
  return shownFrames(file, width, height)
}

async function sizeOf(file: string): Promise<{ width: number; height: number }> {
  const header = (
    await ffmpeg('-i', file, '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'pgm', '-')
  ).toString('latin1')
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)/.exec(header) ?? []
  return { width: Number(width), height: Number(height) }
}

describe('a cut of a real recording', () => {
  test('INV-08: nothing outside of it is in anything a colleague can fetch', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    await untilState(clipId, 'ready')
    const before = await allWithinReach(ana, clipId)
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

    const after = await allWithinReach(ana, clipId)
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
    const films = (await allWithinReach(stage.cast.ana, clipId)).filter(({ kind }) => kind === 'film')
    for (const film of films)
      expect((await framesOf(film)).map(({ number }) => number)).toEqual(
        Array.from({ length: 90 }, (_, n) => 180 + n),
      )

    // And the whole again is all of it.
    expect((await cut(clipId, 0, (await wholeMs(clipId)) ?? 0)).body.cutNo).toBe(3)
    await untilState(clipId, 'ready', 'failed')
    const [film] = (await allWithinReach(stage.cast.ana, clipId)).filter(({ kind }) => kind === 'film')
    const { width, height } = await sizeOf(film?.file ?? '')
    expect(await grayFrames(film?.file ?? '', width, height)).toHaveLength(seconds * 30)
  }, 120_000)
})

const wholeMs = async (clipId: string): Promise<number | undefined> =>
  (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/cuts`)).body.items.at(-1)?.outMs
