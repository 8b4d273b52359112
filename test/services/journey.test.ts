import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { numbered } from '../support/make-media.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { offsetOf, patchTus, startTus } from '../support/tus.ts'
import { until } from '../support/until.ts'
import { startWorker } from '../support/worker.ts'

/** The main job on what a real deployment has: Redis for the queue, an S3 server for the objects. */
let stage: Stage
let folder: string
let worker: Awaited<ReturnType<typeof startWorker>>
beforeAll(async () => {
  const { REDIS_URL, S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env
  const services = { REDIS_URL, S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }
  stage = await openStage({ env: services as Record<string, string> })
  folder = await mkdtemp(path.join(tmpdir(), 'interlude-journey-'))
  worker = await startWorker(stage)
})
afterAll(async () => {
  await worker.stop()
  await stage.close()
  await rm(folder, { recursive: true })
})

test('from an uploaded file to a talked-about moment', async () => {
  const { leslie, ana, dana, maple } = stage.cast
  const file = path.join(folder, 'lesson.mp4')
  await numbered(file, { seconds: 15, size: '1280x720' })
  const bytes = await readFile(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')

  // A weak link: the upload comes in pieces, and goes on from where the server says.
  const named = { title: 'Partner talk', filename: 'lesson.mp4', filetype: 'video/mp4', sha256 }
  const { location, clipId } = await startTus(leslie, bytes.length, named)
  const piece = Math.ceil(bytes.length / 3)
  for (let at = 0; at < bytes.length; at = await offsetOf(leslie, location)) {
    expect((await patchTus(leslie, location, at, bytes.subarray(at, at + piece))).status).toBe(204)
    if ((await leslie.get(`/api/v1/clips/${clipId}`)).body.state !== 'receiving') break
  }

  // The queue loses everything while the clip is being prepared.
  const redis = new Redis(stage.platform.config.redisUrl ?? '')
  await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state !== 'receiving')
  await redis.flushall()
  await redis.quit()

  await until(async () => (await leslie.get(`/api/v1/clips/${clipId}`)).body.state === 'ready')
  const { body: clip } = await leslie.get(`/api/v1/clips/${clipId}`)
  expect(Math.abs(clip.durationMs - 15_000)).toBeLessThan(100)

  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const { body: playback } = await ana.get(`/api/v1/clips/${clipId}/playback`)
  const { body: master } = await ana.get(playback.playlistUrl)
  const renditions = [...master.matchAll(/^renditions\S+$/gm)].map(([uri]) =>
    playback.playlistUrl.replace('master.m3u8', uri.replace('m3u8', 'mp4')),
  )
  expect(renditions).toHaveLength(3)
  for (const url of [...renditions, playback.audioUrl, playback.posterUrl]) {
    const part = await ana.get(url, { range: 'bytes=0-99' })
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '100'])
    expect((await dana.get(url)).status).toBe(404)
  }

  const said = { cohortId: maple, kind: 'notice', body: 'Here!', clientKey: randomUUID(), startMs: 12_300 }
  expect((await ana.post(`/api/v1/clips/${clipId}/threads`, said)).status).toBe(201)
  const { body: threads } = await leslie.get(`/api/v1/clips/${clipId}/threads?cohortId=${maple}`)
  expect(threads.items[0]).toMatchObject({
    startMs: 12_300,
    comments: [{ body: 'Here!', author: { name: 'Ana' } }],
  })
  expect((await dana.get(`/api/v1/clips/${clipId}/threads`)).status).toBe(404)

  await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
  for (const url of [...renditions, playback.posterUrl]) expect((await ana.get(url)).status).toBe(404)
}, 180_000)
