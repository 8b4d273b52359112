import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let clipId: ClipId
beforeAll(async () => {
  stage = await openStage()
  const { leslie, maple } = stage.cast
  clipId = await readyClipOf(stage.platform, leslie)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
})
afterAll(() => stage.close())

const url = () => `/api/v1/clips/${clipId}/threads`
const said = (clientKey: string) => ({ cohortId: stage.cast.maple, kind: 'notice', body: 'once', clientKey })
const count = async (clientKey: string) =>
  (await stage.platform.db.selectFrom('comments').select('id').where('clientKey', '=', clientKey).execute())
    .length

describe('a client key', () => {
  test('INV-28: makes ten posts at once one thread, with the same answer for all', async () => {
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => stage.cast.ana.post(url(), said(key))))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await count(key)).toBe(1)
    const threads = await stage.platform.db
      .selectFrom('threads')
      .select('id')
      .where('clipId', '=', clipId)
      .execute()
    const opened = await stage.platform.db
      .selectFrom('comments')
      .select('threadId')
      .where('opensThread', '=', true)
      .execute()
    // None was left without words by the posts that came too late.
    expect(threads.length).toBe(new Set(opened.map(({ threadId }) => threadId)).size)
  })

  test('INV-28: makes ten answers at once one answer', async () => {
    const { body: thread } = await stage.cast.ana.post(url(), said(randomUUID()))
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        stage.cast.liz.post(`/api/v1/threads/${thread.id}/comments`, { body: 'once', clientKey: key }),
      ),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect(await count(key)).toBe(1)
  })

  test('is each person’s own', async () => {
    const key = randomUUID()
    const [ana, liz] = [
      await stage.cast.ana.post(url(), said(key)),
      await stage.cast.liz.post(url(), said(key)),
    ]
    expect([ana.status, liz.status]).toEqual([201, 201])
    expect(ana.body.id).not.toBe(liz.body.id)
  })

  test('that was used for something else is refused, and nothing is written', async () => {
    const key = randomUUID()
    const { body: thread } = await stage.cast.ana.post(url(), said(key))
    const answer = await stage.cast.ana.post(`/api/v1/threads/${thread.id}/comments`, {
      body: 'x',
      clientKey: key,
    })
    expect([answer.status, answer.body.code]).toEqual([409, 'client-key-used'])
    expect(await count(key)).toBe(1)
  })

  test('of words that were deleted since does not bring them back', async () => {
    const key = randomUUID()
    const { body: thread } = await stage.cast.ana.post(url(), said(key))
    await stage.cast.ana.delete(`/api/v1/comments/${thread.comments[0].id}`)
    const answer = await stage.cast.ana.post(url(), said(key))
    expect([answer.status, answer.body.code]).toEqual([409, 'deleted'])
  })
})
