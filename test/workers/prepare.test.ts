import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FailureCode } from '../../src/clips/failures.ts'
import { listed } from '../platform/storage/bytes.ts'
import { type SampleName, sample } from '../support/samples.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { patchTus, startTus } from '../support/tus.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
beforeAll(async () => {
  stage = await openStage()
  worker = await startWorker(stage)
})
afterAll(async () => {
  await worker.stop()
  await stage.close()
})

const typeOf = (name: string) => (/\.(m4a|mp3|wav|ogg|aac)$/.test(name) ? 'audio/mp4' : 'video/mp4')

/** Uploads a sample and waits until the worker is done with it. */
async function prepared(name: SampleName) {
  const { leslie } = stage.cast
  const clipId = await upload(leslie, await readFile(await sample(name)), name, typeOf(name))
  const seen: string[] = []
  let clip = (await leslie.get(`/api/v1/clips/${clipId}`)).body
  await until(async () => {
    clip = (await leslie.get(`/api/v1/clips/${clipId}`)).body
    if (seen.at(-1) !== clip.state) seen.push(clip.state)
    return clip.state === 'ready' || clip.failure !== null
  })
  return { clip, seen }
}

/** What a player finds: each rendition of the master playlist, with its first bytes read over HTTP. */
async function renditions(clipId: string) {
  const { leslie } = stage.cast
  const { body: playback } = await leslie.get(`/api/v1/clips/${clipId}/playback`)
  const { body: master } = await leslie.get(playback.playlistUrl)
  const sizes = [...master.matchAll(/RESOLUTION=(\d+x\d+)/g)].map(([, size]) => size)
  for (const [uri] of master.matchAll(/^renditions\S+$/gm)) {
    const base = playback.playlistUrl.replace('master.m3u8', uri)
    const { body: playlist } = await leslie.get(base)
    const [, length, offset] = /EXT-X-MAP:URI="media\.mp4",BYTERANGE="(\d+)@(\d+)"/.exec(playlist) ?? []
    const range = `bytes=${offset}-${Number(offset) + Number(length) - 1}`
    const part = await leslie.get(base.replace('m3u8', 'mp4'), { range })
    expect(part.status).toBe(206)
    expect(part.body).toContain('ftyp')
  }
  return { playback, sizes: sizes.toSorted() }
}

describe('a recording', () => {
  test('that browsers play as it is becomes watchable at once, then ready with every rung', async () => {
    const { clip, seen } = await prepared('hd.mp4')
    expect(clip).toMatchObject({ state: 'ready', progress: null, width: 1280, height: 720, failure: null })
    expect(clip.durationMs).toBeGreaterThan(4_900)
    expect(seen).toContain('watchable')
    const { playback, sizes } = await renditions(clip.id)
    expect(sizes).toEqual(['1280x720', '426x240', '854x480'])
    expect(playback.audioUrl).toMatch(/media\.mp4$/)
    const poster = await stage.cast.leslie.fetch(playback.posterUrl)
    expect([...new Uint8Array(await poster.arrayBuffer()).subarray(0, 2)]).toEqual([0xff, 0xd8])
    const { body: storyboard } = await stage.cast.leslie.get(playback.storyboardUrl)
    expect(storyboard).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:05\.0\d\d\nstills\/\S+#xywh=0,0,160,90\n/)
    const { db } = stage.platform
    const { sha256, facts, bytes } = await db
      .selectFrom('recordings')
      .innerJoin('clips', 'clips.recordingId', 'recordings.id')
      .select(['sha256', 'facts', 'bytes'])
      .where('clips.id', '=', clip.id)
      .executeTakeFirstOrThrow()
    expect([sha256?.length, facts]).toEqual([32, expect.objectContaining({ container: 'mov', bytes })])
  })

  test.each<[SampleName, string[]]>([
    ['no-audio.mp4', ['426x240', '640x360']],
    ['short.mp4', ['426x240', '640x360']],
    ['portrait.mp4', ['240x426', '360x640']],
    ['variable.mp4', ['426x240', '640x360']],
    ['odd.mp4', ['426x240', '852x480']],
    ['no-duration.webm', ['426x240', '640x360']],
  ])('%s is made watchable', async (name, expected) => {
    const { clip } = await prepared(name)
    expect([clip.state, clip.failure]).toEqual(['ready', null])
    const { sizes } = await renditions(clip.id)
    expect(sizes).toEqual(expected)
  })

  test('of sound alone can be listened to, and has no picture', async () => {
    const { clip } = await prepared('audio-only.m4a')
    expect(clip).toMatchObject({ state: 'ready', width: null, height: null, posterUrl: null })
    const { playback, sizes } = await renditions(clip.id)
    expect([sizes, playback.posterUrl, playback.storyboardUrl]).toEqual([[], null, null])
    expect(playback.audioUrl).toMatch(/media\.mp4$/)
  })

  test.each<[SampleName, FailureCode]>([
    ['text.mp4', 'not-media'],
    ['sibling-playlist.mp4', 'not-media'],
    ['concat.mp4', 'not-media'],
    ['huge-picture.mp4', 'picture-too-large'],
    ['thousand-streams.mkv', 'too-many-streams'],
    ['cut-at-the-end.mp4', 'truncated'],
    ['cut-faststart.mp4', 'truncated'],
    ['subtitles.mkv', 'no-picture-or-sound'],
  ])('%s is refused as %s, in words, and cannot be tried again', async (name, code) => {
    const { clip } = await prepared(name)
    expect(clip).toMatchObject({ state: 'failed', failure: { code, retryable: false }, progress: null })
    expect(clip.failure.message).toMatch(/^[A-Z].*\.$/)
    expect(clip.can.retry).toBe(false)
    const retried = await stage.cast.leslie.post(`/api/v1/clips/${clip.id}/retry`)
    expect([retried.status, retried.body.code]).toEqual([409, 'not-retryable'])
    const shared = await stage.cast.leslie.post(`/api/v1/clips/${clip.id}/grants`, {
      cohortId: stage.cast.maple,
    })
    expect([shared.status, shared.body.code]).toEqual([409, 'failed'])
    // Nothing was made of it: the original alone is kept, for its owner.
    expect(await listed(stage.platform.store.list(`clips/${clip.id}`))).toEqual([])
  })

  test('that arrives damaged is told so', async () => {
    const { leslie } = stage.cast
    const bytes = await readFile(await sample('plain.mp4'))
    const { location, clipId } = await startTus(leslie, bytes.length, {
      ...{ title: 'x', filename: 'x.mp4', filetype: 'video/mp4' },
      sha256: '0'.repeat(64),
    })
    await patchTus(leslie, location, 0, bytes)
    await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state !== 'preparing')
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body.failure.code).toBe('arrived-damaged')
  })

  test('leaves nothing in scratch, and no object that is not published', async () => {
    const [own = ''] = await readdir(`${stage.folder}/scratch`)
    expect(await readdir(`${stage.folder}/scratch/${own}`)).toEqual([])
    const unsettled = await stage.platform.db
      .selectFrom('storedObjects')
      .selectAll()
      .where('settledAt', 'is', null)
      .execute()
    expect(unsettled).toEqual([])
  })
})
