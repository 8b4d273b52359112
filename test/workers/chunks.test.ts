import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { failClip } from '../../src/clips/fail-clip.ts'
import { removeOrphans } from '../../src/clips/remove-orphans.ts'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import { writePurge } from '../../src/clips/write-purge.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import type { MediaFacts } from '../../src/platform/media/facts.ts'
import { probe } from '../../src/platform/media/probe.ts'
import { findMediaTools } from '../../src/platform/media/tools.ts'
import type { Work } from '../../src/platform/queue/run-row.ts'
import { listed } from '../platform/storage/bytes.ts'
import { readFragments } from '../support/fragments.ts'
import { hurry } from '../support/hurry.ts'
import { declareWorkers, longFps, longLesson, longSeconds, watchableClipOf } from '../support/long-lesson.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { beepOnsets, shownFrames } from '../support/watch.ts'
import { startWorker } from '../support/worker.ts'

let stage: Stage
let recording: Buffer
let facts: MediaFacts
const running: Awaited<ReturnType<typeof startWorker>>[] = []
beforeAll(async () => {
  // What goes wrong here is meant to.
  stage = await openStage({ env: { LOG_LEVEL: 'silent' } })
  recording = await longLesson(stage.folder)
  facts = await probe(await findMediaTools(), `${stage.folder}/long.mp4`)
}, 120_000)
beforeEach(() => declareWorkers(db(), 2))
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()))
})
afterAll(() => stage.close())

const db = () => stage.platform.db
/** Each in a folder of its own, as on a machine of its own. */
async function work(change?: (works: Work[]) => Work[]) {
  const folder = `${stage.folder}/machine-${running.length}`
  running.push(await startWorker({ ...stage, folder }, change))
}
const instead =
  (name: string, run: (usual: Work['run']) => Work['run']) =>
  (works: Work[]): Work[] =>
    works.map((one) => (one.job.name === name ? { ...one, run: run(one.run) } : one))
const longClip = () => watchableClipOf(stage.platform, stage.cast.leslie, recording, facts)
const rowOf = (clipId: string) =>
  db()
    .selectFrom('clips')
    .select(['state', 'failureCode', 'cutNo', 'progressFraction', 'progressStep'])
    .where('id', '=', clipId as ClipId)
    .executeTakeFirstOrThrow()
const isReady = async (clipId: string) => (await rowOf(clipId)).state === 'ready'
const jobsOf = async (clipId: string, job: string) =>
  (await db().selectFrom('outbox').selectAll().where('job', '=', job).orderBy('claimedAt').execute()).filter(
    ({ payload }) => (payload as { clipId?: string }).clipId === clipId,
  )
/** After a sweep the store holds what rows stand for, and no row is left of chunks. */
async function holdsNothingElse(): Promise<void> {
  const { store } = stage.platform
  await until(async () => {
    const open = await db()
      .selectFrom('outbox')
      .select('id')
      .where('finishedAt', 'is', null)
      .where('queue', '!=', 'mail')
      .execute()
    return open.length === 0
  })
  await sweepObjects(db(), store, { unsettledHours: 0, retiredHours: 0 })
  expect(await db().selectFrom('chunks').selectAll().execute()).toEqual([])
  const rows = await Promise.all([
    db().selectFrom('renditions').select('objectKey').execute(),
    db().selectFrom('stills').select('objectKey').execute(),
    db().selectFrom('recordings').select('objectKey').execute(),
  ])
  expect((await listed(store.list(''))).map(({ key }) => key).toSorted()).toEqual(
    rows
      .flat()
      .map(({ objectKey }) => objectKey)
      .toSorted(),
  )
  expect((await removeOrphans(db(), store, new AbortController().signal)).found).toBe(0)
}

/** Every frame there is to be, once, on time, and as many beeps as seconds, none of them late. */
async function expectWhole(clipId: string): Promise<void> {
  const live = await db()
    .selectFrom('renditions')
    .select(['name', 'objectKey', 'width', 'height', 'durationMs'])
    .where('clipId', '=', clipId as ClipId)
    .where('retiredAt', 'is', null)
    .where('name', '!=', 'lean')
    .orderBy('name')
    .execute()
  expect(live.map(({ name }) => name)).toEqual(['audio', 'small'])
  for (const { name, objectKey, width, height, durationMs } of live) {
    expect(durationMs).toBe(longSeconds * 1000)
    const file = `${stage.folder}/${name}.mp4`
    await stage.platform.store.copyToFile(objectKey, file)
    const [, ...onsets] = await beepOnsets(file)
    expect(onsets).toHaveLength(longSeconds - 1)
    const late = onsets.map((onset, at) => Math.abs(onset - at - 1))
    expect(Math.max(...late)).toBeLessThan(1024 / 48_000)
    if (name === 'audio') continue
    const shown = await shownFrames(file, width ?? 0, height ?? 0)
    // Of ten frames a second each stands for three of ours; halves are rounded up.
    expect(shown).toEqual(
      Array.from({ length: longSeconds * 30 }, (_, n) => ({
        ...{ at: expect.closeTo(n / 30, 9), number: Math.floor((n * longFps) / 30) },
      })),
    )
    const { samples = [] } = (await readFragments(file)).find(({ kind }) => kind === 'video') ?? {}
    expect(samples.filter(({ isKey }) => isKey).map(({ at }) => at)).toEqual(
      Array.from({ length: Math.ceil(longSeconds / 2) }, (_, n) => 2 * n),
    )
  }
}

