import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { listed } from '../platform/storage/bytes.ts'
import { limitedTools } from '../support/media-work.ts'
import { nothingIsLeft } from '../support/nothing-is-left.ts'
import { sample } from '../support/samples.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { type FfmpegStep, steppedFfmpeg } from '../support/stepped-ffmpeg.ts'
import { until } from '../support/until.ts'
import { startWorker, upload } from '../support/worker.ts'

let stage: Stage
let worker: Awaited<ReturnType<typeof startWorker>>
let ffmpeg: Awaited<ReturnType<typeof steppedFfmpeg>>
beforeEach(async () => {
  stage = await openStage()
  ffmpeg = await steppedFfmpeg(stage.folder)
  worker = await startWorker(stage, (works) => works, { ...(await limitedTools()), ffmpeg: ffmpeg.file })
})
afterEach(async () => {
  for (const step of steps) await ffmpeg.release(step)
  await worker.stop()
  await stage.close()
})

const steps: readonly FfmpegStep[] = ['poster', 'first', 'ladder']
/** Each of its jobs is there once. */
const jobs = ['clips.encode-first-rung', 'clips.encode-ladder', 'clips.inspect']
const renditions = ['240', 'audio', 'small']

const clip = async (clipId: ClipId) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const isInState = (clipId: ClipId, state: string) =>
  until(async () => {
    const found = await stage.platform.db
      .selectFrom('clips')
      .select('state')
      .where('id', '=', clipId)
      .executeTakeFirstOrThrow()
    return found.state === state
  })
const isHeldAt = (step: FfmpegStep) => until(() => ffmpeg.waiting(step).length === 1)
const isEndedAt = (step: FfmpegStep) => until(() => ffmpeg.waiting(step).length === 0)

/** A clip that browsers cannot play as it is, shared, whose preparation is held at a step. */
async function clipHeldAt(step: FfmpegStep): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  await ffmpeg.hold(step)
  const clipId = await upload(leslie, await readFile(await sample('sparse-keys.mp4')), 'lesson.mp4')
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  await isHeldAt(step)
  return clipId as ClipId
}

const namesOf = async (clipId: ClipId) =>
  (
    await stage.platform.db
      .selectFrom('renditions')
      .select(['name', 'cutNo'])
      .where('clipId', '=', clipId)
      .orderBy('name')
      .execute()
  ).map(({ name, cutNo }) => `${name} of ${cutNo}`)

/** The jobs that there were for a cut; fails where one was tried twice, or given up. */
async function jobsOf(clipId: ClipId, cutNo = 1): Promise<string[]> {
  const rows = await stage.platform.db
    .selectFrom('outbox')
    .select(['job', 'payload', 'gaveUpBecause', 'starts'])
    .execute()
  const ofCut = rows.filter(({ payload }) => {
    const of = payload as { clipId?: string; cutNo?: number }
    return of.clipId === clipId && (of.cutNo ?? 1) === cutNo
  })
  for (const { job, gaveUpBecause, starts } of ofCut)
    expect([job, gaveUpBecause, Math.max(1, starts)]).toEqual([job, null, 1])
  return ofCut.map(({ job }) => job).toSorted()
}

/** Every table that says something of a clip. */
async function tablesOf(clipId: ClipId): Promise<string[]> {
  const { db } = stage.platform
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where column_name = 'clip_id' and table_schema = current_schema() order by 1`.execute(db)
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: ofClip } = await sql`select 1 from ${sql.table(name)} where clip_id = ${clipId}`.execute(db)
    if (ofClip.length > 0) found.push(name)
  }
  return found
}

describe.each(steps)('while a clip is prepared (%s)', (step) => {
  test('its owner takes it back, and it gets ready once, for its owner alone', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await clipHeldAt(step)
    expect((await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)).status).toBeLessThan(300)
    // It goes on: bringing it back must not take as long as the clip.
    expect(ffmpeg.waiting(step)).toHaveLength(1)
    await ffmpeg.release(step)
    await isInState(clipId, 'ready')
    expect((await clip(clipId)).state).toBe('withdrawn')
    expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    expect(await namesOf(clipId)).toEqual(renditions.map((name) => `${name} of 1`))
    expect(await jobsOf(clipId)).toEqual(expect.arrayContaining(jobs))
    await nothingIsLeft(stage)
    await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)
    expect((await ana.get(`/api/v1/clips/${clipId}/playback`)).status).toBe(200)
  }, 60_000)

  test('it is destroyed: the work ends at once, and of it there is no more than of any that was destroyed', async () => {
    const { leslie } = stage.cast
    const destroy = async (clipId: ClipId) => {
      const body = { confirm: true }
      expect((await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body })).status).toBe(202)
    }
    const isDestroyed = (clipId: ClipId) =>
      until(async () => !(await tablesOf(clipId)).some((name) => /stored_objects|renditions|cuts/.test(name)))
    const clipId = await clipHeldAt(step)
    await destroy(clipId)
    // Nobody lets it go on.
    await isEndedAt(step)
    await isDestroyed(clipId)
    expect(await listed(stage.platform.store.list(''))).toEqual([])
    await nothingIsLeft(stage)

    await ffmpeg.release(step)
    const another = (await upload(
      leslie,
      await readFile(await sample('sparse-keys.mp4')),
      'lesson.mp4',
    )) as ClipId
    await leslie.post(`/api/v1/clips/${another}/grants`, { cohortId: stage.cast.maple })
    await isInState(another, 'ready')
    await destroy(another)
    await isDestroyed(another)
    expect(await tablesOf(clipId)).toEqual(await tablesOf(another))
    for (const id of [clipId, another]) expect((await leslie.get(`/api/v1/clips/${id}`)).status).toBe(404)
    expect(await listed(stage.platform.store.list(''))).toEqual([])
  }, 60_000)
})

describe('while a clip is prepared', () => {
  const cut = (clipId: ClipId) =>
    stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs: 1000, outMs: 4000 } })

  test.each<FfmpegStep>(['poster', 'first'])(
    'and cannot be watched (%s), it is not cut anew, and gets ready as it was',
    async (step) => {
      const clipId = await clipHeldAt(step)
      expect((await cut(clipId)).body).toMatchObject({ status: 409, code: 'not-watchable' })
      await ffmpeg.release(step)
      await isInState(clipId, 'ready')
      expect(await namesOf(clipId)).toEqual(renditions.map((name) => `${name} of 1`))
      await nothingIsLeft(stage)
    },
    60_000,
  )

  test('and can be watched, it is cut anew: the work on the earlier cut ends at once, and only the new one is there', async () => {
    const clipId = await clipHeldAt('ladder')
    const [earlier] = ffmpeg.waiting('ladder')
    expect((await cut(clipId)).status).toBe(202)
    // Nobody let it go on; the ladder that waits next is of the new cut.
    await until(() => ffmpeg.waiting('ladder').every((pid) => pid !== earlier))
    await isHeldAt('ladder')
    expect(await clip(clipId)).toMatchObject({ state: 'watchable', cutNo: 2, durationMs: 3000 })
    await ffmpeg.release('ladder')
    await isInState(clipId, 'ready')
    expect(await clip(clipId)).toMatchObject({ cutNo: 2, failure: null })
    expect(await jobsOf(clipId, 1)).toEqual(expect.arrayContaining(jobs))
    expect(await jobsOf(clipId, 2)).toEqual(jobs)
    await nothingIsLeft(stage)
    expect(await namesOf(clipId)).toEqual(renditions.map((name) => `${name} of 2`))
  }, 60_000)
})
