import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { dropTalk, eraseTalk } from '../../src/threads/erase-talk.ts'
import { assignmentOf, start } from '../support/assignments.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { listen } from '../support/listen.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function talk(): Promise<{ clipId: ClipId; threadId: string; commentId: string; grantId: string }> {
  const { leslie, ana, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  const { body: grant } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId: maple, kind: 'notice', body: 'A hand goes up.', clientKey: randomUUID() },
  })
  return { clipId, threadId: thread.id, commentId: thread.comments[0].id, grantId: grant.id }
}

const read = async (who: Person, clipId: ClipId) =>
  (await who.get(`/api/v1/clips/${clipId}/threads`)).body.items[0]
const thanksOf = async (who: Person, clipId: ClipId) => (await read(who, clipId)).comments[0].thanks
const rows = (table: 'thanks' | 'bringings') => stage.platform.db.selectFrom(table).selectAll()

describe('thanks', () => {
  test('are shown by name to the author alone; everybody else sees their own, and never how many', async () => {
    const { leslie, ana, liz } = stage.cast
    const { clipId, commentId } = await talk()
    for (const who of [liz, leslie]) {
      expect((await who.put(`/api/v1/comments/${commentId}/thanks`)).status).toBe(204)
    }
    expect(await thanksOf(ana, clipId)).toEqual({
      mine: false,
      by: [
        { id: liz.viewer.personId, name: 'Liz' },
        { id: leslie.viewer.personId, name: 'Leslie' },
      ],
    })
    expect(await thanksOf(liz, clipId)).toEqual({ mine: true, by: null })
    await liz.delete(`/api/v1/comments/${commentId}/thanks`)
    expect(await thanksOf(liz, clipId)).toEqual({ mine: false, by: null })
    expect((await thanksOf(ana, clipId)).by).toMatchObject([{ name: 'Leslie' }])
  })

  test('twice, also at once, are once; taken back twice, too', async () => {
    const { ana, liz } = stage.cast
    const { clipId, commentId } = await talk()
    const path = `/api/v1/comments/${commentId}/thanks`
    const answers = await Promise.all(Array.from({ length: 8 }, () => liz.put(path)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204))
    expect((await thanksOf(ana, clipId)).by).toHaveLength(1)
    const back = await Promise.all(Array.from({ length: 4 }, () => liz.delete(path)))
    expect(back.map(({ status }) => status)).toEqual(Array(4).fill(204))
    expect((await thanksOf(ana, clipId)).by).toEqual([])
  })

  test('for one’s own words are refused', async () => {
    const { ana } = stage.cast
    const { clipId, commentId } = await talk()
    const { status, body } = await ana.put(`/api/v1/comments/${commentId}/thanks`)
    expect([status, body.code]).toEqual([409, 'own-words'])
    expect((await ana.delete(`/api/v1/comments/${commentId}/thanks`)).status).toBe(204)
    expect((await thanksOf(ana, clipId)).by).toEqual([])
  })

  test('go with the words, also where these are deleted at the same moment', async () => {
    const { ana, liz, leslie } = stage.cast
    for (let round = 0; round < 10; round += 1) {
      const { commentId } = await talk()
      await leslie.put(`/api/v1/comments/${commentId}/thanks`)
      const [, thanked] = await Promise.all([
        ana.delete(`/api/v1/comments/${commentId}`),
        liz.put(`/api/v1/comments/${commentId}/thanks`),
      ])
      expect([204, 404]).toContain(thanked.status)
      expect(
        await rows('thanks')
          .where('commentId', '=', commentId as never)
          .execute(),
      ).toEqual([])
      expect((await liz.put(`/api/v1/comments/${commentId}/thanks`)).status).toBe(404)
    }
  })
})

describe('bringing a thread to the meeting', () => {
  test('is for anybody who reads it, and shown by names; each takes back their own', async () => {
    const { leslie, ana, liz } = stage.cast
    const { clipId, threadId } = await talk()
    const path = `/api/v1/threads/${threadId}/bringing`
    const twice = await Promise.all(Array.from({ length: 8 }, () => liz.put(path)))
    expect(twice.map(({ status }) => status)).toEqual(Array(8).fill(204))
    await ana.put(path)
    const by = [
      { id: liz.viewer.personId, name: 'Liz' },
      { id: ana.viewer.personId, name: 'Ana' },
    ]
    expect((await read(ana, clipId)).brought).toEqual({ mine: true, by })
    expect((await read(leslie, clipId)).brought).toEqual({ mine: false, by })
    expect((await leslie.delete(path)).status).toBe(204)
    expect((await read(liz, clipId)).brought.by).toEqual(by)
    await liz.delete(path)
    await liz.delete(path)
    expect((await read(liz, clipId)).brought).toEqual({ mine: false, by: by.slice(1) })
  })

  test('is open to who may only watch, and to the owner', async () => {
    const { leslie, ana, liz, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple, canComment: false })
    const { body: thread } = await leslie.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId: maple, kind: 'wonder', body: 'Who begins?', clientKey: randomUUID() },
    })
    expect(thread.brought).toEqual({ mine: false, by: [] })
    for (const who of [ana, liz, leslie]) {
      expect((await who.put(`/api/v1/threads/${thread.id}/bringing`)).status).toBe(204)
    }
    expect((await read(ana, clipId)).brought.by).toHaveLength(3)
    expect((await ana.put(`/api/v1/comments/${thread.comments[0].id}/thanks`)).status).toBe(204)
  })
})

