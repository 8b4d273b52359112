import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failClip } from '../../src/clips/fail-clip.ts'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { publishPreparation } from '../../src/clips/publish-preparation.ts'
import { reportProgress } from '../../src/clips/report-progress.ts'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { placeObjects } from '../../workers/place-objects.ts'
import { listed } from '../platform/storage/bytes.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { reachableUrls } from '../support/reachable.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const cut = (who: Person, clipId: string, inMs: unknown, outMs: unknown) =>
  who.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs, outMs } })
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const ledgerOf = (clipId: ClipId) =>
  stage.platform.db
    .selectFrom('ledger')
    .select(['what', 'personId', 'detail'])
    .where('clipId', '=', clipId)
    .where('what', '=', 'cut')
    .execute()
async function sharedClip(given: Parameters<typeof readyClipOf>[2] = {}): Promise<ClipId> {
  const clipId = await readyClipOf(stage.platform, stage.cast.leslie, given)
  await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: stage.cast.maple })
  return clipId
}
/** As if a worker were done. */
const settle = (clipId: ClipId, state: 'ready' | 'watchable' = 'ready') =>
  stage.platform.db.updateTable('clips').set({ state }).where('id', '=', clipId).execute()
const jobsOf = (clipId: ClipId) =>
  stage.platform.db
    .selectFrom('outbox')
    .select(['job', 'payload'])
    .execute()
    .then((rows) =>
      rows.filter(
        ({ job, payload }) => job === 'clips.inspect' && (payload as { clipId?: string }).clipId === clipId,
      ),
    )

