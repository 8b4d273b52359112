import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { doPurge } from '../retention/do-jobs.ts'
import type { Person } from '../support/cast.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { exportOf } from '../support/exports.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let clipId: ClipId
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  clipId = await readyClipOf(stage.platform, stage.cast.leslie, { title: 'Partner talk' })
  await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: stage.cast.maple })
})

const of = (language = '') => `/api/v1/clips/${clipId}/captions${language && `/${language}`}`
const put = (who: Person, body: unknown, language = 'en') => who.send('PUT', of(language), { body })
const lines = [
  { startMs: 1000, endMs: 2000, text: 'What do you see?' },
  { startMs: 30_000, endMs: 31_000, text: 'A <b>circle</b> & a square' },
]
const shown = [
  'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nWhat do you see?\n',
  '\n00:00:30.000 --> 00:00:31.000\nA &lt;b&gt;circle&lt;/b&gt; &amp; a square\n',
]
const ledger = async () =>
  (await stage.cast.leslie.get(`/api/v1/clips/${clipId}/ledger`)).body.items.filter(
    ({ what }: { what: string }) => what === 'captions',
  )

describe('captions', () => {
  test('are given by the owner and read by everybody in reach, by nobody else, and stored by nobody on the way', async () => {
    const { leslie, ana, ben, eve, nobody } = stage.cast
    const { status, body } = await put(leslie, { cues: lines })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      items: [{ language: 'en', source: 'edited', madeBy: { name: 'Leslie' }, url: of('en') }],
      making: { state: 'none', can: false },
    })
    expect((await ana.get(of())).body).toMatchObject({ items: [{ language: 'en' }], making: null })
    const file = await ana.get(of('en'))
    expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      200,
      'text/vtt; charset=utf-8',
      'private, no-store',
    ])
    expect(file.body).toBe(shown.join(''))
    for (const [who, status] of [
      [ben, 404],
      [eve, 404],
      [nobody, 401],
    ] as const) {
      for (const path of [of(), of('en')]) expect((await who.get(path)).status).toBe(status)
      expect((await who.send('PUT', of('es'), { body: { cues: lines } })).status).toBe(status)
      expect((await who.delete(of('en'))).status).toBe(status)
    }
    expect((await put(ana, { cues: lines }, 'es')).status).toBe(403)
    expect((await ana.delete(of('en'))).status).toBe(403)
    expect((await ana.get(of('es'))).status).toBe(404)
    expect((await ana.get(of('en-GB'))).status).toBe(400)
  })

  test('come as a file too, as it is or in JSON, WebVTT or SubRip; what is neither changes nothing', async () => {
    const { leslie } = stage.cast
    const vtt = '\uFEFFWEBVTT\n\nSTYLE\n::cue{}\n\n00:01.000 --> 00:02.000\n<v Ana>Hi\n'
    const sent = await leslie.send('PUT', of('en'), {
      body: new TextEncoder().encode(vtt),
      headers: { 'content-type': 'text/vtt' },
    })
    expect(sent.body.items).toMatchObject([{ language: 'en', source: 'uploaded' }])
    expect((await put(leslie, { file: '1\n00:00:01,000 --> 00:00:02,000\nHola\n' }, 'es')).status).toBe(200)
    expect((await leslie.get(of('es'))).body).toContain('Hola')
    const hostile = await put(leslie, { file: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\nand then' })
    expect(hostile.status).toBe(400)
    expect(hostile.body).toMatchObject({ code: 'not-captions', line: 6 })
    expect(hostile.body.detail).toMatch(/^Line 6: /)
    for (const body of [
      {},
      { file: 'x', cues: lines },
      { cues: [] },
      { cues: [{ ...lines[0], endMs: 1 }] },
    ]) {
      expect((await put(leslie, body)).status).toBe(400)
    }
    const long = { cues: Array.from({ length: 900 }, () => ({ ...lines[0], text: '\u20ac'.repeat(1000) })) }
    expect((await put(leslie, long)).body.code).toBe('captions-too-long')
    const late = { cues: [{ startMs: 61_000, endMs: 62_000, text: 'of another lesson' }] }
    expect((await put(leslie, late)).body.code).toBe('beyond-the-clip')
    expect((await leslie.get(of('en'))).body).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi\n')
  })

  test('follow the cut: nothing that was cut away is read by anybody, and it is there again on the whole', async () => {
    const { leslie, ana } = stage.cast
    await put(leslie, { cues: lines })
    const cut = (inMs: number, outMs: number) =>
      leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, { body: { inMs, outMs } })
    const settle = (cutNo: number) =>
      stage.platform.db
        .updateTable('clips')
        .set({ state: 'ready' })
        .where('id', '=', clipId)
        .where('cutNo', '=', cutNo)
        .execute()
    await cut(25_000, 50_000)
    await settle(2)
    expect((await ana.get(of('en'))).body).toBe(
      `WEBVTT\n${shown[1]?.replace(/:30|:31/g, (at) => `:0${Number(at.slice(1)) - 25}`)}`,
    )
    const edited = { cues: [{ startMs: 5000, endMs: 6000, text: 'A ring' }], cutNo: 1 }
    expect((await put(leslie, edited)).body.code).toBe('cut-anew')
    expect((await put(leslie, { ...edited, cutNo: 2 })).status).toBe(200)
    await cut(0, 60_000)
    await settle(3)
    expect((await ana.get(of('en'))).body).toBe(`${shown[0]}\n00:00:30.000 --> 00:00:31.000\nA ring\n`)
  })

  test('are withheld with the clip: in a pause, and when it is taken back', async () => {
    const { leslie, ana } = stage.cast
    await put(leslie, { cues: lines })
    await stage.platform.db
      .insertInto('clipPauses')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, id: randomUUID() as never, clipId },
        ...{ reason: 'concern', kind: 'safety', raisedBy: ana.viewer.personId, words: 'x' },
      })
      .execute()
    expect((await ana.get(of())).body.items).toEqual([])
    expect((await ana.get(of('en'))).body.code).toBe('paused')
    expect((await leslie.get(of('en'))).status).toBe(200)
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect((await ana.get(of('en'))).status).toBe(404)
  })

  test('stand in the ledger by language, without a word of them', async () => {
    const { leslie } = stage.cast
    await put(leslie, { cues: lines })
    await put(leslie, { cues: lines.slice(1) })
    expect((await leslie.delete(of('en'))).status).toBe(204)
    expect((await leslie.delete(of('en'))).status).toBe(404)
    expect((await ledger()).map(({ detail }: { detail: object }) => detail)).toEqual([
      { language: 'en', change: 'removed' },
      { language: 'en', change: 'changed' },
      { language: 'en', change: 'added' },
    ])
  })

  test('wait until the clip can be watched', async () => {
    const { leslie } = stage.cast
    clipId = await clipOf(stage.platform, leslie)
    expect((await put(leslie, { cues: lines })).body.code).toBe('not-watchable')
    expect((await leslie.post(of())).body.code).toBe('no-captions-command')
  })

  test('are in the owner’s export, whole, and go with a purge, which counts them', async () => {
    const { leslie } = stage.cast
    await put(leslie, { cues: lines })
    const files = await exportOf(stage.platform, leslie)
    const name = [...files.keys()].find((each) => each.includes('partner-talk/captions.en.vtt'))
    expect(files.get(name ?? '')?.toString()).toBe(shown.join(''))
    await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })
    expect((await leslie.get(of('en'))).status).toBe(404)
    expect((await put(leslie, { cues: lines })).status).toBe(404)
    await doPurge(stage.platform, clipId)
    const { db } = stage.platform
    expect(await db.selectFrom('captions').select('vtt').where('clipId', '=', clipId).execute()).toEqual([])
    const purge = await db
      .selectFrom('clipPurges')
      .select('certificate')
      .where('clipId', '=', clipId)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(purge.certificate)).toContain('"captions":1')
  })
})
