import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { noteSound } from '../../src/clips/note-sound.ts'
import { thinPeaks } from '../../src/clips/thin-peaks.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { doPurge } from '../retention/do-jobs.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { exemplarOf, letExpire } from '../support/exemplars.ts'
import { someSound, soundOf } from '../support/sound.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const sound = (who: Pick<Person, 'get'>, clipId: string, query = '') =>
  who.get(`/api/v1/clips/${clipId}/sound${query}`)
const rows = (clipId: ClipId) =>
  stage.platform.db.selectFrom('sounds').select(['cutNo', 'gainDb']).where('clipId', '=', clipId).execute()
async function sharedClip(): Promise<ClipId> {
  const clipId = await readyClipOf(stage.platform, stage.cast.leslie)
  await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: stage.cast.maple })
  await soundOf(stage.platform, clipId)
  return clipId
}
const pause = (clipId: ClipId, who: Person) =>
  stage.platform.db
    .insertInto('clipPauses')
    .values({
      ...{ organisationId: who.viewer.organisationId, id: randomUUID() as never, clipId, words: null },
      ...{ reason: 'concern', kind: 'tone', raisedBy: who.viewer.personId, actBy: null },
      ...{ resolvedBy: null, resolvedAt: null, resolution: null },
    })
    .execute()
const cut = (clipId: ClipId, inMs: number, outMs: number) =>
  stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs, outMs } })

describe('the sound of a clip', () => {
  test('is told as it is, and kept by nobody on the way', async () => {
    const clipId = await sharedClip()
    const answer = await stage.cast.ana.fetch(`/api/v1/clips/${clipId}/sound`)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(await answer.json()).toEqual({
      ...{ isMeasured: true, msPerPeak: 50, peaks: [...someSound().peaks], loudness: null },
      talk: [
        { startMs: 1000, endMs: 4000 },
        { startMs: 30_000, endMs: 55_050 },
      ],
    })
  })

  test('is told with its loudness to its owner alone', async () => {
    const clipId = await sharedClip()
    expect((await sound(stage.cast.leslie, clipId)).body.loudness).toEqual({
      ...{ loudnessLufs: -32.4, truePeakDb: -12.5, gainDb: 14.4 },
    })
    expect((await sound(stage.cast.liz, clipId)).body.loudness).toBeNull()
  })

  test('is thinned to as many peaks as are wanted, the largest of each', async () => {
    const clipId = await sharedClip()
    const { body } = await sound(stage.cast.ana, clipId, '?peaks=25')
    expect([body.msPerPeak, body.peaks.length]).toEqual([2400, 25])
    expect(new Set(body.peaks)).toEqual(new Set([200]))
    expect((await sound(stage.cast.ana, clipId, '?peaks=1')).body).toMatchObject({
      ...{ msPerPeak: 60_000, peaks: [200] },
      talk: body.talk,
    })
    for (const peaks of ['0', '-1', '20001', '1.5', 'all', ''])
      expect([peaks, (await sound(stage.cast.ana, clipId, `?peaks=${peaks}`)).status]).toEqual([peaks, 400])
  })

  test('of four hours is a few kilobytes unless more is asked for', async () => {
    const clipId = await sharedClip()
    const peaks = Uint8Array.from({ length: 4 * 3600 * 20 }, (_, at) => at % 251)
    await stage.platform.db
      .updateTable('sounds')
      .set({ peaks: Buffer.from(peaks) })
      .where('clipId', '=', clipId)
      .execute()
    const usual = await sound(stage.cast.ana, clipId)
    expect([usual.body.msPerPeak, usual.body.peaks.length]).toEqual([7200, 2000])
    expect((await sound(stage.cast.ana, clipId, '?peaks=20000')).body.peaks).toHaveLength(19_200)
  })

  test('is empty, and says why, until it was measured', async () => {
    const clipId = await readyClipOf(stage.platform, stage.cast.leslie)
    const { status, body } = await sound(stage.cast.leslie, clipId)
    expect([status, body]).toEqual([
      200,
      { isMeasured: false, msPerPeak: 1, peaks: [], talk: [], loudness: null },
    ])
  })

  test('of silence is told as silence', async () => {
    const clipId = await readyClipOf(stage.platform, stage.cast.leslie)
    await soundOf(stage.platform, clipId, {
      ...{ loudnessLufs: null, truePeakDb: null, gainDb: 0, talk: [], peaks: new Uint8Array(3) },
    })
    expect((await sound(stage.cast.leslie, clipId)).body).toEqual({
      ...{ isMeasured: true, msPerPeak: 50, peaks: [0, 0, 0], talk: [] },
      loudness: { loudnessLufs: null, truePeakDb: null, gainDb: 0 },
    })
  })
})

