import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beginChunks } from '../../src/clips/begin-chunks.ts'
import { dropChunks } from '../../src/clips/drop-chunks.ts'
import { failClip } from '../../src/clips/fail-clip.ts'
import { findChunks } from '../../src/clips/find-chunks.ts'
import { findPreparation, type Preparation } from '../../src/clips/find-preparation.ts'
import { findWhatHappened } from '../../src/clips/find-what-happened.ts'
import { finishChunk } from '../../src/clips/finish-chunk.ts'
import { makeWhole } from '../../src/clips/make-whole.ts'
import { removeOrphans } from '../../src/clips/remove-orphans.ts'
import { reportChunk } from '../../src/clips/report-chunk.ts'
import { sendOnLost } from '../../src/clips/send-on-lost.ts'
import { noteObject } from '../../src/clips/stored-objects.ts'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import { writePurge } from '../../src/clips/write-purge.ts'
import type { ChunkId, ClipId } from '../../src/platform/ids.ts'
import { findWorkers } from '../../src/platform/queue/find-status.ts'
import { divideLadder } from '../../workers/divide-ladder.ts'
import { purgeClip } from '../../workers/purge-clip.ts'
import { listed } from '../platform/storage/bytes.ts'
import { someAudio, someFacts, someVideo } from '../support/facts.ts'
import { declareWorkers, watchableClipOf } from '../support/long-lesson.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
const db = () => stage.platform.db
const never = new AbortController().signal

const hourMs = 3_600_000
const facts = someFacts({
  durationMs: hourMs,
  video: someVideo({ endMs: hourMs }),
  audio: someAudio({ endMs: hourMs }),
})
const workshop = () => ({ platform: stage.platform, tools: {} as never, scratch: '' })
const newClip = (of = facts) =>
  watchableClipOf(stage.platform, stage.cast.leslie, Buffer.from('a lesson'), of)
const divide = (clipId: ClipId, more = {}) => divideLadder({ clipId, cutNo: 1, ...more }, workshop())
const preparation = async (clipId: ClipId): Promise<Preparation> => {
  const clip = await findPreparation(db(), clipId)
  if (!clip) throw new Error('the clip is gone')
  return clip
}
const jobsOf = async (clipId: ClipId) =>
  (
    await db().selectFrom('outbox').selectAll().where('finishedAt', 'is', null).orderBy('id').execute()
  ).filter(({ payload }) => (payload as { clipId?: string }).clipId === clipId)
const namesOf = async (clipId: ClipId) => (await jobsOf(clipId)).map(({ job }) => job)
const endJob = (id: string) =>
  db().updateTable('outbox').set({ finishedAt: new Date() }).where('id', '=', id).execute()
/** Ends the ladder's own job, as its worker does, once the ladder is divided. */
async function divided(): Promise<ClipId> {
  const clipId = await newClip()
  expect(await divide(clipId)).toBe(true)
  for (const { id, job } of await jobsOf(clipId)) if (job === 'clips.encode-ladder') await endJob(id)
  return clipId
}
const put = async (clipId: ClipId): Promise<string> => {
  const key = `clips/${clipId}/${crypto.randomUUID()}/chunk.mp4`
  await noteObject(db(), await preparation(clipId), key)
  await stage.platform.store.put(key, Readable.from([Buffer.from('pictures')]))
  return key
}
const finish = async (clipId: ClipId, chunkId: ChunkId) => {
  const key = await put(clipId)
  return finishChunk(db(), await preparation(clipId), chunkId, key)
}
const chunksOf = (clipId: ClipId) =>
  db().selectFrom('chunks').selectAll().where('clipId', '=', clipId).orderBy('position').execute()
const keysOf = async (clipId: ClipId) =>
  (await listed(stage.platform.store.list(`clips/${clipId}/`))).map(({ key }) => key)

beforeEach(() => declareWorkers(db(), 2))

