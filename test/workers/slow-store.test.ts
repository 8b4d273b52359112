import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline, type Readable, Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import type { ObjectStore } from '../../src/platform/storage/object-store.ts'
import { listed } from '../platform/storage/bytes.ts'
import { nothingIsLeft } from '../support/nothing-is-left.ts'
import { sample } from '../support/samples.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>> | undefined
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await worker?.stop()
  await stage.close()
})

const forEver = 2 ** 31 - 1

/** The stage with a store whose writes and copies take so long, asked for each by its key, for its worker alone. */
function slowly(takes: (key: string, what: 'put' | 'copy') => number): Stage {
  const { store } = stage.platform
  const put: ObjectStore['put'] = (key, body, options) =>
    store.put(key, drawnOut(body, takes(key, 'put')), options)
  const putFile: ObjectStore['putFile'] = (key, file, options) => put(key, createReadStream(file), options)
  const copyToFile: ObjectStore['copyToFile'] = async (key, file, signal) => {
    await sleep(takes(key, 'copy'), undefined, { signal })
    return store.copyToFile(key, file, signal)
  }
  return { ...stage, platform: { ...stage.platform, store: { ...store, put, putFile, copyToFile } } }
}

/** The first bytes come at once, and the last so many milliseconds later. */
function drawnOut(body: Readable, ms: number): Readable {
  const slow = new Transform({
    transform: (chunk, _, done) => done(null, chunk),
    flush(done) {
      const timer = setTimeout(done, ms)
      slow.once('close', () => clearTimeout(timer))
    },
  })
  pipeline(body, slow, () => undefined)
  return slow
}

const newClip = async () =>
  (await upload(stage.cast.leslie, await readFile(await sample('plain.mp4')), 'plain.mp4')) as ClipId
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const isReady = (clipId: string) => until(async () => (await clip(clipId)).state === 'ready')
const namesOf = async (clipId: ClipId) =>
  (
    await stage.platform.db
      .selectFrom('renditions')
      .select('name')
      .where('clipId', '=', clipId)
      .where('retiredAt', 'is', null)
      .orderBy('name')
      .execute()
  ).map(({ name }) => name)
/** How often each job was begun. */
const starts = async () =>
  Object.fromEntries(
    (
      await stage.platform.db
        .selectFrom('outbox')
        .select(['job', 'starts'])
        .where('job', 'like', 'clips.%')
        .execute()
    ).map((row) => [row.job, row.starts]),
  )

/** What each step waits for: its recording, or what it made. */
const waits = [
  ['the recording is brought for the first step', 'copy', 1],
  ['what can be watched at once is placed', 'put', 2],
  ['the ladder is placed', 'put', 4],
] as const

/** Slow from the given number on, until it is let go; `is` says whether it came to that. */
function stalled(what: 'put' | 'copy', number: number) {
  let [count, isFree] = [0, false]
  const takes = (_: string, asked: string): number => {
    if (asked !== what || isFree) return 0
    count += 1
    return count >= number ? forEver : 0
  }
  return {
    takes,
    begun: () => until(() => count >= number),
    free: () => {
      isFree = true
    },
  }
}

describe('a store that is slow', () => {
  test('only takes longer: the clip gets ready, each of its parts once', async () => {
    worker = await startWorker(slowly((_, what) => (what === 'put' ? 400 : 200)))
    const clipId = await newClip()
    await isReady(clipId)
    expect(await clip(clipId)).toMatchObject({ failure: null })
    expect(await namesOf(clipId)).toEqual(['240', 'audio', 'small'])
    expect(await starts()).toMatchObject({ 'clips.inspect': 1, 'clips.encode-ladder': 1 })
    await nothingIsLeft(stage)
  }, 60_000)

  test.each(waits)(
    'is left at once by a worker that is stopped while %s, and another makes it ready, once',
    async (_, what, number) => {
      const stall = stalled(what, number)
      worker = await startWorker(slowly(stall.takes))
      const clipId = await newClip()
      await stall.begun()
      // Ends when what it does has ended.
      await worker.stop()
      worker = await startWorker(stage)
      await isReady(clipId)
      expect(await clip(clipId)).toMatchObject({ failure: null })
      expect(await namesOf(clipId)).toEqual(['240', 'audio', 'small'])
      await nothingIsLeft(stage)
    },
    60_000,
  )

  test.each(waits)(
    'is left at once when the clip is destroyed while %s, and nothing of it stays',
    async (_, what, number) => {
      const stall = stalled(what, number)
      worker = await startWorker(slowly(stall.takes))
      const clipId = await newClip()
      await stall.begun()
      const body = { confirm: true }
      expect((await stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body })).status).toBe(
        202,
      )
      const { db, store } = stage.platform
      await until(async () => {
        const left = await db
          .selectFrom('storedObjects')
          .select('objectKey')
          .where('clipId', '=', clipId)
          .execute()
        return left.length === 0 && (await listed(store.list(''))).length === 0
      })
      // Whoever is next is not kept waiting by it.
      stall.free()
      await isReady(await newClip())
      await nothingIsLeft(stage)
      expect(await namesOf(clipId)).toEqual([])
    },
    60_000,
  )
})