describe('whoever may not play a clip', () => {
  test('does not see its sound either: not shared, of another organisation, not signed in', async () => {
    const { ben, eve, dana, nobody } = stage.cast
    const clipId = await sharedClip()
    for (const who of [ben, eve, dana]) {
      const { status, body } = await sound(who, clipId)
      expect([who.name, status, body.code]).toEqual([who.name, 404, 'not-found'])
    }
    expect((await sound(nobody, clipId)).status).toBe(401)
  })

  test('sees it no more once it is taken back or no longer shared; the owner goes on', async () => {
    const { leslie, ana } = stage.cast
    for (const stop of [
      (clipId: ClipId) => leslie.send('PUT', `/api/v1/clips/${clipId}/withdrawal`),
      async (clipId: ClipId) => {
        const [grant] = (await leslie.get(`/api/v1/clips/${clipId}`)).body.grants
        await leslie.send('DELETE', `/api/v1/clips/${clipId}/grants/${grant.id}`)
      },
    ]) {
      const clipId = await sharedClip()
      expect((await sound(ana, clipId)).status).toBe(200)
      await stop(clipId)
      expect((await sound(ana, clipId)).status).toBe(404)
      expect((await sound(leslie, clipId)).status).toBe(200)
    }
  })

  test('is stopped while it is paused, with the same words as at play', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    await pause(clipId, ana)
    const played = await ana.get(`/api/v1/clips/${clipId}/playback`)
    const { status, body } = await sound(ana, clipId)
    expect([status, body.code, body.detail]).toEqual([409, 'paused', played.body.detail])
    expect((await sound(leslie, clipId)).status).toBe(200)
  })

  test('sees it as an exemplar for as long as that is open, and in the library of nobody else', async () => {
    const { leslie, ben, dana, eve } = stage.cast
    const first = await exemplarOf(stage.platform, leslie)
    await soundOf(stage.platform, first.clipId)
    expect((await sound(ben, first.clipId)).status).toBe(200)
    expect((await sound(ben, first.clipId)).body.loudness).toBeNull()
    expect((await sound(eve, first.clipId)).status).toBe(404)
    await letExpire(stage.platform, first.id)
    expect((await sound(ben, first.clipId)).status).toBe(404)
    expect((await sound(dana, first.clipId)).status).toBe(404)
  })

  test('gets nothing of a clip that is not prepared', async () => {
    const clipId = await clipOf(stage.platform, stage.cast.leslie)
    const { status, body } = await sound(stage.cast.leslie, clipId)
    expect([status, body.code]).toEqual([409, 'not-watchable'])
  })

  test('leaves no trace in the ledger by looking: it is no play', async () => {
    const clipId = await sharedClip()
    await sound(stage.cast.ana, clipId)
    const plays = await stage.platform.db
      .selectFrom('ledger')
      .select('what')
      .where('clipId', '=', clipId)
      .where('what', '=', 'play')
      .execute()
    expect(plays).toEqual([])
  })
})

describe('what was measured', () => {
  test('stands as it was first measured, however many measure it', async () => {
    const clipId = await readyClipOf(stage.platform, stage.cast.leslie)
    await Promise.all([3, 4, 5].map((gainDb) => soundOf(stage.platform, clipId, { gainDb })))
    const [first] = await rows(clipId)
    await soundOf(stage.platform, clipId, { gainDb: 6 })
    expect(await rows(clipId)).toEqual([first])
  })

  test('of an earlier cut is gone as soon as the clip is cut, and is not written by who still measures it', async () => {
    const clipId = await sharedClip()
    const { db } = stage.platform
    const earlier = await findPreparation(db, clipId)
    if (!earlier) throw new Error('the clip is gone')
    expect((await cut(clipId, 10_000, 20_000)).status).toBe(202)
    expect(await rows(clipId)).toEqual([])
    await noteSound(db, earlier, someSound())
    expect(await rows(clipId)).toEqual([])
    await soundOf(stage.platform, clipId, { gainDb: 2 })
    await db.updateTable('clips').set({ state: 'ready' }).where('id', '=', clipId).execute()
    expect(await rows(clipId)).toEqual([{ cutNo: 2, gainDb: 2 }])
    expect((await sound(stage.cast.leslie, clipId)).body.loudness.gainDb).toBe(2)
  })

  test('races the cut, and never outlives the one it was measured of', async () => {
    const { db } = stage.platform
    for (let round = 0; round < 10; round++) {
      const clipId = await readyClipOf(stage.platform, stage.cast.leslie)
      const earlier = await findPreparation(db, clipId)
      if (!earlier) throw new Error('the clip is gone')
      await Promise.all([noteSound(db, earlier, someSound()), cut(clipId, 10_000, 20_000)])
      expect(await rows(clipId)).toEqual([])
    }
  })

  test('goes with a purge, and is not written after it', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    const before = await findPreparation(stage.platform.db, clipId)
    if (!before) throw new Error('the clip is gone')
    await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })
    expect((await sound(leslie, clipId)).status).toBe(404)
    await doPurge(stage.platform, clipId)
    await noteSound(stage.platform.db, before, someSound())
    expect(await rows(clipId)).toEqual([])
  })

  test('of silence and full scale alike is thinned to no more than was asked', () => {
    expect(thinPeaks(new Uint8Array(0), 5)).toEqual({ peaks: [], each: 1 })
    expect(thinPeaks(Uint8Array.of(1, 9, 2, 3, 8), 3)).toEqual({ peaks: [9, 3, 8], each: 2 })
    expect(thinPeaks(Uint8Array.of(255), 5)).toEqual({ peaks: [255], each: 1 })
    const long = new Uint8Array(4 * 3600 * 20).fill(7)
    expect(thinPeaks(long, 1)).toEqual({ peaks: [7], each: long.length })
  })
})