describe('a long ladder', () => {
  test('is divided where two workers live: its sound, and about equal stretches, each a job in its owner’s turn', async () => {
    const clipId = await newClip()
    expect(await divide(clipId)).toBe(true)
    const { organisationId, personId } = stage.cast.leslie.viewer
    expect(await chunksOf(clipId)).toMatchObject([
      { kind: 'sound', firstFrame: 0, endFrame: 108_000, objectKey: null, doneAt: null },
      ...[0, 27_000, 54_000, 81_000].map((firstFrame) => ({
        ...{ kind: 'picture', firstFrame, endFrame: firstFrame + 27_000, cutNo: 1 },
      })),
    ])
    const jobs = (await jobsOf(clipId)).filter(({ job }) => job !== 'clips.encode-ladder')
    expect(jobs.map(({ payload }) => (payload as { chunkId?: string }).chunkId)).toEqual(
      (await chunksOf(clipId)).map(({ id }) => id),
    )
    for (const job of jobs)
      expect(job).toMatchObject({
        queue: 'media',
        job: 'clips.encode-chunk',
        organisationId,
        ownerId: personId,
      })
  })

  test.each<[string, () => Promise<ClipId>, object]>([
    [
      'one worker lives',
      async () => {
        await declareWorkers(db(), 1)
        return newClip()
      },
      {},
    ],
    [
      'workers fell silent',
      async () => {
        await db()
          .updateTable('workers')
          .set({ seenAt: new Date(Date.now() - 120_000) })
          .execute()
        return newClip()
      },
      {},
    ],
    ['it is to be made whole', () => newClip(), { isWhole: true }],
    ['it is short', () => newClip(someFacts()), {}],
    ['it is of a cut that there is not', () => newClip(), { cutNo: 2 }],
    [
      'it failed meanwhile',
      async () => {
        const clipId = await newClip()
        await failClip(db(), clipId, 'took-too-long')
        return clipId
      },
      {},
    ],
  ])('is not where %s', async (_, open, more) => {
    const clipId = await open()
    await divide(clipId, more)
    expect(await chunksOf(clipId)).toEqual([])
    expect(await namesOf(clipId)).toEqual(['clips.encode-ladder'])
  })

  test('is divided once, by however many at once and however often', async () => {
    const clipId = await newClip()
    await Promise.all([divide(clipId), divide(clipId), divide(clipId)])
    await declareWorkers(db(), 8)
    await divide(clipId)
    expect(await chunksOf(clipId)).toHaveLength(5)
    expect((await namesOf(clipId)).filter((job) => job === 'clips.encode-chunk')).toHaveLength(5)
  })
})

describe('the chunks of a ladder', () => {
  test('are put together once, by whoever ends last, of all that end at once', async () => {
    const clipId = await divided()
    const chunks = await chunksOf(clipId)
    expect(await Promise.all(chunks.map(({ id }) => finish(clipId, id)))).toEqual(chunks.map(() => true))
    expect((await namesOf(clipId)).filter((job) => job === 'clips.join-chunks')).toHaveLength(1)
    expect(await keysOf(clipId)).toHaveLength(5)
    // What stands is not taken for what a crash left, however long the rest takes.
    await sweepObjects(db(), stage.platform.store, { unsettledHours: 0, retiredHours: 0 })
    expect(await keysOf(clipId)).toHaveLength(5)
  })

  test('are made once: of two runs of one the first wins, and what the other made is given up', async () => {
    const clipId = await divided()
    const [sound] = await chunksOf(clipId)
    if (!sound) throw new Error('no chunk')
    expect((await Promise.all([finish(clipId, sound.id), finish(clipId, sound.id)])).toSorted()).toEqual([
      false,
      true,
    ])
    await sweepObjects(db(), stage.platform.store, { unsettledHours: 0, retiredHours: 0 })
    expect(await keysOf(clipId)).toEqual([(await chunksOf(clipId))[0]?.objectKey])
  })

  test('whose jobs are lost get new ones, and no other', async () => {
    const clipId = await divided()
    const [sound, first] = await chunksOf(clipId)
    if (!sound || !first) throw new Error('no chunks')
    await finish(clipId, sound.id)
    // One whose row is lost is found once nobody is at work on the rest.
    for (const { id } of await jobsOf(clipId)) {
      expect(await sendOnLost(db())).toBe(0)
      await db().deleteFrom('outbox').where('id', '=', id).execute()
    }
    expect(await sendOnLost(db())).toBe(1)
    expect(await namesOf(clipId)).toEqual(['clips.encode-ladder'])
    await declareWorkers(db(), 1)
    await divide(clipId)
    const open = (await jobsOf(clipId)).filter(({ job }) => job === 'clips.encode-chunk')
    expect(open.map(({ payload }) => (payload as { chunkId?: string }).chunkId)).toEqual(
      (await chunksOf(clipId)).slice(1).map(({ id }) => id),
    )
    for (const { id } of (await chunksOf(clipId)).slice(1)) await finish(clipId, id)
    const join = (await jobsOf(clipId)).find(({ job }) => job === 'clips.join-chunks')
    await divide(clipId)
    expect((await namesOf(clipId)).filter((job) => job === 'clips.join-chunks')).toHaveLength(1)
    // The job that puts them together is found as well.
    await db()
      .deleteFrom('outbox')
      .where('id', '=', join?.id ?? '')
      .execute()
    await divide(clipId)
    expect(await namesOf(clipId)).toContain('clips.join-chunks')
  })

  test('tell how far they are together, which never goes back', async () => {
    const clipId = await divided()
    const clip = await preparation(clipId)
    const [sound, first, second] = await chunksOf(clipId)
    if (!sound || !first || !second) throw new Error('no chunks')
    const report = async (id: ChunkId, fraction: number) =>
      (await reportChunk(db(), clip, id, fraction))?.fraction
    expect(await report(first.id, 0.5)).toBeCloseTo(0.125, 2)
    const reached = await report(second.id, 1)
    expect(reached).toBeCloseTo(0.375, 1)
    // Tried anew.
    expect(await report(first.id, 0.1)).toBe(reached)
    const told = await reportChunk(db(), clip, sound.id, 1)
    expect(told?.fraction).toBeLessThan(0.4)
    expect(told?.secondsLeft).toBeLessThan(60)
    await dropChunks(db(), clipId)
    expect(await reportChunk(db(), clip, first.id, 1)).toBeUndefined()
  })

  test('are told of to whoever runs Interlude', async () => {
    const clipId = await divided()
    const [sound] = await chunksOf(clipId)
    if (!sound) throw new Error('no chunk')
    await finish(clipId, sound.id)
    expect(await findWhatHappened(db(), clipId)).toMatchObject({ chunks: 5, chunksDone: 1 })
  })
})

