import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { showExemplar } from '../../src/exemplars/show-exemplar.ts'
import type { Person } from '../support/cast.ts'
import { exemplarOf, type PlacedExemplar } from '../support/exemplars.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let pat: Person
beforeAll(async () => {
  stage = await openStage()
  pat = await newcomer(stage, ['program coach'], { name: 'Pat' })
})
afterAll(() => stage.close())

const exemplar = (given: Parameters<typeof exemplarOf>[2] = {}) =>
  exemplarOf(stage.platform, stage.cast.leslie, { durationMs: 60_000, ...given })
const notes = ({ id }: PlacedExemplar) => `/api/v1/exemplars/${id}/notes`
const write = (who: Person, of: PlacedExemplar, said: object = {}) =>
  who.post(notes(of), {
    startMs: 1_000,
    body: 'Watch their hands',
    cutNo: 1,
    clientKey: randomUUID(),
    ...said,
  })
const edit = (who: Person, of: PlacedExemplar, noteId: string, said: object) =>
  who.patch(`${notes(of)}/${noteId}`, said)
const seen = async (who: Person, { id }: PlacedExemplar) =>
  (await who.patch(`/api/v1/exemplars/${id}`, {})).body.notes
const cut = async ({ clipId }: PlacedExemplar, inMs: number, outMs: number) => {
  const { status } = await stage.cast.leslie.send('PUT', `/api/v1/clips/${clipId}/cut`, {
    body: { inMs, outMs },
  })
  expect(status).toBe(202)
  await stage.platform.db.updateTable('clips').set({ state: 'ready' }).where('id', '=', clipId).execute()
}

