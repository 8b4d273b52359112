import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const key = () => ({ clientKey: randomUUID() })

async function sharedClip() {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  const { body: grant } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return { clipId, grant, url: `/api/v1/clips/${clipId}/notes` }
}

describe('a private note', () => {
  test('INV-13: is read by its author, and by nobody else, not even the clip’s owner', async ({
    annotate,
  }) => {
    const { leslie, ana, liz, ben, dana, eve, nobody } = stage.cast
    const { clipId, url } = await sharedClip()
    const { status, body: note } = await ana.post(url, { ...key(), startMs: 4_000, body: 'Ask about this' })
    expect(status).toBe(201)
    expect(note).toMatchObject({
      clipId,
      startMs: 4_000,
      endMs: null,
      offClip: false,
      body: 'Ask about this',
    })
    expect((await ana.get(url)).body.items).toEqual([note])
    for (const other of [leslie, liz]) expect((await other.get(url)).body.items).toEqual([])
    for (const outside of [ben, dana, eve]) expect((await outside.get(url)).status).toBe(404)
    expect((await nobody.get(url)).status).toBe(401)
    for (const other of [leslie, liz, ben, dana, eve]) {
      expect((await other.patch(`/api/v1/notes/${note.id}`, { body: 'x' })).status).toBe(404)
      expect((await other.delete(`/api/v1/notes/${note.id}`)).status).toBe(404)
    }
    expect((await ana.get(url)).body.items).toEqual([note])
    await annotate(
      'the owner, the facilitator, the administrator, another cohort and another organisation asked',
    )
  })

  test('marks a moment without words, and may get some later', async () => {
    const { ana } = stage.cast
    const { url } = await sharedClip()
    const { body: marker } = await ana.post(url, { ...key(), startMs: 1_000, endMs: 2_500 })
    expect(marker).toMatchObject({ startMs: 1_000, endMs: 2_500, body: null, editedAt: null })
    const { body: note } = await ana.patch(`/api/v1/notes/${marker.id}`, { body: 'They turn to each other' })
    expect(note).toMatchObject({ id: marker.id, startMs: 1_000, body: 'They turn to each other' })
    expect(note.editedAt).not.toBeNull()
    expect((await ana.delete(`/api/v1/notes/${marker.id}`)).status).toBe(204)
    expect((await ana.get(url)).body.items).toEqual([])
    expect((await ana.delete(`/api/v1/notes/${marker.id}`)).status).toBe(404)
  })

  test('INV-28: that is sent ten times at once is kept once', async () => {
    const { ana, liz } = stage.cast
    const { url } = await sharedClip()
    const sent = { ...key(), startMs: 0, body: 'Once' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => ana.post(url, sent)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect((await ana.get(url)).body.items).toHaveLength(1)
    // A key is each person's own, and belongs to one clip.
    expect((await liz.post(url, sent)).status).toBe(201)
    const { url: elsewhere } = await sharedClip()
    expect((await ana.post(elsewhere, sent)).body.code).toBe('client-key-used')
  })

  test('stands in clip order, in pages', async () => {
    const { leslie } = stage.cast
    const { url } = await sharedClip()
    for (const startMs of [9_000, undefined, 3_000, 3_000]) {
      await leslie.post(url, { ...key(), ...(startMs !== undefined && { startMs }), body: 'A thought' })
    }
    const first = (await leslie.get(`${url}?limit=3`)).body
    const second = (await leslie.get(`${url}?limit=3&after=${first.next}`)).body
    expect([...first.items, ...second.items].map(({ startMs }) => startMs)).toEqual([
      null,
      3_000,
      3_000,
      9_000,
    ])
    expect(second.next).toBeNull()
  })

  test('goes out of reach with the clip, and comes back with it', async () => {
    const { leslie, ana, maple } = stage.cast
    const { clipId, grant, url } = await sharedClip()
    const { body: note } = await ana.post(url, { ...key(), body: 'Keep' })
    await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)
    expect((await ana.get(url)).status).toBe(404)
    expect((await ana.patch(`/api/v1/notes/${note.id}`, { body: 'x' })).status).toBe(404)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect((await ana.get(url)).body.items).toEqual([note])
  })

  test.each([
    ['nothing at all', {}, 400, 'empty-note'],
    ['words of spaces', { body: '  ' }, 400, 'invalid'],
    ['a moment after the end', { startMs: 60_001 }, 400, 'beyond-the-clip'],
    ['a range without a start', { endMs: 3, body: 'x' }, 400, 'bad-moment'],
    ['a field nobody knows', { body: 'x', shared: true }, 400, 'invalid'],
  ])('with %s is refused', async (_what, said, status, code) => {
    const { ana } = stage.cast
    const { url } = await sharedClip()
    const answer = await ana.post(url, { ...key(), ...said })
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  test('waits until the clip can be watched', async () => {
    const { leslie } = stage.cast
    const clipId = await clipOf(stage.platform, leslie)
    const { status, body } = await leslie.post(`/api/v1/clips/${clipId}/notes`, { ...key(), body: 'x' })
    expect([status, body.code]).toEqual([409, 'not-watchable'])
  })
})
