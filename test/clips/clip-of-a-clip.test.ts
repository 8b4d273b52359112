import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endUploads } from '../../src/clips/end-uploads.ts'
import { failClip } from '../../src/clips/fail-clip.ts'
import { sweepObjects } from '../../src/clips/sweep-objects.ts'
import type { ClipId } from '../../src/platform/ids.ts'
import { holderOf } from '../retention/officer.ts'
import type { Person } from '../support/cast.ts'
import { clipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import {
  another,
  copyContract,
  doClearings,
  doCopy,
  recordingsOf,
  sourceOf,
  uploadOf,
} from './copy-contract.ts'

copyContract('the disk', () => openStage())

let stage: Stage
let officer: Person
beforeAll(async () => {
  stage = await openStage()
  officer = await holderOf(stage, 'privacy officer')
})
afterAll(() => stage.close())

const source = () => sourceOf(stage.platform, stage.cast.leslie, Buffer.from('a whole lesson'))
const shown = async (clipId: string) => (await stage.cast.leslie.get(`/api/v1/clips/${clipId}`)).body
const cut = (clipId: string, inMs: number, outMs: number) =>
  stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs, outMs } })
/** As if a worker were done. */
const settle = (clipId: ClipId) =>
  stage.platform.db.updateTable('clips').set({ state: 'ready' }).where('id', '=', clipId).execute()
const ledgerOf = async (clipId: ClipId, ...what: string[]) =>
  (
    await stage.platform.db
      .selectFrom('ledger')
      .select(['what', 'personId', 'detail'])
      .where('clipId', '=', clipId)
      .orderBy('seq')
      .execute()
  ).filter((row) => what.includes(row.what))
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
const clipsOf = async () =>
  (await stage.platform.db.selectFrom('clips').select('id').execute()).map(({ id }) => id).toSorted()
/** One that is there, and could be watched. */
async function madeOf(ofClipId: ClipId, part: object = {}): Promise<ClipId> {
  const { status, body } = await another(stage.cast.leslie, ofClipId, part)
  expect(status).toBe(201)
  await doCopy(stage.platform, body.id, ofClipId)
  await settle(body.id)
  return body.id
}
const attest = (clipId: string, more: object = {}) =>
  stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/consent`, {
    body: { policyId: null, scope: 'organisation', unconsented: 'cut out', ...more },
  })
const attestationOf = async (clipId: string) =>
  (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/consent`)).body.attestation