describe('a long recording that two workers prepare', { timeout: 300_000 }, () => {
  test('is ready, once and whole, encoded by both, with nothing left besides; told as one way that never goes back', async () => {
    using _ = hurry(db())
    let tries = 0
    const both = Promise.withResolvers<void>()
    // Each does one at a time, so that the first waits for the other worker. One try of a chunk fails, and what is put
    // together is so by two at once.
    const failing = instead('clips.encode-chunk', (usual) => async (payload, signal) => {
      tries += 1
      const mine = tries
      if (mine === 2) both.resolve()
      await both.promise
      if (mine === 3) throw new Error('the store does not answer')
      return usual(payload, signal)
    })
    const twice = instead('clips.join-chunks', (usual) => async (payload, signal) => {
      const runs = [usual(payload, signal), usual(payload, signal)]
      // Who is late may find nothing left to fetch.
      await Promise.all(runs.map((run) => run.catch(() => undefined)))
    })
    for (const _machine of [1, 2]) await work((works) => twice(failing(works)))
    const clipId = await longClip()
    const told: number[] = []
    await until(async () => {
      const { state, progressFraction } = await rowOf(clipId)
      if (progressFraction !== null) told.push(progressFraction)
      return state === 'ready'
    })
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(new Set(told).size).toBeGreaterThan(3)
    const chunks = await jobsOf(clipId, 'clips.encode-chunk')
    // Only the one that failed is made anew.
    expect(chunks.map(({ starts }) => starts).toSorted()).toEqual([1, 1, 1, 1, 2])
    expect(await jobsOf(clipId, 'clips.join-chunks')).toHaveLength(1)
    expect(await jobsOf(clipId, 'clips.encode-ladder')).toHaveLength(1)
    await expectWhole(clipId)
    await holdsNothingElse()
  })

  test('is encoded whole where a chunk cannot be made, and can be watched until then', async () => {
    using _ = hurry(db())
    const broken = instead('clips.encode-chunk', () => async () => {
      throw new Error('no such filter')
    })
    const whole = Promise.withResolvers<unknown>()
    const noted = instead('clips.encode-ladder', (usual) => async (payload, signal) => {
      if ('isWhole' in (payload as object)) whole.resolve(payload)
      else await usual(payload, signal)
    })
    await work((works) => noted(broken(works)))
    const clipId = await longClip()
    expect(await whole.promise).toEqual({ clipId, cutNo: 1, isWhole: true })
    expect(await jobsOf(clipId, 'clips.join-chunks')).toEqual([])
    expect(await rowOf(clipId)).toMatchObject({ state: 'watchable', failureCode: null })
    // Nobody made it here, and no sweep is to send it on.
    await failClip(db(), clipId, 'preparing-failed')
    await holdsNothingElse()
  })
})

describe('chunks that nobody waits for any more', { timeout: 120_000 }, () => {
  /** Does something while a chunk is encoded; answers once the run of that chunk is over, and how it came to an end. */
  async function whileEncoding(act: (clipId: ClipId) => Promise<unknown>) {
    const clipId = await longClip()
    const { promise, resolve } = Promise.withResolvers<string>()
    await work(
      instead('clips.encode-chunk', (usual) => async (payload, signal) => {
        const run = usual(payload, signal)
        let isOver = false
        const under = run
          .then(
            () => 'quietly',
            (error) => `with ${error}`,
          )
          .finally(() => {
            isOver = true
          })
        const begun = db().selectFrom('chunks').select('id').where('begunAt', 'is not', null)
        await until(async () => isOver || (await begun.execute()).length > 0)
        // The original is here by then, and ffmpeg at work on it.
        await sleep(500)
        await act(clipId)
        resolve(await under)
        await run
      }),
    )
    return { clipId, ended: await promise }
  }

  test('end quietly where the clip is cut anew, and what is cut is prepared', async () => {
    let isCut = false
    const { clipId, ended } = await whileEncoding(async (id) => {
      if (isCut) return
      isCut = true
      const body = { inMs: 0, outMs: 2000 }
      expect((await stage.cast.leslie.send('PUT', `/api/v1/clips/${id}/cut`, { body })).status).toBe(202)
    })
    expect(ended).toBe('quietly')
    await until(() => isReady(clipId))
    const jobs = await jobsOf(clipId, 'clips.encode-chunk')
    await until(async () =>
      (await jobsOf(clipId, 'clips.encode-chunk')).every(({ finishedAt }) => finishedAt !== null),
    )
    expect(jobs.every(({ starts }) => starts <= 1)).toBe(true)
    await holdsNothingElse()
  })

  test('end quietly where the clip is purged, and leave nothing', async () => {
    const { clipId, ended } = await whileEncoding(async (id) => {
      const { organisationId, personId } = stage.cast.leslie.viewer
      await db()
        .transaction()
        .execute((trx) => writePurge(trx, { id, organisationId, ownerId: personId }, 'owner', personId))
    })
    expect(ended).toBe('quietly')
    await until(async () => {
      const order = await db()
        .selectFrom('clipPurges')
        .select('doneAt')
        .where('clipId', '=', clipId)
        .executeTakeFirst()
      return order?.doneAt != null
    })
    expect((await listed(stage.platform.store.list(`clips/${clipId}/`))).length).toBe(0)
    await holdsNothingElse()
  })
})
