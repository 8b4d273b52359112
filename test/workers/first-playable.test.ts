import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Work } from '../../src/platform/queue/run-row.ts'
import { hurry } from '../support/hurry.ts'
import { numbered, words } from '../support/make-media.ts'
import { playOf } from '../support/play.ts'
import { type SampleName, sample } from '../support/samples.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

const longSeconds = 601

/** Ten minutes are prepared in each, their ladder in one alone. */
const patience = { timeout: 240_000 }

let stage: Stage
const running: Awaited<ReturnType<typeof startWorker>>[] = []
beforeEach(async () => {
  stage = await openStage({ env: { LOG_LEVEL: 'silent' } })
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()))
  await stage.close()
})

/** The real handlers, and the names of those that ended, in order. */
async function work(change: (works: Work[]) => Work[] = (works) => works): Promise<string[]> {
  const ended: string[] = []
  const noting = (one: Work): Work => ({
    ...one,
    run: async (payload, signal) => {
      await one.run(payload, signal)
      if (one.job.name.startsWith('clips.')) ended.push(one.job.name.replace('clips.', ''))
    },
  })
  running.push(await startWorker(stage, (works) => change(works).map(noting)))
  return ended
}
const instead =
  (name: string, run: (usual: Work['run']) => Work['run']) =>
  (works: Work[]): Work[] =>
    works.map((one) => (one.job.name === name ? { ...one, run: run(one.run) } : one))

const made = new Map<string, Promise<Buffer>>()

/** Ten minutes of a picture no larger than a stamp, with a keyframe after so many frames: five a second. */
function longRecording(keyframes: number, sound?: null): Promise<Buffer> {
  const name = `long-${keyframes}-${sound}`
  const known = made.get(name) ?? make(`${stage.folder}/${name}.mp4`, keyframes, sound)
  made.set(name, known)
  return known
}
async function make(file: string, keyframes: number, sound?: null): Promise<Buffer> {
  const picture = words(
    `-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p -sc_threshold 0 -g ${keyframes}`,
  )
  await numbered(file, {
    seconds: longSeconds,
    size: '96x64',
    fps: 5,
    picture,
    ...(sound === null && { sound }),
  })
  return readFile(file)
}
/** With too few keyframes to be copied. */
const encoded = () => longRecording(35)
/** Without sound, which would be most of the work; the first as browsers play it. */
const copiedSilent = () => longRecording(5, null)
const encodedSilent = () => longRecording(35, null)

const send = async (bytes: Buffer) => upload(stage.cast.leslie, bytes, 'lesson.mp4')
const sendSample = async (name: SampleName) => send(await readFile(await sample(name)))
const clip = async (id: string) => (await stage.cast.leslie.get(`/api/v1/clips/${id}`)).body
const untilState = (id: string, state: string) => until(async () => (await clip(id)).state === state)
const live = async (clipId: string) =>
  (
    await stage.platform.db
      .selectFrom('renditions')
      .select('name')
      .where('clipId', '=', clipId as never)
      .where('retiredAt', 'is', null)
      .orderBy('name')
      .execute()
  ).map(({ name }) => name)

/** Keeps the one ladder that is made at a time from ending, until it is let go. */
function heldLadder() {
  const held = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const change = instead('clips.encode-ladder', (usual) => async (payload, signal) => {
    begun.resolve()
    // Stopped, it does not wait for a test that failed.
    await Promise.race([held.promise, once(signal, 'abort')])
    return usual(payload, signal)
  })
  return { change, release: () => held.resolve(), begun: begun.promise }
}