describe('cutting a clip', () => {
  test('makes it as long as the cut, sends it on to be prepared, and tells the ledger once', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const { status, body } = await cut(leslie, clipId, 10_000, 25_500)
    expect(status).toBe(202)
    expect(body).toMatchObject({ state: 'preparing', cutNo: 2, durationMs: 15_500, posterUrl: null })
    expect(body.progress).toMatchObject({ step: 'checking', fraction: 0 })
    expect((await ana.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({ state: 'preparing', cutNo: 2 })
    expect(await ledgerOf(clipId)).toEqual([
      {
        what: 'cut',
        personId: leslie.viewer.personId,
        detail: { cutNo: 2, inMs: 10_000, outMs: 25_500 },
      },
    ])
    expect((await jobsOf(clipId)).map(({ payload }) => payload)).toEqual([{ clipId }, { clipId, cutNo: 2 }])
  })

  test('takes all that was made of the earlier cut from everybody at once', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const urls = await reachableUrls(ana, clipId)
    const files = urls.filter((url) => /renditions|stills/.test(url))
    expect(files.length).toBeGreaterThanOrEqual(3)
    for (const url of urls) expect([url, (await ana.get(url)).status]).toEqual([url, 200])
    await cut(leslie, clipId, 0, 30_000)
    for (const who of [leslie, ana]) {
      for (const url of files) expect([url, (await who.get(url)).status]).toEqual([url, 404])
      expect((await who.get(`/api/v1/clips/${clipId}/playback`)).body.code).toBe('not-watchable')
    }
    // Nor when the new cut can be watched.
    await settle(clipId)
    for (const url of files) expect([url, (await ana.get(url)).status]).toEqual([url, 404])
  })

  test('ends what is being sent of the earlier cut, to its owner too', async () => {
    const { leslie, ana } = stage.cast
    // More than sockets and streams hold between them, so that a viewer who reads slowly keeps it going.
    const clipId = await sharedClip({ content: Buffer.alloc(64 * 2 ** 20) })
    const readers = await Promise.all(
      [leslie, ana].map(async (who) => {
        const media = (await reachableUrls(who, clipId)).find((url) => url.includes('media.mp4')) ?? ''
        const reader = ((await who.fetch(media)).body as ReadableStream<Uint8Array>).getReader()
        await reader.read()
        return reader
      }),
    )
    await cut(leslie, clipId, 0, 30_000)
    for (const reader of readers) {
      const readOn = async () => {
        for (;;) {
          if ((await reader.read()).done) return 'whole'
          // A slow link: on a fast one the last byte may be here before anybody could stop it.
          await sleep(5)
        }
      }
      await expect(readOn()).rejects.toThrow()
    }
  })

  test('INV-09: removes the objects of the earlier cut with the next sweep, however young, and no other', async () => {
    const { leslie } = stage.cast
    const { db, store } = stage.platform
    const clipId = await sharedClip()
    const other = await sharedClip()
    expect(await listed(store.list(`clips/${clipId}`))).toHaveLength(2)
    await cut(leslie, clipId, 1000, 30_000)
    await sweepObjects(db, store)
    expect(await listed(store.list(`clips/${clipId}`))).toEqual([])
    expect(await listed(store.list(`clips/${other}`))).toHaveLength(2)
    const { objectKey } = await findPreparation(db, clipId).then((found) => found ?? { objectKey: '' })
    expect(await listed(store.list(objectKey))).toHaveLength(1)
  })

  test('again as it stands changes nothing', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    expect(await cut(leslie, clipId, 0, 60_000)).toMatchObject({
      status: 202,
      body: { state: 'ready', cutNo: 1 },
    })
    expect(await ledgerOf(clipId)).toEqual([])
    await cut(leslie, clipId, 1000, 3000)
    // While it is prepared too: an answer that was lost is asked for again.
    expect(await cut(leslie, clipId, 1000, 3000)).toMatchObject({ status: 202, body: { cutNo: 2 } })
    expect(await ledgerOf(clipId)).toHaveLength(1)
  })

  test('can be undone by the times from before, and every cut is told to the owner', async () => {
    const { leslie, ana, ben } = stage.cast
    const clipId = await sharedClip()
    await cut(leslie, clipId, 10_000, 20_000)
    await settle(clipId)
    expect((await cut(leslie, clipId, 0, 60_000)).body).toMatchObject({ cutNo: 3, durationMs: 60_000 })
    const { body } = await leslie.get(`/api/v1/clips/${clipId}/cuts`)
    const times = ({ cutNo, inMs, outMs, isCurrent }: Record<string, unknown>) => [
      cutNo,
      inMs,
      outMs,
      isCurrent,
    ]
    expect(body.items.map(times)).toEqual([
      [3, 0, 60_000, true],
      [2, 10_000, 20_000, false],
      [1, 0, 60_000, false],
    ])
    const { body: first } = await leslie.get(`/api/v1/clips/${clipId}/cuts?limit=2`)
    const { body: rest } = await leslie.get(`/api/v1/clips/${clipId}/cuts?limit=2&after=${first.next}`)
    expect([...first.items, ...rest.items]).toEqual(body.items)
    expect(rest.next).toBeNull()
    expect((await ana.get(`/api/v1/clips/${clipId}/cuts`)).status).toBe(403)
    expect((await ben.get(`/api/v1/clips/${clipId}/cuts`)).status).toBe(404)
  })

  test('is the owner’s alone', async () => {
    const { ana, liz, ben, dana, eve, nobody } = stage.cast
    const clipId = await sharedClip()
    for (const member of [ana, liz]) expect((await cut(member, clipId, 0, 5000)).status).toBe(403)
    for (const stranger of [ben, dana, eve]) {
      const answer = await cut(stranger, clipId, 0, 5000)
      const random = await cut(stranger, randomUUID(), 0, 5000)
      expect(answer.status).toBe(404)
      expect({ ...answer.body, instance: '' }).toEqual({ ...random.body, instance: '' })
    }
    expect((await nobody.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: {} })).status).toBe(401)
    expect(await clip(clipId)).toMatchObject({ state: 'ready', cutNo: 1 })
  })

  test.each([
    ['shorter than a second', 5000, 5999, 'cut-too-short'],
    ['backwards', 5000, 4000, 'cut-too-short'],
    ['beyond the end', 5000, 60_001, 'beyond-the-recording'],
    ['before the start', -1, 5000, undefined],
    ['of fractions', 0.5, 5000, undefined],
    ['of words', 'in', 'out', undefined],
    ['without an end', 0, undefined, undefined],
  ])('%s is refused, and nothing changed', async (_, inMs, outMs, code) => {
    const clipId = await sharedClip()
    const { status, body } = await cut(stage.cast.leslie, clipId, inMs, outMs)
    expect(status).toBe(400)
    if (code) expect(body.code).toBe(code)
    expect(await clip(clipId)).toMatchObject({ state: 'ready', cutNo: 1, durationMs: 60_000 })
    expect(await ledgerOf(clipId)).toEqual([])
  })

  test('waits until the clip can be watched, and needs the original', async () => {
    const { leslie } = stage.cast
    const { db } = stage.platform
    const preparing = await clipOf(stage.platform, leslie)
    expect((await cut(leslie, preparing, 0, 5000)).body).toMatchObject({ status: 409, code: 'not-watchable' })
    await failClip(db, preparing, 'not-media')
    expect((await cut(leslie, preparing, 0, 5000)).body).toMatchObject({ status: 409, code: 'not-prepared' })
    const clipId = await sharedClip()
    await db
      .updateTable('recordings')
      .set({ originalGoneAt: new Date() })
      .where(
        'id',
        'in',
        db
          .selectFrom('clips')
          .select('recordingId')
          .where('id', '=', clipId)
          .$castTo<{ recordingId: never }>(),
      )
      .execute()
    expect((await cut(leslie, clipId, 0, 5000)).body).toMatchObject({ status: 409, code: 'original-gone' })
    expect(await clip(clipId)).toMatchObject({ state: 'ready', cutNo: 1 })
  })

  test('by two at once is done for one, and the other is told to wait', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => cut(leslie, clipId, at * 1000, 30_000)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      202,
      ...Array.from({ length: 7 }, () => 409),
    ])
    expect(await ledgerOf(clipId)).toHaveLength(1)
    expect(await jobsOf(clipId)).toHaveLength(2)
    const won = answers.findIndex(({ status }) => status === 202)
    expect(await clip(clipId)).toMatchObject({ cutNo: 2, durationMs: 30_000 - won * 1000 })
  })

  test('the same eight times at once is one cut, and an answer for each', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    const answers = await Promise.all(Array.from({ length: 8 }, () => cut(leslie, clipId, 2000, 30_000)))
    expect(answers.map(({ status, body }) => [status, body.cutNo])).toEqual(answers.map(() => [202, 2]))
    expect([await ledgerOf(clipId), await jobsOf(clipId)].map(({ length }) => length)).toEqual([1, 2])
  })
})