describe('a teaching note', () => {
  test('stands at a moment, in the order of the clip, and is anybody’s who describes the exemplar', async () => {
    const { leslie, liz } = stage.cast
    const of = await exemplar()
    const second = await write(liz, of, { startMs: 9_000, endMs: 12_000, body: ' Then listen ' })
    expect(second.status).toBe(201)
    const { body } = await write(leslie, of)
    expect(body.notes).toMatchObject([
      { startMs: 1_000, endMs: null, body: 'Watch their hands' },
      { startMs: 9_000, endMs: 12_000, body: 'Then listen' },
    ])
    const [hers, his] = body.notes
    const edited = await edit(pat, of, hers.id, { body: 'Watch their eyes', startMs: 20_000, cutNo: 1 })
    expect(edited.body.notes).toEqual([his, { ...hers, body: 'Watch their eyes', startMs: 20_000 }])
    // Words alone leave it where it is; a start alone makes it an instant.
    expect((await edit(liz, of, his.id, { body: 'Listen' })).body.notes[0]).toEqual({
      ...his,
      body: 'Listen',
    })
    expect((await edit(liz, of, his.id, { startMs: 8_000, cutNo: 1 })).body.notes[0]).toMatchObject({
      startMs: 8_000,
      endMs: null,
    })
    const left = await liz.delete(`${notes(of)}/${hers.id}`)
    expect([left.status, left.body.notes.length]).toEqual([200, 1])
    expect((await liz.delete(`${notes(of)}/${hers.id}`)).status).toBe(404)
    expect((await edit(liz, of, hers.id, { body: 'x' })).status).toBe(404)
  })

  test('stays with what it is about when the clip is cut; what was cut away is for those who write alone', async () => {
    const { liz, ana, leslie } = stage.cast
    const of = await exemplar()
    for (const [startMs, endMs] of [
      [1_000, undefined],
      [8_000, 12_000],
      [15_000, undefined],
      [30_000, 31_000],
    ]) {
      expect((await write(liz, of, { startMs, endMs })).status).toBe(201)
    }
    await cut(of, 10_000, 20_000)
    const inOrder = [
      [null, null],
      [0, 2_000],
      [5_000, null],
      [null, null],
    ]
    for (const who of [leslie, liz]) {
      const shown = await seen(who, of)
      expect(shown.map((note: { startMs: number; endMs: number }) => [note.startMs, note.endMs])).toEqual(
        inOrder,
      )
    }
    const shown = await showExemplar(stage.platform.db, ana.viewer, of.id)
    expect(shown.notes.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(inOrder.slice(1, 3))
    expect(shown.can.edit).toBe(false)
  })

  test('that was read from another cut is refused, and stands right when it is read anew', async () => {
    const { liz } = stage.cast
    const of = await exemplar()
    const first = (await write(liz, of)).body.notes[0]
    await cut(of, 10_000, 20_000)
    expect((await write(liz, of, { cutNo: 1 })).body.code).toBe('cut-anew')
    expect((await edit(liz, of, first.id, { startMs: 1_000, cutNo: 1 })).body.code).toBe('cut-anew')
    expect((await write(liz, of, { cutNo: 2, startMs: 11_000 })).body.code).toBe('beyond-the-clip')
    const { body } = await edit(liz, of, first.id, { startMs: 1_000, cutNo: 2 })
    expect(body.notes).toMatchObject([{ id: first.id, startMs: 1_000 }])
    const { rows } = await stage.platform.pool.query('select start_ms from teaching_notes where id = $1', [
      first.id,
    ])
    expect(rows).toEqual([{ start_ms: 11_000 }])
  })

  test('that is sent ten times at once is written once; its key belongs to one exemplar', async () => {
    const { liz, leslie } = stage.cast
    const of = await exemplar()
    const clientKey = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => write(liz, of, { clientKey })))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.notes.length}`))).toEqual(
      new Set(['201 1']),
    )
    expect((await write(leslie, of, { clientKey })).body.notes).toHaveLength(2)
    const elsewhere = await write(liz, await exemplar(), { clientKey })
    expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'client-key-used'])
  })

  test('is one of at most fifty, also of those that come at once', async () => {
    const { liz, leslie } = stage.cast
    const of = await exemplar()
    for (let n = 0; n < 48; n++) await write(liz, of, { startMs: n })
    const last = await Promise.all([liz, leslie, pat, liz].map((who) => write(who, of)))
    expect(last.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409])
    expect(last.find(({ status }) => status === 409)?.body.code).toBe('too-many-notes')
  })

  test('is written by the owner and by curators alone, and of no other exemplar', async () => {
    const { ana, noor, eve, liz, leslie } = { ...stage.cast, noor: await newcomer(stage) }
    const of = await exemplar()
    const [note] = (await write(liz, of)).body.notes
    for (const [who, status] of [
      [ana, 403],
      [noor, 403],
      [eve, 404],
    ] as const) {
      expect((await write(who, of)).status).toBe(status)
      expect((await edit(who, of, note.id, { body: 'x' })).status).toBe(status)
      expect((await who.delete(`${notes(of)}/${note.id}`)).status).toBe(status)
    }
    const other = await exemplar()
    expect((await edit(leslie, other, note.id, { body: 'x' })).status).toBe(404)
    expect((await leslie.delete(`${notes(other)}/${note.id}`)).status).toBe(404)
    const asked = await exemplar({ state: 'asked' })
    expect((await write(leslie, asked)).body.code).toBe('not-agreed')
    expect(await seen(liz, of)).toEqual([note])
  })

  test.each([
    ['no words', { body: ' ' }, 'invalid'],
    ['too many words', { body: 'x'.repeat(2_001) }, 'invalid'],
    ['no moment', { startMs: undefined }, 'invalid'],
    ['no word on the cut', { cutNo: undefined }, 'invalid'],
    ['a moment after the end', { startMs: 60_001 }, 'beyond-the-clip'],
    ['a range that goes on after the end', { endMs: 60_001 }, 'beyond-the-clip'],
    ['a range that ends where it starts', { endMs: 1_000 }, 'bad-moment'],
  ])('with %s is refused', async (_what, said, code) => {
    const { status, body } = await write(stage.cast.leslie, await exemplar(), said)
    expect([status, body.code]).toEqual([400, code])
  })

  test.each([
    ['nothing', {}, 'invalid'],
    ['an end alone', { endMs: 3_000, cutNo: 1 }, 'bad-moment'],
    ['times of no cut', { startMs: 3_000 }, 'bad-moment'],
  ])('is not changed by %s', async (_what, said, code) => {
    const of = await exemplar()
    const [note] = (await write(stage.cast.leslie, of)).body.notes
    const { status, body } = await edit(stage.cast.leslie, of, note.id, said)
    expect([status, body.code]).toEqual([400, code])
  })
})