describe('a clip of its own', () => {
  test('is a part of the recording, told as being prepared, by which job, and nobody else sees it yet', async () => {
    const { leslie, ana, maple } = stage.cast
    const ofClipId = await source()
    const { status, body } = await another(leslie, ofClipId, { title: '  Partner talk ' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{
        title: 'Partner talk',
        state: 'preparing',
        cutNo: 1,
        durationMs: 10_000,
        grants: [],
        failure: null,
      },
      ...{ progress: { step: 'checking', fraction: 0 }, posterUrl: null },
      can: { play: false, retry: false, share: true },
    })
    const { db } = stage.platform
    const jobs = await db.selectFrom('outbox').select(['job', 'queue', 'payload']).execute()
    expect(jobs).toContainEqual({
      ...{ job: 'clips.copy-recording', queue: 'first' },
      payload: { clipId: body.id, ofClipId },
    })
    await leslie.post(`/api/v1/clips/${body.id}/grants`, { cohortId: maple })
    expect((await ana.get(`/api/v1/clips/${body.id}`)).status).toBe(404)
    await doCopy(stage.platform, body.id, ofClipId)
    expect((await ana.get(`/api/v1/clips/${body.id}`)).status).toBe(404)
    expect(await shown(body.id)).toMatchObject({ state: 'preparing', durationMs: 10_000 })
    await settle(body.id)
    expect((await ana.get(`/api/v1/clips/${body.id}`)).body).toMatchObject({ cutNo: 1, durationMs: 10_000 })
    expect((await ana.get(`/api/v1/clips/${ofClipId}`)).status).toBe(404)
    expect(await ledgerOf(body.id, 'cut')).toEqual([
      {
        ...{ what: 'cut', personId: leslie.viewer.personId },
        detail: { cutNo: 1, inMs: 10_000, outMs: 20_000, ofClipId },
      },
    ])
    expect(await shown(ofClipId)).toMatchObject({ state: 'ready', cutNo: 1, durationMs: 60_000 })
  })

  test('is cut again within its recording, which it says the length of, and the other is not', async () => {
    const { leslie } = stage.cast
    const ofClipId = await source()
    const clipId = await madeOf(ofClipId)
    const cutsOf = async () => (await leslie.get(`/api/v1/clips/${clipId}/cuts`)).body
    const times = ({ cutNo, inMs, outMs, isCurrent }: Record<string, unknown>) => [
      cutNo,
      inMs,
      outMs,
      isCurrent,
    ]
    expect((await cutsOf()).items.map(times)).toEqual([[1, 10_000, 20_000, true]])
    expect((await cutsOf()).recordingMs).toBe(60_000)
    expect((await cut(clipId, 0, 60_001)).body.code).toBe('beyond-the-recording')
    expect((await cut(clipId, 10_000, 20_000)).body).toMatchObject({ cutNo: 1, state: 'ready' })
    expect((await cut(clipId, 5000, 60_000)).body).toMatchObject({ cutNo: 2, durationMs: 55_000 })
    expect((await cutsOf()).items.map(times)).toEqual([
      [2, 5000, 60_000, true],
      [1, 10_000, 20_000, false],
    ])
    expect(await shown(ofClipId)).toMatchObject({ cutNo: 1, durationMs: 60_000 })
    const { body } = await leslie.get(`/api/v1/clips/${ofClipId}/cuts`)
    expect([body.items.map(times), body.recordingMs]).toEqual([[[1, 0, 60_000, true]], 60_000])
  })

  test('has times on the recording, whatever the clip it is made of shows of it', async () => {
    const ofClipId = await source()
    await cut(ofClipId, 30_000, 40_000)
    await settle(ofClipId)
    const clipId = await madeOf(ofClipId, { inMs: 5000, outMs: 55_000 })
    expect(await shown(clipId)).toMatchObject({ durationMs: 50_000, cutNo: 1 })
    const again = await madeOf(clipId, { inMs: 0, outMs: 60_000 })
    expect(await shown(again)).toMatchObject({ durationMs: 60_000 })
  })

  test('is the owner’s alone to make', async () => {
    const { leslie, ana, ben, dana, eve, nobody, maple } = stage.cast
    const ofClipId = await source()
    await leslie.post(`/api/v1/clips/${ofClipId}/grants`, { cohortId: maple })
    const before = await clipsOf()
    expect((await another(ana, ofClipId)).status).toBe(403)
    for (const who of [ben, dana, eve, officer]) {
      const [here, nowhere] = [await another(who, ofClipId), await another(who, randomUUID())]
      expect([here.status, here.body.detail]).toEqual([404, nowhere.body.detail])
    }
    expect((await nobody.post(`/api/v1/clips/${ofClipId}/clips`, {})).status).toBe(401)
    expect(await clipsOf()).toEqual(before)
  })

  test.each([
    ['shorter than a second', { inMs: 5000, outMs: 5999 }, 'cut-too-short'],
    ['backwards', { inMs: 5000, outMs: 4000 }, 'cut-too-short'],
    ['beyond the end', { inMs: 5000, outMs: 60_001 }, 'beyond-the-recording'],
    ['before the start', { inMs: -1 }, undefined],
    ['without a name', { title: ' ' }, undefined],
    ['without a key', { clientKey: undefined }, undefined],
    ['with more than is asked', { ownerId: randomUUID() }, undefined],
  ])('%s is refused, and nothing made', async (_, more, code) => {
    const ofClipId = await source()
    const before = await clipsOf()
    const { status, body } = await another(stage.cast.leslie, ofClipId, more)
    expect(status).toBe(400)
    if (code) expect(body.code).toBe(code)
    expect(await clipsOf()).toEqual(before)
  })

  test('is refused of a clip that is taken back, paused, not there yet or without its original', async () => {
    const { leslie } = stage.cast
    const { db } = stage.platform
    const refused = async (clipId: ClipId) => {
      const before = await clipsOf()
      const { status, body } = await another(leslie, clipId)
      expect(await clipsOf()).toEqual(before)
      return [status, body.code]
    }
    const preparing = await clipOf(stage.platform, leslie)
    expect(await refused(preparing)).toEqual([409, 'not-watchable'])
    await failClip(db, preparing, 'not-media')
    expect(await refused(preparing)).toEqual([409, 'not-watchable'])
    const withdrawn = await source()
    await leslie.put(`/api/v1/clips/${withdrawn}/withdrawal`)
    expect(await refused(withdrawn)).toEqual([409, 'withdrawn'])
    const paused = await source()
    await leslie.post(`/api/v1/clips/${paused}/consent-withdrawals`, { party: 'student' })
    expect(await refused(paused)).toEqual([409, 'paused'])
    const gone = await source()
    await db
      .updateTable('recordings')
      .set({ originalGoneAt: new Date() })
      .where('id', '=', (await recordingsOf(stage.platform, gone))[0]?.id as never)
      .execute()
    expect(await refused(gone)).toEqual([409, 'original-gone'])
    const purged = await source()
    await leslie.send('PUT', `/api/v1/clips/${purged}/purge`, { body: { confirm: true } })
    expect(await refused(purged)).toEqual([404, 'not-found'])
  })

  test('sent again under its key, even at once, is the one that stands', async () => {
    const { leslie } = stage.cast
    const ofClipId = await source()
    const before = (await clipsOf()).length
    const clientKey = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => another(leslie, ofClipId, { clientKey })),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect(await clipsOf()).toHaveLength(before + 1)
    const clipId = answers[0]?.body.id
    expect(await ledgerOf(clipId, 'cut')).toHaveLength(1)
    // Also once the clip it was made of was taken back: it was made before.
    await leslie.put(`/api/v1/clips/${ofClipId}/withdrawal`)
    expect((await another(leslie, ofClipId, { clientKey })).body.id).toBe(clipId)
    // What was destroyed is not made anew by a late answer.
    await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })
    expect((await another(leslie, ofClipId, { clientKey })).status).toBe(404)
    expect(await clipsOf()).toHaveLength(before + 1)
  })

  test('counts for what its owner may keep, from when it is asked for', async () => {
    const small = await openStage({ limits: { quotaBytes: 250 } })
    try {
      const { leslie } = small.cast
      const ofClipId = await sourceOf(small.platform, leslie, Buffer.alloc(100))
      const answers = await Promise.all(Array.from({ length: 4 }, () => another(leslie, ofClipId)))
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 413, 413, 413])
      const made = answers.find(({ status }) => status === 201)?.body.id
      await doCopy(small.platform, made, ofClipId)
      expect((await another(leslie, ofClipId)).body.code).toBe('over-quota')
      await leslie.delete(`/api/v1/clips/${made}`)
    } finally {
      await small.close()
    }
  })

  test('whose copy never comes ends as failed in the end, with a sentence, and its owner clears it away', async () => {
    const { leslie } = stage.cast
    const { platform } = stage
    const ofClipId = await source()
    const { body } = await another(leslie, ofClipId)
    await platform.db
      .updateTable('uploads')
      .set({ createdAt: daysAgo(15) as never, expiresAt: daysAgo(1) })
      .where('clipId', '=', body.id)
      .execute()
    await endUploads(platform, new AbortController().signal)
    expect(await shown(body.id)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'copy-failed', message: expect.stringMatching(/again\.$/) } },
      can: { remove: true },
    })
    await doCopy(platform, body.id, ofClipId)
    await doClearings(platform)
    await sweepObjects(platform.db, platform.store)
    expect(await platform.store.size((await uploadOf(platform, body.id)).objectKey)).toBeUndefined()
    expect((await leslie.delete(`/api/v1/clips/${body.id}`)).status).toBe(204)
    expect((await leslie.get(`/api/v1/clips/${body.id}`)).status).toBe(404)
    expect(await shown(ofClipId)).toMatchObject({ state: 'ready' })
  })

  test('takes the captions along where it shows nothing that the other does not', async () => {
    const { leslie } = stage.cast
    const ofClipId = await source()
    const cues = [
      { startMs: 12_000, endMs: 13_000, text: 'Tell your partner.' },
      { startMs: 30_000, endMs: 31_000, text: 'Now the other way.' },
    ]
    await leslie.send('PUT', `/api/v1/clips/${ofClipId}/captions/en`, { body: { cues } })
    const inside = await madeOf(ofClipId)
    const captions = `/api/v1/clips/${inside}/captions/en`
    expect((await leslie.get(captions)).body).toBe(
      'WEBVTT\n\n00:00:02.000 --> 00:00:03.000\nTell your partner.\n',
    )
    expect(await ledgerOf(inside, 'captions')).toMatchObject([
      { detail: { language: 'en', change: 'added' } },
    ])
    // They are its own.
    await leslie.delete(captions)
    expect((await leslie.get(`/api/v1/clips/${ofClipId}/captions/en`)).status).toBe(200)
    await cut(ofClipId, 0, 20_000)
    await settle(ofClipId)
    const beyond = await madeOf(ofClipId, { inMs: 10_000, outMs: 40_000 })
    expect((await leslie.get(`/api/v1/clips/${beyond}/captions/en`)).status).toBe(404)
  })

  test('takes its owner’s word on consent along where it shows nothing that the other does not', async () => {
    const ofClipId = await source()
    const without = await madeOf(ofClipId)
    expect(await attestationOf(without)).toBeNull()
    await attest(ofClipId)
    await cut(ofClipId, 0, 20_000)
    await settle(ofClipId)
    const inside = await madeOf(ofClipId)
    expect(await attestationOf(inside)).toEqual(await attestationOf(ofClipId))
    expect(await ledgerOf(inside, 'consent')).toEqual(await ledgerOf(ofClipId, 'consent'))
    const beyond = await madeOf(ofClipId, { inMs: 19_000, outMs: 21_000 })
    expect(await attestationOf(beyond)).toBeNull()
    // Each has its own from then on.
    await attest(inside, { scope: 'cohort' })
    expect(await attestationOf(ofClipId)).toMatchObject({ scope: 'organisation' })
  })

  test('is not held with the other, nor is the other with it', async () => {
    const { leslie } = stage.cast
    const ofClipId = await source()
    const hold = (clipId: string) =>
      officer.send('PUT', `/api/v1/privacy/clips/${clipId}/hold`, {
        body: { basis: 'A case', tellsOwner: false },
      })
    expect((await hold(ofClipId)).status).toBe(200)
    const clipId = await madeOf(ofClipId)
    const holds = await stage.platform.db.selectFrom('legalHolds').select('clipId').execute()
    expect(holds).toEqual([{ clipId: ofClipId }])
    expect(
      (await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })).status,
    ).toBe(202)
    expect((await recordingsOf(stage.platform, ofClipId)).length).toBe(1)
  })
})