describe('what is needed to watch a clip at all', patience, () => {
  test('waits behind no ladder: a clip is watchable, and another is copied, while one is being made', async () => {
    const ladder = heldLadder()
    await work(ladder.change)
    const first = await sendSample('plain.mp4')
    await ladder.begun
    const second = await sendSample('sparse-keys.mp4')
    await untilState(second, 'watchable')
    expect(await live(second)).toEqual(['small'])
    const cut = { title: 'A part', inMs: 0, outMs: 2000, clientKey: randomUUID() }
    const { body } = await stage.cast.leslie.post(`/api/v1/clips/${first}/clips`, cut)
    await untilState(body.id, 'watchable')
    expect((await clip(first)).state).toBe('watchable')
    ladder.release()
    for (const id of [first, second, body.id]) await untilState(id, 'ready')
  })

  test('is, of a long clip that browsers cannot play, stills and speech, until the ladder is there', async () => {
    const ladder = heldLadder()
    const ended = await work(ladder.change)
    const id = await send(await encoded())
    await ladder.begun
    expect(ended).toEqual(['inspect', 'encode-lean'])
    expect(await live(id)).toEqual(['lean'])
    const { leslie } = stage.cast
    const playback = await playOf(leslie, id)
    expect(playback).toMatchObject({
      leanUrl: expect.stringMatching(/renditions\/[^/]+\/media\.mp4$/),
      audioUrl: null,
    })
    // It is what plays, by a playlist of its own: where this address changes there is something better.
    expect(playback.playlistUrl).toBe(playback.leanUrl?.replace(/mp4$/, 'm3u8'))
    expect((await leslie.get(playback.playlistUrl)).body).toContain('#EXT-X-ENDLIST')
    const master = playback.playlistUrl.replace(/renditions.*/, 'master.m3u8')
    expect((await leslie.get(master)).status).toBe(404)
    // Nobody takes stills away for the clip.
    expect((await clip(id)).progress).toMatchObject({ step: 'lean', secondsLeft: expect.any(Number) })

    ladder.release()
    await untilState(id, 'ready')
    expect(await live(id)).toEqual(['audio', 'lean', 'small'])
    const later = (await leslie.get(`/api/v1/clips/${id}/playbacks/${playback.id}`)).body
    expect([later.playlistUrl, later.leanUrl]).toEqual([master, playback.leanUrl])
    const { id: leanId } = await stage.platform.db
      .selectFrom('renditions')
      .select('id')
      .where('name', '=', 'lean')
      .executeTakeFirstOrThrow()
    const text = (await leslie.get(master)).body
    expect(text.match(/^renditions/gm)).toHaveLength(1)
    expect(text).not.toContain(leanId)
  })

  test('is, of a long clip that browsers play, the recording; stills and speech come before the ladder', async () => {
    const ladder = heldLadder()
    const ended = await work(ladder.change)
    const id = await send(await copiedSilent())
    await ladder.begun
    expect(ended).toEqual(['inspect', 'encode-lean'])
    expect(await live(id)).toEqual(['lean', 'source'])
    const playback = await playOf(stage.cast.leslie, id)
    expect(playback.playlistUrl).toMatch(/master\.m3u8$/)
    expect((await stage.cast.leslie.get(playback.playlistUrl)).body.match(/^renditions/gm)).toHaveLength(1)
  })

  test('is, of a long part, its own stills and speech, with a poster of its own', async () => {
    const ladder = heldLadder()
    const ended = await work(ladder.change)
    const id = await send(await copiedSilent())
    await ladder.begun
    const cut = { inMs: 500, outMs: 600_900 }
    expect((await stage.cast.leslie.send('PUT', `/api/v1/clips/${id}/cut`, { body: cut })).status).toBe(202)
    await until(async () => ended.filter((name) => name === 'encode-lean').length === 2)
    const { state, posterUrl, durationMs } = await clip(id)
    expect([state, durationMs]).toEqual(['watchable', 600_400])
    const poster = await stage.cast.leslie.fetch(posterUrl)
    expect([...new Uint8Array(await poster.arrayBuffer()).subarray(0, 2)]).toEqual([0xff, 0xd8])
    expect(await live(id)).toEqual(['lean'])
  })

  test('is, of a recording that is turned, one file, upright and in ranges, until the ladder retires it', async () => {
    const ladder = heldLadder()
    const ended = await work(ladder.change)
    const id = await sendSample('portrait.mp4')
    await ladder.begun
    expect(ended).toEqual(['inspect'])
    const { leslie, ana, maple } = stage.cast
    expect(await clip(id)).toMatchObject({ state: 'watchable', width: 360, height: 640 })
    await leslie.post(`/api/v1/clips/${id}/grants`, { cohortId: maple })
    const { playlistUrl } = await playOf(ana, id)
    expect(playlistUrl).toMatch(/renditions\/[^/]+\/media\.mp4$/)
    const part = await ana.get(playlistUrl, { range: 'bytes=4-7' })
    expect([part.status, part.body, part.headers.get('content-type')]).toEqual([206, 'ftyp', 'video/mp4'])
    for (const none of [playlistUrl.replace('mp4', 'm3u8'), playlistUrl.replace(/rend.*/, 'master.m3u8')])
      expect((await ana.get(none)).status).toBe(404)
    await leslie.put(`/api/v1/clips/${id}/withdrawal`)
    expect((await ana.get(playlistUrl, { range: 'bytes=4-7' })).status).toBe(404)
    await leslie.delete(`/api/v1/clips/${id}/withdrawal`)
    ladder.release()
    await untilState(id, 'ready')
    expect(await live(id)).toEqual(['240', 'audio', 'small'])
    expect((await playOf(leslie, id)).playlistUrl).toMatch(/master\.m3u8$/)
  })
})

