import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failClip } from '../../src/clips/fail-clip.ts'
import { findPreparation } from '../../src/clips/find-preparation.ts'
import { publishPreparation } from '../../src/clips/publish-preparation.ts'
import { beginExport } from '../../src/my-data/begin-export.ts'
import { exportContents } from '../../src/my-data/export-contents.ts'
import { findOwnCaptions } from '../../src/my-data/find-own-captions.ts'
import { publishExport } from '../../src/my-data/publish-export.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { sweepClips } from '../../workers/sweep-clips.ts'
import { doPurge } from '../retention/do-jobs.ts'
import { holderOf } from '../retention/officer.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { reachableUrls } from '../support/reachable.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { another, doCopy, recordingsOf } from './copy-contract.ts'

let stage: Stage
let officer: Person
beforeAll(async () => {
  stage = await openStage()
  officer = await holderOf(stage, 'privacy officer')
})
afterAll(() => stage.close())

const region = { x: 0.25, y: 0.5, width: 0.25, height: 0.25 }
const box = { kind: 'box', startMs: 1000, endMs: 4000, region }
const coarse = { kind: 'coarse', startMs: 0, endMs: 60_000, region: { ...region, x: 0.6 } }
const mute = { kind: 'mute', startMs: 2000, endMs: 3000 }
const original = Buffer.from('all of the lesson')

const put = (who: Person, clipId: string, body: object = {}) =>
  who.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs: 0, outMs: 60_000, ...body } })
const hide = (clipId: string, how: 'seal' | 'destroy', redactions: readonly object[] = [box, mute]) =>
  put(stage.cast.leslie, clipId, { redactions, original: how })
