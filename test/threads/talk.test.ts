import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { clipOf, readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const said = (more: object = {}) => ({
  cohortId: stage.cast.maple,
  kind: 'notice',
  body: 'A student turns to another.',
  clientKey: randomUUID(),
  ...more,
})

/** A clip of Leslie's that the cohort of Maple Street may see. */
async function sharedClip(more: { durationMs?: number; picture?: boolean } = {}): Promise<ClipId> {
  const clipId = await readyClipOf(stage.platform, stage.cast.leslie, more)
  const { status } = await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, {
    cohortId: stage.cast.maple,
  })
  expect(status).toBe(201)
  return clipId
}

describe('talk about a clip', () => {
  test('starts at an instant and is read back by another', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const region = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 }
    const posted = await ana.post(`/api/v1/clips/${clipId}/threads`, said({ startMs: 42_300, region }))
    expect(posted.status).toBe(201)
    const { body } = await leslie.get(`/api/v1/clips/${clipId}/threads?cohortId=${stage.cast.maple}`)
    expect(body.next).toBeNull()
    expect(body.items).toEqual([
      {
        ...posted.body,
        clipId,
        kind: 'notice',
        startMs: 42_300,
        endMs: null,
        region,
        resolved: null,
        comments: [
          expect.objectContaining({
            body: 'A student turns to another.',
            author: { id: ana.viewer.personId, name: 'Ana' },
            mine: false,
          }),
        ],
        can: { comment: true, resolve: true },
      },
    ])
  })

  test('stands in clip order, whole-clip talk first, then as it was said', async () => {
    const { ana, liz } = stage.cast
    const clipId = await sharedClip()
    for (const [who, more] of [
      [ana, { startMs: 30_000, body: 'd' }],
      [liz, { startMs: 5_000, endMs: 9_000, body: 'b' }],
      [ana, { body: 'a' }],
      [liz, { startMs: 5_000, body: 'c' }],
    ] as const) {
      expect((await who.post(`/api/v1/clips/${clipId}/threads`, said(more))).status).toBe(201)
    }
    const words: string[] = []
    let after = ''
    do {
      const { body } = await ana.get(`/api/v1/clips/${clipId}/threads?limit=1${after && `&after=${after}`}`)
      words.push(...body.items.map((thread: { comments: { body: string }[] }) => thread.comments[0]?.body))
      after = body.next ?? ''
    } while (after)
    expect(words).toEqual(['a', 'b', 'c', 'd'])
  })

  test('is answered, oldest answer first, and edited and deleted by who wrote it', async () => {
    const { ana, liz } = stage.cast
    const clipId = await sharedClip()
    const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, said({ startMs: 1 }))
    const first = await liz.post(`/api/v1/threads/${thread.id}/comments`, {
      body: 'one',
      clientKey: randomUUID(),
    })
    const second = await ana.post(`/api/v1/threads/${thread.id}/comments`, {
      body: 'two',
      clientKey: randomUUID(),
    })
    expect([first.status, second.status]).toEqual([201, 201])

    expect((await ana.patch(`/api/v1/comments/${first.body.id}`, { body: 'mine now' })).status).toBe(403)
    expect((await ana.delete(`/api/v1/comments/${first.body.id}`)).status).toBe(403)
    const edited = await liz.patch(`/api/v1/comments/${first.body.id}`, { body: 'uno' })
    expect(edited.body).toMatchObject({ body: 'uno', editedAt: expect.any(String), mine: true })
    expect((await ana.delete(`/api/v1/comments/${second.body.id}`)).status).toBe(204)

    const { body } = await ana.get(`/api/v1/clips/${clipId}/threads`)
    expect(body.items[0].comments.map((comment: { body: string }) => comment.body)).toEqual([
      'A student turns to another.',
      'uno',
    ])
    expect((await ana.patch(`/api/v1/comments/${second.body.id}`, { body: 'back' })).status).toBe(404)
    expect((await ana.delete(`/api/v1/comments/${second.body.id}`)).status).toBe(404)
  })

  test('INV-29: keeps the place of opening words that were answered, and none of their text', async () => {
    const { ana, liz } = stage.cast
    const clipId = await sharedClip()
    const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, said({ body: 'a secret' }))
    const answer = await liz.post(`/api/v1/threads/${thread.id}/comments`, {
      body: 'an answer',
      clientKey: randomUUID(),
    })
    await ana.delete(`/api/v1/comments/${thread.comments[0].id}`)
    const withAnswer = await liz.get(`/api/v1/clips/${clipId}/threads`)
    expect(withAnswer.body.items[0].comments).toMatchObject([
      { body: null, deletedAt: expect.any(String) },
      { body: 'an answer' },
    ])
    expect(JSON.stringify(withAnswer.body)).not.toContain('a secret')
    await liz.delete(`/api/v1/comments/${answer.body.id}`)
    const empty = await liz.get(`/api/v1/clips/${clipId}/threads`)
    expect(empty.body.items).toEqual([])
  })

  test('is resolved and reopened, twice like once, by those whose it is to do', async () => {
    const { leslie, ana, liz } = stage.cast
    const clipId = await sharedClip()
    const { body: thread } = await liz.post(`/api/v1/clips/${clipId}/threads`, said({ kind: 'wonder' }))
    const resolution = `/api/v1/threads/${thread.id}/resolution`
    expect((await ana.put(resolution)).status).toBe(403)
    expect((await leslie.put(resolution)).status).toBe(204)
    expect((await liz.put(resolution)).status).toBe(204)
    const { body } = await ana.get(`/api/v1/clips/${clipId}/threads`)
    expect(body.items[0].resolved).toMatchObject({ by: { name: 'Leslie' } })
    expect(body.items[0].can).toEqual({ comment: true, resolve: false })
    expect((await ana.delete(resolution)).status).toBe(403)
    expect((await liz.delete(resolution)).status).toBe(204)
    expect((await liz.delete(resolution)).status).toBe(204)
    const again = await ana.get(`/api/v1/clips/${clipId}/threads`)
    expect(again.body.items[0].resolved).toBeNull()
  })

  test('is refused where it makes no sense, with the reason', async () => {
    const { ana, leslie } = stage.cast
    const clipId = await sharedClip({ durationMs: 10_000 })
    const url = `/api/v1/clips/${clipId}/threads`
    for (const [more, status, code] of [
      [{ startMs: 10_001 }, 400, 'beyond-the-clip'],
      [{ startMs: 5, endMs: 5 }, 400, 'bad-moment'],
      [{ startMs: -1 }, 400, 'invalid'],
      [{ startMs: 1.5 }, 400, 'invalid'],
      [{ startMs: '1' }, 400, 'invalid'],
      [{ startMs: null }, 400, 'invalid'],
      [{ kind: 'grade' }, 400, 'invalid'],
      [{ body: ' \n\t' }, 400, 'invalid'],
      [{ body: 'x'.repeat(10_001) }, 400, 'invalid'],
      [{ clientKey: 'short' }, 400, 'invalid'],
      [{ cohortId: 'maple' }, 400, 'invalid'],
      [{ score: 5 }, 400, 'invalid'],
    ] as const) {
      const answer = await ana.post(url, said(more))
      expect([more, answer.status, answer.body.code]).toEqual([more, status, code])
    }
    expect((await ana.send('POST', url, { body: undefined })).status).toBe(400)
    const broken = await ana.fetch(url, {
      method: 'POST',
      body: '{"kind":',
      headers: { 'content-type': 'application/json' },
    })
    expect([broken.status, ((await broken.json()) as { code: string }).code]).toEqual([400, 'malformed-json'])
    expect((await leslie.get(url)).body.items).toEqual([])
    expect((await leslie.get(`${url}?after=nonsense`)).body.code).toBe('bad-cursor')
    expect((await leslie.get(`${url}?limit=0`)).status).toBe(400)
  })

  test('waits until the clip can be watched', async () => {
    const { leslie, maple } = stage.cast
    const clipId = await clipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const answer = await leslie.post(`/api/v1/clips/${clipId}/threads`, said())
    expect([answer.status, answer.body.code]).toEqual([409, 'not-watchable'])
  })

  test('takes any writing there is, and gives it back as it came', async () => {
    const { ana, leslie } = stage.cast
    const clipId = await sharedClip()
    const body = 'שלום ¿qué ves? 👩🏽‍🏫 <b>not bold</b> "quoted" \\ \n second line'
    await ana.post(`/api/v1/clips/${clipId}/threads`, said({ body }))
    expect((await leslie.get(`/api/v1/clips/${clipId}/threads`)).body.items[0].comments[0].body).toBe(body)
  })

  test('with a character no database keeps is refused, not a fault of ours', async () => {
    const { ana } = stage.cast
    const clipId = await sharedClip()
    const answer = await ana.post(`/api/v1/clips/${clipId}/threads`, said({ body: 'a\u0000b' }))
    expect(answer.status).toBe(400)
  })
})
