import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settleLostCaptions } from '../../src/captions/settle-lost.ts'
import { writeAsked } from '../../src/captions/write-making.ts'
import { endUploads } from '../../src/clips/end-uploads.ts'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { removeOrphans } from '../../src/clips/remove-orphans.ts'
import { sendOnLost } from '../../src/clips/send-on-lost.ts'
import { noteObject } from '../../src/clips/stored-objects.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { listed } from '../platform/storage/bytes.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { startTus } from '../support/tus.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const db = () => stage.platform.db
const never = new AbortController().signal
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const jobsOf = async (clipId: ClipId) =>
  (
    await db()
      .selectFrom('outbox')
      .select(['id', 'job', 'payload', 'ownerId', 'organisationId', 'finishedAt'])
      .orderBy('id')
      .execute()
  ).filter(({ payload }) => (payload as { clipId?: string }).clipId === clipId)
const loseJobsOf = async (clipId: ClipId) => {
  for (const { id } of await jobsOf(clipId)) await db().deleteFrom('outbox').where('id', '=', id).execute()
}
const endJobsOf = async (clipId: ClipId) => {
  for (const { id } of await jobsOf(clipId))
    await db().updateTable('outbox').set({ finishedAt: new Date() }).where('id', '=', id).execute()
}

describe('a clip that nobody is preparing', () => {
  test('is sent on: looked at anew while it cannot be watched, encoded where it can; once for all sweeps at once', async () => {
    const { leslie } = stage.cast
    const preparing = await clipOf(stage.platform, leslie)
    const watchable = await readyClipOf(stage.platform, leslie)
    await db().updateTable('clips').set({ state: 'watchable' }).where('id', '=', watchable).execute()
    for (const clipId of [preparing, watchable]) await loseJobsOf(clipId)
    const found = await Promise.all([sendOnLost(db()), sendOnLost(db()), sendOnLost(db())])
    expect(found.reduce((sum, count) => sum + count, 0)).toBe(2)
    const { organisationId, personId } = leslie.viewer
    const turn = { organisationId, ownerId: personId, finishedAt: null }
    expect(await jobsOf(preparing)).toMatchObject([
      { job: 'clips.inspect', payload: { clipId: preparing, cutNo: 1 }, ...turn },
    ])
    expect(await jobsOf(watchable)).toMatchObject([
      { job: 'clips.encode-ladder', payload: { clipId: watchable, cutNo: 1 }, ...turn },
    ])
    expect(await sendOnLost(db())).toBe(0)
  })

  test('ends as failed where that happens again and again, and can be tried again by its owner', async () => {
    const clipId = await clipOf(stage.platform, stage.cast.leslie)
    for (let time = 0; time < 3; time++) {
      await endJobsOf(clipId)
      expect(await sendOnLost(db())).toBe(1)
    }
    expect(await jobsOf(clipId)).toHaveLength(4)
    await endJobsOf(clipId)
    await sendOnLost(db())
    expect(await clip(clipId)).toMatchObject({
      state: 'failed',
      failure: { code: 'preparing-failed', retryable: true },
      can: { retry: true },
    })
    expect(await sendOnLost(db())).toBe(0)
    expect(await jobsOf(clipId)).toHaveLength(4)
  })

  test('is none whose job waits or runs, that failed, is ready, is arriving, or is being purged', async () => {
    const { leslie } = stage.cast
    const waiting = await clipOf(stage.platform, leslie)
    const running = await clipOf(stage.platform, leslie)
    await db()
      .updateTable('outbox')
      .set({ seenAt: new Date(), publishedAt: new Date() })
      .where('id', '=', (await jobsOf(running))[0]?.id ?? '')
      .execute()
    const failed = await clipOf(stage.platform, leslie)
    await db()
      .updateTable('clips')
      .set({ state: 'failed', failureCode: 'not-media' })
      .where('id', '=', failed)
      .execute()
    const ladderFailed = await readyClipOf(stage.platform, leslie)
    await db()
      .updateTable('clips')
      .set({ state: 'watchable', failureCode: 'took-too-long' })
      .where('id', '=', ladderFailed)
      .execute()
    const ready = await readyClipOf(stage.platform, leslie)
    const { clipId: arriving } = await startTus(leslie, 10)
    const purged = await clipOf(stage.platform, leslie)
    for (const clipId of [failed, ladderFailed, ready, purged]) await loseJobsOf(clipId)
    expect((await leslie.delete(`/api/v1/clips/${purged}`)).status).toBeLessThan(500)
    await db()
      .insertInto('clipPurges')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, clipId: purged, ownerId: leslie.viewer.personId },
        ...{ why: 'owner', orderedBy: null },
      })
      .onConflict((before) => before.column('clipId').doNothing())
      .execute()
    expect(await sendOnLost(db())).toBe(0)
    expect(await jobsOf(waiting)).toHaveLength(1)
    expect(await jobsOf(arriving as ClipId)).toEqual([])
  })

  test('is one whose job is for an earlier cut', async () => {
    const clipId = await clipOf(stage.platform, stage.cast.leslie)
    await db().updateTable('clips').set({ cutNo: 2 }).where('id', '=', clipId).execute()
    expect(await sendOnLost(db())).toBe(1)
    expect((await jobsOf(clipId)).map(({ payload }) => payload)).toEqual([{ clipId }, { clipId, cutNo: 2 }])
  })
})