const cuts = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/cuts`)).body
const clip = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
async function sharedClip(given: Parameters<typeof readyClipOf>[2] = {}): Promise<ClipId> {
  const clipId = await readyClipOf(stage.platform, stage.cast.leslie, { original, ...given })
  await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: stage.cast.maple })
  return clipId
}
const ledgerOf = async (clipId: ClipId, what = 'cut') =>
  stage.platform.db
    .selectFrom('ledger')
    .select('detail')
    .where('clipId', '=', clipId)
    .where('what', '=', what as 'cut')
    .orderBy('seq')
    .execute()
const recordingOf = async (clipId: ClipId) => {
  const [recording] = await recordingsOf(stage.platform, clipId)
  if (!recording) throw new Error('no recording')
  return recording
}
const isStored = async (key: string) => (await stage.platform.store.size(key)) !== undefined
const settle = (clipId: ClipId, state: 'ready' | 'watchable' | 'preparing') =>
  stage.platform.db.updateTable('clips').set({ state }).where('id', '=', clipId).execute()

/** As a worker publishes the new cut: one rendition, whose bytes say which cut it is. */
async function publish(clipId: ClipId, to: 'watchable' | 'ready' = 'ready'): Promise<void> {
  const { db, store } = stage.platform
  const found = await findPreparation(db, clipId)
  if (!found) throw new Error('no clip')
  const objectKey = `clips/${clipId}/${randomUUID()}/media.mp4`
  const bytes = Buffer.from(`cut ${found.cutNo}`)
  await store.put(objectKey, Readable.from([bytes]))
  const { organisationId, state } = found
  await db.insertInto('storedObjects').values({ organisationId, clipId, objectKey }).execute()
  await publishPreparation(db, found, {
    renditions: [
      {
        ...{ name: '720', kind: 'video', objectKey, bytes: bytes.length, width: 1280, height: 720 },
        ...{ durationMs: 60_000, bandwidth: 1_000_000, averageBandwidth: 800_000 },
        ...{ codecs: 'avc1.64001f', playlist: '#EXTM3U\n' },
      },
    ],
    ...{ from: state, to },
  })
}
const sweep = () =>
  sweepClips.run(
    {},
    { platform: stage.platform, tools: undefined as never, scratch: '/nowhere' },
    new AbortController().signal,
  )
const download = async (who: Person, clipId: string) => {
  const { body } = await who.post(`/api/v1/clips/${clipId}/downloads`)
  return String((await who.get(body.url)).body)
}
const hold = (clipId: ClipId, tellsOwner = false) =>
  officer.send('PUT', `/api/v1/privacy/clips/${clipId}/hold`, { body: { basis: 'a subpoena', tellsOwner } })
const lift = (clipId: ClipId) => officer.send('DELETE', `/api/v1/privacy/clips/${clipId}/hold`)

describe('hiding parts of a clip', () => {
  test('is a new cut, of which the ledger says how much is hidden and what becomes of the original, and not where', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const { status, body } = await hide(clipId, 'seal', [box, mute, coarse])
    expect(status).toBe(202)
    expect(body).toMatchObject({ state: 'preparing', cutNo: 2, durationMs: 60_000, posterUrl: null })
    expect(await cuts(clipId)).toMatchObject({
      items: [
        { cutNo: 2, inMs: 0, outMs: 60_000, isCurrent: true, redactions: [box, mute, coarse] },
        { cutNo: 1, isCurrent: false, redactions: [] },
      ],
      original: 'sealed',
    })
    expect((await ledgerOf(clipId)).map(({ detail }) => detail)).toEqual([
      { cutNo: 2, inMs: 0, outMs: 60_000, hiddenPictures: 2, hiddenSounds: 1, original: 'seal' },
    ])
    for (const path of ['', '/playback', '/cuts'])
      expect(JSON.stringify((await ana.get(`/api/v1/clips/${clipId}${path}`)).body)).not.toMatch(
        /redaction|sealed|region/,
      )
    expect((await leslie.get(`/api/v1/clips/${clipId}`)).body).not.toHaveProperty('redactions')
  })

  test('is told to whatever prepares it, also where it is the whole recording, so that none of it is copied', async () => {
    const clipId = await sharedClip()
    const { db } = stage.platform
    expect((await findPreparation(db, clipId))?.cut).toBeNull()
    await hide(clipId, 'seal', [coarse])
    expect((await findPreparation(db, clipId))?.cut).toEqual({ inMs: 0, outMs: 60_000, redactions: [coarse] })
  })

  test('takes all that was made of the earlier cut from everybody at once, also while that is on hold', async () => {
    const { leslie, ana } = stage.cast
    for (const isHeld of [false, true]) {
      const clipId = await sharedClip()
      if (isHeld) await hold(clipId)
      const files = (await reachableUrls(ana, clipId)).filter((url) => /renditions|stills/.test(url))
      expect(files.length).toBeGreaterThanOrEqual(3)
      const keys = await stage.platform.db
        .selectFrom('renditions')
        .select('objectKey')
        .where('clipId', '=', clipId)
        .execute()
      await hide(clipId, 'destroy')
      for (const who of [leslie, ana, officer])
        for (const url of files) expect([url, (await who.get(url)).status]).toEqual([url, 404])
      await publish(clipId)
      await sweep()
      for (const who of [leslie, ana, officer])
        for (const url of files) expect([url, (await who.get(url)).status]).toEqual([url, 404])
      for (const { objectKey } of keys) expect(await isStored(objectKey)).toBe(isHeld)
    }
  })

  test('again, in another order too, changes nothing; with something else hidden it is another cut', async () => {
    const clipId = await sharedClip()
    await hide(clipId, 'seal', [box, mute])
    expect((await hide(clipId, 'seal', [mute, box])).body.cutNo).toBe(2)
    await publish(clipId)
    expect((await hide(clipId, 'seal', [box, mute])).body).toMatchObject({ state: 'ready', cutNo: 2 })
    expect(await ledgerOf(clipId)).toHaveLength(1)
    expect((await hide(clipId, 'seal', [{ ...box, endMs: 4001 }, mute])).body.cutNo).toBe(3)
    await publish(clipId)
    expect((await put(stage.cast.leslie, clipId)).body.cutNo).toBe(4)
    expect((await cuts(clipId)).items[0].redactions).toEqual([])
  })

  test('is refused to everybody but the owner', async () => {
    const { ana, liz, ben, dana, eve, nobody } = stage.cast
    const clipId = await sharedClip()
    const body = { redactions: [box], original: 'destroy' }
    for (const member of [ana, liz]) expect((await put(member, clipId, body)).status).toBe(403)
    for (const stranger of [ben, dana, eve]) {
      const [known, unknown] = [await put(stranger, clipId, body), await put(stranger, randomUUID(), body)]
      expect(known.status).toBe(404)
      expect({ ...known.body, instance: '' }).toEqual({ ...unknown.body, instance: '' })
    }
    expect((await put(nobody as Person, clipId, body)).status).toBe(401)
    expect(await clip(clipId)).toMatchObject({ state: 'ready', cutNo: 1 })
    expect((await recordingOf(clipId)).sealedAt).toBeNull()
  })

  const seal = { original: 'seal' }
  const many = (count: number) => Array.from({ length: count }, (_, at) => ({ ...mute, startMs: at * 10 }))
  test.each<[string, number, string | undefined, object]>([
    ['without a word on the original', 400, 'original-needed', { redactions: [box] }],
    ['with one, and nothing hidden', 400, 'nothing-redacted', { redactions: [], ...seal }],
    ['with one, and no list', 400, 'nothing-redacted', seal],
    ['with another word', 400, undefined, { redactions: [box], original: 'keep' }],
    ['of another kind', 400, undefined, { redactions: [{ ...box, kind: 'blur' }], ...seal }],
    ['without a region', 400, undefined, { redactions: [{ ...box, region: undefined }], ...seal }],
    ['of sound in a region', 400, undefined, { redactions: [{ ...mute, region }], ...seal }],
    ['with something more', 400, undefined, { redactions: [{ ...mute, because: 'x' }], ...seal }],
    [
      'beyond the recording',
      400,
      'beyond-the-recording',
      { redactions: [{ ...box, endMs: 60_001 }], ...seal },
    ],
    [
      'for less than a tenth of a second',
      400,
      'redaction-too-short',
      { redactions: [{ ...mute, endMs: 2099 }], ...seal },
    ],
    ['backwards', 400, 'redaction-too-short', { redactions: [{ ...box, endMs: 500 }], ...seal }],
    ['from before the start', 400, undefined, { redactions: [{ ...mute, startMs: -1 }], ...seal }],
    ['until fractions', 400, undefined, { redactions: [{ ...mute, endMs: 2999.5 }], ...seal }],
    ['until never', 400, undefined, { redactions: [{ ...mute, endMs: Number.POSITIVE_INFINITY }], ...seal }],
    ['until more than a number holds', 400, undefined, { redactions: [{ ...mute, endMs: 1e300 }], ...seal }],
    ['until words', 400, undefined, { redactions: [{ ...mute, endMs: 'the end' }], ...seal }],
    [
      'of a sliver',
      400,
      'region-too-small',
      { redactions: [{ ...box, region: { ...region, width: 0.019 } }], ...seal },
    ],
    [
      'out of the picture',
      400,
      'bad-region',
      { redactions: [{ ...box, region: { ...region, y: 0.8 } }], ...seal },
    ],
    [
      'of nothing',
      400,
      'bad-region',
      { redactions: [{ ...box, region: { ...region, height: 0 } }], ...seal },
    ],
    [
      'to the left of the picture',
      400,
      undefined,
      { redactions: [{ ...box, region: { ...region, x: -0.1 } }], ...seal },
    ],
    [
      'of no number',
      400,
      undefined,
      { redactions: [{ ...box, region: { ...region, x: Number.NaN } }], ...seal },
    ],
    ['of fifty-one things', 400, undefined, { redactions: many(51), ...seal }],
    ['of no list', 400, undefined, { redactions: box, ...seal }],
  ])('%s is refused (%i %s), and nothing changed', async (_, status, code, body) => {
    const clipId = await sharedClip()
    const answer = await put(stage.cast.leslie, clipId, body)
    expect(answer.status).toBe(status)
    if (code) expect(answer.body.code).toBe(code)
    expect(await clip(clipId)).toMatchObject({ state: 'ready', cutNo: 1, durationMs: 60_000 })
    expect(await ledgerOf(clipId)).toEqual([])
    expect(await recordingOf(clipId)).toMatchObject({ sealedAt: null, destroyWantedAt: null })
  })

  test('of fifty things, of a fiftieth of the picture, and to its very edge, is taken', async () => {
    const clipId = await sharedClip()
    expect((await hide(clipId, 'seal', many(50))).status).toBe(202)
    const small = await sharedClip()
    const thin = { ...box, region: { x: 0.48, y: 0.9, width: 0.5 - 0.48, height: 0.1 } }
    const edge = {
      ...box,
      endMs: 60_000,
      region: { x: 0.7, y: 0.1, width: 0.30000000000000004, height: 0.9 },
    }
    expect((await hide(small, 'seal', [thin, edge])).status).toBe(202)
  })

  test('needs a picture, or a sound', async () => {
    const { db } = stage.platform
    const heard = await sharedClip({ picture: false })
    expect((await hide(heard, 'seal', [box])).body).toMatchObject({ status: 409, code: 'no-picture' })
    expect((await hide(heard, 'seal', [mute])).status).toBe(202)
    const seen = await sharedClip()
    const { id } = await recordingOf(seen)
    await db
      .updateTable('recordings')
      .set({ facts: JSON.stringify({ audio: null }) })
      .where('id', '=', id)
      .execute()
    expect((await hide(seen, 'seal', [box, mute])).body).toMatchObject({ status: 409, code: 'no-sound' })
    expect((await hide(seen, 'seal', [box])).status).toBe(202)
  })

  test('waits until the clip can be watched, as any cut does', async () => {
    const preparing = await clipOf(stage.platform, stage.cast.leslie)
    expect((await hide(preparing, 'destroy')).body).toMatchObject({ status: 409, code: 'not-watchable' })
    await failClip(stage.platform.db, preparing, 'not-media')
    expect((await hide(preparing, 'destroy')).body).toMatchObject({ status: 409, code: 'not-prepared' })
  })

  test('by two at once, with another word on the original, is done for one, and the other is told to wait', async () => {
    for (const _ of Array.from({ length: 3 })) {
      const clipId = await sharedClip()
      const words = ['seal', 'destroy', 'seal', 'destroy', 'seal', 'destroy'] as const
      const answers = await Promise.all(words.map((word) => hide(clipId, word)))
      const { destroyWantedAt, sealedAt } = await recordingOf(clipId)
      const won = destroyWantedAt ? 'destroy' : 'seal'
      expect(sealedAt).not.toBeNull()
      // Who asked for what stands is told that it stands; who looked when it stood already has the last word.
      for (const [at, word] of words.entries()) {
        if (word === won) continue
        expect([202, 409]).toContain(answers[at]?.status)
      }
      expect(answers.some(({ status }, at) => status === 202 && words[at] === won)).toBe(true)
      const told = (await ledgerOf(clipId)).map(({ detail }) => (detail as { original: string }).original)
      expect(told.at(-1)).toBe(won)
      expect((await clip(clipId)).cutNo).toBe(2)
    }
  })
})

describe('a sealed original', () => {
  test('is downloaded by nobody, its owner included, who gets the best rendition of what is left', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    expect(await download(leslie, clipId)).toBe(String(original))
    const { body } = await leslie.post(`/api/v1/clips/${clipId}/downloads`)
    await hide(clipId, 'seal')
    // Nor at an address that was given before.
    expect((await leslie.get(body.url)).status).toBe(409)
    await publish(clipId)
    expect((await leslie.get(body.url)).status).toBe(404)
    expect((await clip(clipId)).can.download).toBe(true)
    expect(await download(leslie, clipId)).toBe('cut 2')
    const [, , last] = await ledgerOf(clipId, 'download')
    expect(last?.detail).toEqual({ original: false })
  })

  test('ends a download of it that is under way', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip({ original: Buffer.alloc(64 * 2 ** 20) })
    const { body } = await leslie.post(`/api/v1/clips/${clipId}/downloads`)
    const reader = ((await leslie.fetch(body.url)).body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await hide(clipId, 'seal')
    await publish(clipId)
    const readOn = async () => {
      for (;;) {
        if ((await reader.read()).done) return 'whole'
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    await expect(readOn()).rejects.toThrow()
  })

  test('stays sealed when a later cut hides nothing, and can be cut from', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    await hide(clipId, 'seal')
    await publish(clipId)
    expect((await put(leslie, clipId, { outMs: 30_000 })).body.cutNo).toBe(3)
    await publish(clipId)
    expect((await cuts(clipId)).original).toBe('sealed')
    expect(await download(leslie, clipId)).toBe('cut 3')
  })

  test('is not in an export, which has the best rendition, and an export from before ends', async () => {
    const { leslie } = stage.cast
    const { db } = stage.platform
    const clipId = await sharedClip()
    const begun = async () => {
      const { body } = await leslie.post('/api/v1/me/exports')
      const attempt = await beginExport(db, body.id)
      if (!attempt) throw new Error('it did not begin')
      return attempt
    }
    const before = await begun()
    const { clips } = await exportContents(db, stage.platform.store, leslie.viewer)
    expect(clips.find(({ id }) => id === clipId)?.medium?.name).toBe('original.mp4')
    expect(await publishExport(db, before, 1, clips)).toBe(true)
    expect((await leslie.get(`/api/v1/me/exports/${before.id}`)).status).toBe(200)
    const during = await begun()
    await hide(clipId, 'seal')
    expect((await leslie.get(`/api/v1/me/exports/${before.id}`)).status).toBe(404)
    expect((await leslie.get(`/api/v1/me/exports/${before.id}/file`)).status).toBe(404)
    await expect(publishExport(db, during, 1, clips)).rejects.toThrow('hidden while it was exported')
    await publish(clipId)
    const { clips: after } = await exportContents(db, stage.platform.store, leslie.viewer)
    expect(after.find(({ id }) => id === clipId)?.medium?.name).toBe('720.mp4')
    expect(await publishExport(db, during, 1, after)).toBe(true)
    expect((await leslie.get(`/api/v1/me/exports/${during.id}`)).status).toBe(200)
  })
})

describe('INV-09: an original that is to be destroyed', () => {
  test('is kept until all renditions of the new cut stand, then gone in that very transaction, and its bytes with the sweep', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    const { objectKey } = await recordingOf(clipId)
    await hide(clipId, 'destroy')
    expect((await cuts(clipId)).original).toBe('to-be-destroyed')
    expect((await leslie.get(`/api/v1/clips/${clipId}/retention`)).body.originalEndsOn).toBeNull()
    await sweep()
    await publish(clipId, 'watchable')
    await sweep()
    expect([(await recordingOf(clipId)).originalGoneAt, await isStored(objectKey)]).toEqual([null, true])
    expect(await download(leslie, clipId)).toBe('cut 2')
    await publish(clipId)
    expect((await cuts(clipId)).original).toBe('gone')
    expect((await recordingOf(clipId)).originalGoneAt).not.toBeNull()
    // The job that removes it was committed with it.
    const jobs = await stage.platform.db.selectFrom('outbox').select('job').orderBy('id', 'desc').execute()
    expect(jobs.map(({ job }) => job)).toContain('clips.sweep')
    await sweep()
    expect(await isStored(objectKey)).toBe(false)
    await sweep()
    expect((await put(leslie, clipId, { outMs: 30_000 })).body).toMatchObject({
      status: 409,
      code: 'original-gone',
    })
    expect(await download(leslie, clipId)).toBe('cut 2')
  })

  test('stays sealed when the new cut cannot be prepared, so that it can be tried again, and then goes', async () => {
    const { leslie } = stage.cast
    const { db } = stage.platform
    const clipId = await sharedClip()
    const { objectKey } = await recordingOf(clipId)
    await hide(clipId, 'destroy')
    await publish(clipId, 'watchable')
    await failClip(db, clipId, 'took-too-long', 2)
    await sweep()
    expect([(await cuts(clipId)).original, await isStored(objectKey)]).toEqual(['to-be-destroyed', true])
    expect((await leslie.post(`/api/v1/clips/${clipId}/retry`)).body.failure).toBeNull()
    await publish(clipId)
    await sweep()
    expect(await isStored(objectKey)).toBe(false)
  })

  test('is not destroyed by the earlier cut, whose worker comes too late', async () => {
    const clipId = await sharedClip()
    const { db } = stage.platform
    await settle(clipId, 'watchable')
    const earlier = await findPreparation(db, clipId)
    if (!earlier) throw new Error('no clip')
    await hide(clipId, 'destroy')
    await settle(clipId, 'watchable')
    expect(await publishPreparation(db, earlier, { from: 'watchable', to: 'ready' })).toBe(false)
    expect((await recordingOf(clipId)).originalGoneAt).toBeNull()
  })

  test('keeps its bytes while the clip is on hold, which its owner cannot tell, and loses them afterwards', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    const { objectKey } = await recordingOf(clipId)
    expect((await hold(clipId)).status).toBe(200)
    await hide(clipId, 'destroy')
    await publish(clipId)
    await sweep()
    expect([(await cuts(clipId)).original, await isStored(objectKey)]).toEqual(['gone', true])
    expect(await download(leslie, clipId)).toBe('cut 2')
    expect((await put(leslie, clipId, { outMs: 30_000 })).body.code).toBe('original-gone')
    await lift(clipId)
    await sweep()
    expect(await isStored(objectKey)).toBe(false)
  })

  test('goes with the clip when that is destroyed, whichever comes first', async () => {
    const { leslie } = stage.cast
    for (const isReady of [false, true]) {
      const clipId = await sharedClip()
      const { objectKey } = await recordingOf(clipId)
      await hide(clipId, 'destroy')
      if (isReady) await publish(clipId)
      await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })
      await doPurge(stage.platform, clipId)
      await sweep()
      expect(await isStored(objectKey)).toBe(false)
      const { rows } = await sql`select from redactions where clip_id = ${clipId}`.execute(stage.platform.db)
      expect(rows).toEqual([])
    }
  })

  test('may be sealed instead until it is gone, and the other way about, and the ledger tells it', async () => {
    const clipId = await sharedClip()
    const { objectKey } = await recordingOf(clipId)
    await hide(clipId, 'destroy')
    expect((await hide(clipId, 'seal')).body.cutNo).toBe(2)
    await publish(clipId)
    await sweep()
    expect([(await cuts(clipId)).original, await isStored(objectKey)]).toEqual(['sealed', true])
    expect((await hide(clipId, 'destroy')).body).toMatchObject({ cutNo: 2, state: 'ready' })
    await sweep()
    expect([(await cuts(clipId)).original, await isStored(objectKey)]).toEqual(['gone', false])
    expect((await hide(clipId, 'destroy')).status).toBe(202)
    expect((await hide(clipId, 'seal')).body).toMatchObject({ status: 409, code: 'original-gone' })
    const told = (await ledgerOf(clipId)).map(({ detail }) => (detail as { original: string }).original)
    expect(told).toEqual(['destroy', 'seal', 'destroy'])
  })

  test('is not destroyed for a cut that a later one took the place of', async () => {
    const clipId = await sharedClip()
    const { objectKey } = await recordingOf(clipId)
    await hide(clipId, 'destroy')
    await publish(clipId, 'watchable')
    expect((await put(stage.cast.leslie, clipId)).body.cutNo).toBe(3)
    await publish(clipId)
    await sweep()
    expect([(await cuts(clipId)).original, await isStored(objectKey)]).toEqual(['sealed', true])
  })
})

describe('a clip of its own of a clip that hides something', () => {
  const redactionsOf = async (clipId: string) =>
    (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/cuts`)).body

  test('hides the same, also what is beyond its part, and is sealed', async () => {
    const { leslie } = stage.cast
    const ofClipId = await sharedClip()
    await hide(ofClipId, 'seal', [box, coarse, mute])
    await publish(ofClipId)
    const { status, body } = await another(leslie, ofClipId)
    expect(status).toBe(201)
    await doCopy(stage.platform, body.id, ofClipId)
    expect(await redactionsOf(body.id)).toMatchObject({
      items: [{ cutNo: 1, inMs: 10_000, outMs: 20_000, redactions: [box, coarse, mute] }],
      original: 'sealed',
    })
    expect((await findPreparation(stage.platform.db, body.id))?.cut?.redactions).toEqual([box, coarse, mute])
    await publish(body.id)
    expect(await download(leslie, body.id)).toBe('cut 1')
  })

  test('is not made of an original that is to be destroyed, and one under way ends with it', async () => {
    const { leslie } = stage.cast
    const ofClipId = await sharedClip()
    const { body } = await another(leslie, ofClipId)
    await hide(ofClipId, 'destroy')
    await publish(ofClipId, 'watchable')
    expect((await another(leslie, ofClipId)).body).toMatchObject({
      status: 409,
      code: 'original-to-be-destroyed',
    })
    await doCopy(stage.platform, body.id, ofClipId)
    expect(await clip(body.id)).toMatchObject({ state: 'failed', failure: { code: 'source-gone' } })
    await publish(ofClipId)
    expect((await another(leslie, ofClipId)).body.code).toBe('original-gone')
  })

  test('that was asked for before hides what is hidden by the time it is copied, and no less than when it was asked for', async () => {
    const { leslie } = stage.cast
    const ofClipId = await sharedClip()
    const early = (await another(leslie, ofClipId)).body.id as ClipId
    await hide(ofClipId, 'seal', [box, mute])
    await publish(ofClipId)
    const late = (await another(leslie, ofClipId)).body.id as ClipId
    await doCopy(stage.platform, early, ofClipId)
    expect((await redactionsOf(early)).items[0].redactions).toEqual([box, mute])
    expect((await redactionsOf(early)).original).toBe('sealed')
    await put(leslie, ofClipId)
    await publish(ofClipId)
    await hide(ofClipId, 'seal', [mute, coarse])
    await publish(ofClipId)
    await Promise.all([doCopy(stage.platform, late, ofClipId), doCopy(stage.platform, late, ofClipId)])
    expect((await redactionsOf(late)).items[0].redactions).toEqual([box, mute, coarse])
  })

  test('that was made before is a recording of its own, and stays as it is', async () => {
    const { leslie } = stage.cast
    const ofClipId = await sharedClip()
    const { body } = await another(leslie, ofClipId)
    await doCopy(stage.platform, body.id, ofClipId)
    await publish(body.id)
    await hide(ofClipId, 'destroy')
    await publish(ofClipId)
    await sweep()
    expect(await redactionsOf(body.id)).toMatchObject({ items: [{ redactions: [] }], original: 'kept' })
    expect(await download(leslie, body.id)).toBe(String(original))
  })
})