test('each of these is told live to who reads the talk, once, and never what it is', async () => {
  const { leslie, ana, liz } = stage.cast
  const { clipId, threadId, commentId } = await talk()
  const hears = await listen(ana, clipId)
  for (const path of [`/api/v1/comments/${commentId}/thanks`, `/api/v1/threads/${threadId}/bringing`]) {
    for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE'] as const) await liz.send(method, path)
  }
  await leslie.patch(`/api/v1/clips/${clipId}`, { question: 'Who begins?' })
  const heard = await hears.until('changed {"what":"clip"}')
  expect(heard.filter((event) => event === 'changed {"what":"talk"}')).toHaveLength(4)
  hears.close()
})

describe('out of reach', () => {
  const asked = (threadId: string, commentId: string) =>
    (['PUT', 'DELETE'] as const).flatMap((method) => [
      [method, `/api/v1/comments/${commentId}/thanks`] as const,
      [method, `/api/v1/threads/${threadId}/bringing`] as const,
    ])

  async function refused(who: Person, { threadId, commentId }: { threadId: string; commentId: string }) {
    const unreal = asked(randomUUID(), randomUUID())
    for (const [at, [method, path]] of asked(threadId, commentId).entries()) {
      const answer = await who.send(method, path)
      const random = await who.send(method, unreal[at]?.[1] ?? '')
      expect([who.name, method, path, answer.status]).toEqual([who.name, method, path, 404])
      expect({ ...answer.body, instance: '' }).toEqual({ ...random.body, instance: '' })
    }
    expect(
      await rows('bringings')
        .where('threadId', '=', threadId as never)
        .execute(),
    ).toEqual([])
    expect(
      await rows('thanks')
        .where('commentId', '=', commentId as never)
        .execute(),
    ).toEqual([])
  }

  test('another cohort, another organisation and offices are answered as if it never was', async () => {
    const { ben, dana, eve } = stage.cast
    const said = await talk()
    for (const who of [ben, dana, eve]) await refused(who, said)
  })

  test('so is who left the cohort', async () => {
    const { liz, maple } = stage.cast
    const said = await talk()
    const left = (leftAt: Date | null) =>
      stage.platform.db
        .updateTable('memberships')
        .set({ leftAt })
        .where('cohortId', '=', maple)
        .where('personId', '=', liz.viewer.personId)
        .execute()
    await left(new Date())
    await refused(liz, said)
    await left(null)
  })

  test('so are all but the owner once the clip is shared no longer, or withdrawn', async () => {
    const { leslie, ana, liz } = stage.cast
    const unshared = await talk()
    await leslie.delete(`/api/v1/clips/${unshared.clipId}/grants/${unshared.grantId}`)
    const withdrawn = await talk()
    await leslie.put(`/api/v1/clips/${withdrawn.clipId}/withdrawal`)
    for (const said of [unshared, withdrawn]) {
      await refused(liz, said)
      await refused(ana, said)
      expect((await leslie.put(`/api/v1/threads/${said.threadId}/bringing`)).status).toBe(204)
    }
  })

  test('so is what a first look keeps from somebody, whoever mentions them or brings it', async () => {
    const { leslie, ana, liz, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await assignmentOf(stage.platform.db, liz, { cohortId: maple, clipIds: [clipId] })
    const { body: thread } = await leslie.post(`/api/v1/clips/${clipId}/threads`, {
      ...{ cohortId: maple, kind: 'notice', startMs: 1000, body: '@Ana?', clientKey: randomUUID() },
      mentions: [ana.viewer.personId],
    })
    const said = { threadId: thread.id, commentId: thread.comments[0].id }
    await refused(ana, said)
    await liz.put(`/api/v1/threads/${said.threadId}/bringing`)
    await liz.put(`/api/v1/comments/${said.commentId}/thanks`)
    expect((await ana.get(`/api/v1/clips/${clipId}/threads`)).body.items).toEqual([])
    const { body: own } = await start(ana, clipId, maple)
    expect((await read(ana, clipId)).id).toBe(said.threadId)
    expect((await ana.put(`/api/v1/threads/${said.threadId}/bringing`)).status).toBe(204)
    // Not closed again by deleting it.
    await ana.delete(`/api/v1/comments/${own.comments[0].id}`)
    expect((await ana.put(`/api/v1/comments/${said.commentId}/thanks`)).status).toBe(204)
    expect((await read(leslie, clipId)).brought.by).toHaveLength(2)
  })

  test('what was purged takes thanks and bringings with it', async () => {
    const { leslie, liz } = stage.cast
    const { db } = stage.platform
    const { clipId, threadId, commentId } = await talk()
    for (const [table, id] of [
      ['comments', commentId],
      ['threads', threadId],
    ]) {
      await liz.put(`/api/v1/${table}/${id}/${table === 'comments' ? 'thanks' : 'bringing'}`)
    }
    await leslie.post(`/api/v1/threads/${threadId}/comments`, {
      ...{ body: '@Liz', mentions: [liz.viewer.personId], clientKey: randomUUID() },
    })
    await eraseTalk(db, clipId)
    const left = await Promise.all([
      rows('thanks')
        .where('commentId', '=', commentId as never)
        .execute(),
      rows('bringings')
        .where('threadId', '=', threadId as never)
        .execute(),
      db
        .selectFrom('mentions')
        .innerJoin('comments', 'comments.id', 'mentions.commentId')
        .select('mentions.personId')
        .where('comments.threadId', '=', threadId as never)
        .execute(),
    ])
    expect(left).toEqual([[], [], []])
    await liz.put(`/api/v1/threads/${threadId}/bringing`)
    await dropTalk(db, clipId)
    expect(
      await rows('bringings')
        .where('threadId', '=', threadId as never)
        .execute(),
    ).toEqual([])
  })
})