describe('stills and speech of a long clip', patience, () => {
  test.each<[string, (usual: Work['run']) => Work['run']]>([
    ['before anything was made', () => async () => undefined],
    ['while they are made', (usual) => (payload) => usual(payload, AbortSignal.timeout(300))],
    ['after they were published', (usual) => usual],
  ])('are made once, although the worker dies %s', async (_, dying) => {
    using _hurry = hurry(stage.platform.db)
    const ladder = heldLadder()
    let tries = 0
    const lean = instead('clips.encode-lean', (usual) => async (payload, signal) => {
      tries += 1
      if (tries > 1) return usual(payload, signal)
      await dying(usual)(payload, signal)
      throw new Error('killed')
    })
    const ended = await work((works) => ladder.change(lean(works)))
    const id = await send(await encodedSilent())
    await ladder.begun
    await until(async () => ended.includes('encode-lean'))
    expect(tries).toBe(2)
    expect(await live(id)).toEqual(['lean'])
    expect(await jobsOf(id)).toEqual({ inspect: 1, 'encode-lean': 1, 'encode-ladder': 1 })
  })

  test('are made once, and one ladder after them, although two workers make them at once beside a copy', async () => {
    const ladder = heldLadder()
    const lean = instead('clips.encode-lean', (usual) => async (payload, signal) => {
      await Promise.all([usual(payload, signal), usual(payload, signal)])
    })
    const ended = await work((works) => ladder.change(lean(works)))
    const id = await send(await copiedSilent())
    await until(async () => ended.includes('encode-lean'))
    await ladder.begun
    expect(await live(id)).toEqual(['lean', 'source'])
    expect(await jobsOf(id)).toEqual({ inspect: 1, 'encode-lean': 1, 'encode-ladder': 1 })
    const { count } = await stage.platform.db
      .selectFrom('renditions')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('name', '=', 'lean')
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(1)
  })

  test.each<[string, () => Promise<Buffer>, string[], string]>([
    ['has nothing to watch yet', encodedSilent, ['inspect', 'encode-first-rung'], 'small'],
    ['can be watched', copiedSilent, ['inspect'], 'source'],
  ])('that cannot be made keep a clip that %s from nothing else', async (_, recording, expected, first) => {
    using _hurry = hurry(stage.platform.db)
    const ladder = heldLadder()
    const lean = instead('clips.encode-lean', () => async () => {
      throw new Error('no space left on device')
    })
    const ended = await work((works) => ladder.change(lean(works)))
    const id = await send(await recording())
    await ladder.begun
    expect(ended).toEqual(expected)
    expect(await live(id)).toEqual([first])
    expect((await clip(id)).failure).toBeNull()
  })
})

/** How many of each job there were for a clip. */
async function jobsOf(clipId: string): Promise<Record<string, number>> {
  const rows = await stage.platform.db.selectFrom('outbox').select(['job', 'payload']).execute()
  const counts: Record<string, number> = {}
  for (const { job, payload } of rows) {
    if ((payload as { clipId?: string }).clipId !== clipId) continue
    const name = job.replace('clips.', '')
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