describe('of chunks nothing stays', () => {
  const gone: readonly [string, (clipId: ClipId) => Promise<unknown>][] = [
    ['the clip failed', (clipId) => failClip(db(), clipId, 'preparing-failed')],
    [
      'the clip is cut anew',
      async (clipId) => {
        const body = { inMs: 0, outMs: 5000 }
        const { status } = await stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body })
        expect(status).toBe(202)
      },
    ],
    ['the ladder is made whole', async (clipId) => makeWhole(db(), await preparation(clipId))],
    [
      'the clip is purged',
      async (clipId) => {
        const { organisationId, ownerId } = await preparation(clipId)
        await db()
          .transaction()
          .execute((trx) => writePurge(trx, { id: clipId, organisationId, ownerId }, 'owner', ownerId))
        await purgeClip.run({ clipId }, workshop(), never)
      },
    ],
  ]

  test.each(gone)('once %s, and none is added', async (_, act) => {
    const clipId = await divided()
    const [sound, first, second] = await chunksOf(clipId)
    if (!sound || !first || !second) throw new Error('no chunks')
    await finish(clipId, sound.id)
    await finish(clipId, first.id)
    // One that is under way meanwhile.
    const clip = await preparation(clipId)
    const late = await put(clipId)
    await act(clipId)
    expect(await finishChunk(db(), clip, second.id, late)).toBe(false)
    await beginChunks(db(), clip, [{ kind: 'picture', firstFrame: 0, endFrame: 60 }]).catch(() => undefined)
    await sweepObjects(db(), stage.platform.store, { unsettledHours: 0, retiredHours: 0 })
    expect((await keysOf(clipId)).filter((key) => key.endsWith('chunk.mp4'))).toEqual([])
    expect((await findChunks(db(), clip)).filter(({ objectKey }) => objectKey !== null)).toEqual([])
    expect((await removeOrphans(db(), stage.platform.store, never)).found).toBe(0)
  })

  test('a retry of a clip that failed begins anew, with as many as there are workers for', async () => {
    const clipId = await divided()
    const before = await chunksOf(clipId)
    await finish(clipId, before[0]?.id as ChunkId)
    await failClip(db(), clipId, 'preparing-failed')
    expect((await stage.cast.leslie.post(`/api/v1/clips/${clipId}/retry`)).status).toBe(202)
    await declareWorkers(db(), 3)
    await divide(clipId)
    const after = await chunksOf(clipId)
    expect(after).toHaveLength(7)
    // A run of one from before, which was never stopped, can add nothing to these.
    expect(await finish(clipId, before[1]?.id as ChunkId)).toBe(false)
    expect(after.every(({ doneAt }) => doneAt === null)).toBe(true)
  })

  test('workers are counted by who was heard of lately', async () => {
    await declareWorkers(db(), 3)
    expect(await findWorkers(db())).toEqual({ workers: 3, mediaSlots: 3 })
  })
})