describe('a worker that prepares the earlier cut when the clip is cut', () => {
  test('publishes nothing, and leaves no object', async () => {
    const { leslie } = stage.cast
    const { db, store } = stage.platform
    const clipId = await sharedClip()
    await settle(clipId, 'watchable')
    const earlier = await findPreparation(db, clipId)
    if (!earlier) throw new Error('no clip')
    const before = await listed(store.list(`clips/${clipId}`))
    const file = `${stage.folder}/late.jpg`
    await writeFile(file, 'what was cut away')
    const published = await placeObjects(
      stage.platform,
      earlier,
      new AbortController().signal,
      async (place) => {
        const made = { file, bytes: 17, contentType: 'image/jpeg', width: 2, height: 2 } as const
        const poster = await place.poster(made)
        expect(await listed(store.list(`clips/${clipId}`))).toHaveLength(before.length + 1)
        await cut(leslie, clipId, 10_000, 20_000)
        await settle(clipId, 'watchable')
        return publishPreparation(db, earlier, { stills: [poster], from: 'watchable', to: 'ready' })
      },
    )
    expect(published).toBe(false)
    expect(await clip(clipId)).toMatchObject({ state: 'watchable', posterUrl: null, cutNo: 2 })
    expect(await listed(store.list(`clips/${clipId}`))).toEqual(before)
  })

  test('neither fails the new one nor moves its progress', async () => {
    const { leslie } = stage.cast
    const { db } = stage.platform
    const clipId = await sharedClip()
    await cut(leslie, clipId, 10_000, 20_000)
    await failClip(db, clipId, 'took-too-long', 1)
    await reportProgress(db, { id: clipId, cutNo: 1 }, { step: 'encoding', fraction: 0.9, secondsLeft: 1 })
    expect(await clip(clipId)).toMatchObject({ state: 'preparing', failure: null, progress: { fraction: 0 } })
  })
})

describe('a cut that could not be prepared', () => {
  test('says so to the owner, shows nothing of the earlier one, and is tried or cut again, never removed', async () => {
    const { leslie, ana } = stage.cast
    const { db } = stage.platform
    const clipId = await sharedClip()
    const files = (await reachableUrls(ana, clipId)).filter((url) => /renditions|stills/.test(url))
    await cut(leslie, clipId, 10_000, 20_000)
    await failClip(db, clipId, 'preparing-failed', 2)
    expect(await clip(clipId)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'preparing-failed', retryable: true } },
      can: { retry: true, remove: false },
    })
    expect((await leslie.delete(`/api/v1/clips/${clipId}`)).body.code).toBe('not-removable')
    for (const url of files) expect((await ana.get(url)).status).toBe(404)
    expect((await leslie.post(`/api/v1/clips/${clipId}/retry`)).body).toMatchObject({
      state: 'preparing',
      cutNo: 2,
    })
    expect((await jobsOf(clipId)).at(-1)?.payload).toEqual({ clipId, cutNo: 2 })
    await failClip(db, clipId, 'preparing-failed', 2)
    expect((await cut(leslie, clipId, 0, 60_000)).body).toMatchObject({
      state: 'preparing',
      cutNo: 3,
      failure: null,
    })
  })
})