describe('what else is lost', () => {
  test('a clip of another’s recording that nobody copies ends as failed, and not while somebody does', async () => {
    const { leslie } = stage.cast
    const source = await readyClipOf(stage.platform, leslie)
    const make = async () =>
      (
        await leslie.post(`/api/v1/clips/${source}/clips`, {
          ...{ title: 'Part', inMs: 0, outMs: 5_000, clientKey: crypto.randomUUID() },
        })
      ).body.id as ClipId
    const [lost, copied] = [await make(), await make()]
    await loseJobsOf(lost)
    await db()
      .updateTable('uploads')
      .set({ createdAt: new Date(Date.now() - 3_600_000) as never })
      .where('clipId', 'in', [lost, copied])
      .execute()
    await endUploads(stage.platform, never)
    expect(await clip(lost)).toMatchObject({ state: 'failed', failure: { code: 'copy-failed' } })
    expect((await clip(copied)).state).toBe('preparing')
  })

  test('captions that nobody makes any more can be asked for again', async () => {
    const { organisationId } = stage.cast.leslie.viewer
    const [lost, asked] = [
      await readyClipOf(stage.platform, stage.cast.leslie),
      await readyClipOf(stage.platform, stage.cast.leslie),
    ]
    for (const id of [lost, asked]) await writeAsked(db(), { id, organisationId, cutNo: 1 })
    await loseJobsOf(lost)
    await settleLostCaptions(db())
    const states = await db()
      .selectFrom('captionMakings')
      .select(['clipId', 'state'])
      .where('clipId', 'in', [lost, asked])
      .execute()
    expect(new Map(states.map(({ clipId, state }) => [clipId, state]))).toEqual(
      new Map([
        [lost, 'failed'],
        [asked, 'asked'],
      ]),
    )
  })
})

describe('objects that no row knows', () => {
  const put = (key: string) => stage.platform.store.put(key, Readable.from([Buffer.from('x')]))
  const keys = async () => (await listed(stage.platform.store.list(''))).map(({ key }) => key)

  test('go; those of clips, of uploads, and of what is being made stay', async () => {
    const { store } = stage.platform
    const clipId = await readyClipOf(stage.platform, stage.cast.leslie)
    const preparation = await findPreparation(db(), clipId)
    if (!preparation) throw new Error('no clip')
    await noteObject(db(), preparation, `clips/${clipId}/being-made`)
    await put(`clips/${clipId}/being-made`)
    await put('exports/somebody/export.zip')
    const before = await keys()
    for (const key of [`clips/${clipId}/orphan`, 'uploads/orphan']) await put(key)
    expect(await removeOrphans(db(), store, never)).toEqual({ found: 2, removed: 2 })
    expect(await keys()).toEqual(before)
    expect(await removeOrphans(db(), store, never)).toEqual({ found: 0, removed: 0 })
  })

  test('stay where there are many: then it is the database that is the wrong one', async () => {
    const { store } = stage.platform
    for (let n = 0; n < 101; n++) await put(`clips/orphan-${n}/720.mp4`)
    const before = await keys()
    expect(await removeOrphans(db(), store, never)).toEqual({ found: 101, removed: 0 })
    expect(await keys()).toEqual(before)
  })
})