describe('captions of a clip that is muted for a time', () => {
  const vtt = `WEBVTT

00:00.500 --> 00:01.500
before

00:01.500 --> 00:02.001
reaches in

00:02.200 --> 00:02.500
a name

00:03.000 --> 00:04.000
after
`
  const url = (clipId: string) => `/api/v1/clips/${clipId}/captions/en`
  const read = async (who: Person, clipId: string) => String((await who.get(url(clipId))).body)
  const kept = async (clipId: ClipId) =>
    (
      await stage.platform.db
        .selectFrom('captions')
        .select('vtt')
        .where('clipId', '=', clipId)
        .executeTakeFirst()
    )?.vtt

  test('say nothing of what was said then, to nobody, and say it again once it is heard again', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    expect((await leslie.send('PUT', url(clipId), { body: { file: vtt } })).status).toBe(200)
    expect(await read(ana, clipId)).toContain('a name')
    await hide(clipId, 'seal', [mute])
    for (const who of [leslie, ana]) {
      const text = await read(who, clipId)
      expect(text).toContain('before')
      expect(text).toContain('after')
      expect(text).not.toMatch(/a name|reaches in/)
    }
    await publish(clipId)
    const cues = [{ startMs: 3000, endMs: 4000, text: 'and then' }]
    expect((await leslie.send('PUT', url(clipId), { body: { cues } })).status).toBe(200)
    expect(await kept(clipId)).toContain('a name')
    const own = (await findOwnCaptions(stage.platform.db, leslie.viewer)).get(clipId)?.[0]
    expect(await own?.vtt()).toContain('and then')
    expect(await own?.vtt()).not.toMatch(/a name|reaches in/)
    await put(leslie, clipId)
    await publish(clipId)
    expect(await read(ana, clipId)).toContain('a name')
  })

  test('lose it for good with the original', async () => {
    const { leslie } = stage.cast
    const clipId = await sharedClip()
    await leslie.send('PUT', url(clipId), { body: { file: vtt } })
    await leslie.send('PUT', `/api/v1/clips/${clipId}/captions/es`, {
      body: { file: vtt.replace('before', 'antes') },
    })
    await hide(clipId, 'destroy', [mute])
    await sweep()
    expect(await kept(clipId)).toContain('a name')
    await publish(clipId)
    await sweep()
    expect(await kept(clipId)).not.toMatch(/a name|reaches in/)
    expect(await kept(clipId)).toMatch(/after/)
    const all = await sharedClip()
    await leslie.send('PUT', url(all), { body: { cues: [{ startMs: 2000, endMs: 3000, text: 'a name' }] } })
    await hide(all, 'destroy', [mute])
    await publish(all)
    await sweep()
    expect(await kept(all)).toBeUndefined()
    expect((await leslie.get(url(all))).status).toBe(404)
  })
})
