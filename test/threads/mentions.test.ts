import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId, CohortId, PersonId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function sharedClip(): Promise<ClipId> {
  const clipId = await readyClipOf(stage.platform, stage.cast.leslie)
  await stage.cast.leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: stage.cast.maple })
  return clipId
}

const idsOf = (...people: readonly Person[]) => people.map(({ viewer }) => viewer.personId)
const start = (who: Person, clipId: ClipId, body: string, mentions?: readonly string[]) =>
  who.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId: stage.cast.maple, kind: 'wonder', body, clientKey: randomUUID() },
    ...(mentions && { mentions }),
  })
const answer = (who: Person, threadId: string, body: string, mentions: readonly string[]) =>
  who.post(`/api/v1/threads/${threadId}/comments`, { body, mentions, clientKey: randomUUID() })
const read = async (who: Person, clipId: ClipId) =>
  (await who.get(`/api/v1/clips/${clipId}/threads`)).body.items
const rowsOf = async (commentId: string) =>
  Number(
    (
      await sql<{ n: string }>`select count(*) n from mentions where comment_id = ${commentId}`.execute(
        stage.platform.db,
      )
    ).rows[0]?.n,
  )
const setLeft = (personId: PersonId, cohortId: CohortId, leftAt: Date | null) =>
  stage.platform.db
    .updateTable('memberships')
    .set({ leftAt })
    .where('cohortId', '=', cohortId)
    .where('personId', '=', personId)
    .execute()

describe('a mention', () => {
  test('is of people in the cohort, shown by name with the words, to everybody who reads them, each once', async () => {
    const { leslie, ana, liz } = stage.cast
    const clipId = await sharedClip()
    const [anaId = '', lizId = ''] = idsOf(ana, liz)
    const started = await start(leslie, clipId, '@Liz and @Ana?', [lizId, anaId, lizId])
    expect(started.status).toBe(201)
    const both = [
      { id: anaId, name: 'Ana' },
      { id: lizId, name: 'Liz' },
    ]
    expect(started.body.comments[0].mentions).toEqual(both)
    const answered = await answer(ana, started.body.id, 'ask @Liz', [lizId])
    expect(answered.body.mentions).toEqual([{ id: lizId, name: 'Liz' }])
    for (const who of [leslie, ana, liz]) {
      const [thread] = await read(who, clipId)
      expect(thread.comments.map(({ mentions }: { mentions: object[] }) => mentions)).toEqual([
        both,
        [{ id: lizId, name: 'Liz' }],
      ])
    }
  })

  test('of anybody else is refused in one way, be they real or not, and then nothing is said', async () => {
    const { leslie, ana, ben, dana, eve } = stage.cast
    const clipId = await sharedClip()
    const { body: thread } = await start(leslie, clipId, 'words')
    for (const stranger of [...idsOf(ben, dana, eve), randomUUID()]) {
      const mentions = [...idsOf(ana), stranger]
      const refused = [
        await start(leslie, clipId, 'x', mentions),
        await answer(leslie, thread.id, 'x', mentions),
      ]
      refused.push(await leslie.patch(`/api/v1/comments/${thread.comments[0].id}`, { body: 'x', mentions }))
      for (const { status, body } of refused) {
        expect([status, body.code, body.detail]).toEqual([400, 'not-in-cohort', refused[0]?.body.detail])
      }
    }
    const [only, ...others] = await read(leslie, clipId)
    expect(others).toEqual([])
    expect(only.comments).toMatchObject([{ body: 'words', mentions: [], editedAt: null }])
  })

  test('changes with an edit that says so, and not with one that does not', async () => {
    const { leslie, ana, liz } = stage.cast
    const clipId = await sharedClip()
    const [anaId = '', lizId = ''] = idsOf(ana, liz)
    const { body: thread } = await start(leslie, clipId, '@Ana', [anaId])
    const path = `/api/v1/comments/${thread.comments[0].id}`
    const names = ({ body }: { body: { mentions: { name: string }[] } }) =>
      body.mentions.map(({ name }) => name)
    expect(names(await leslie.patch(path, { body: '@Ana, please' }))).toEqual(['Ana'])
    expect(names(await leslie.patch(path, { body: '@Liz', mentions: [lizId] }))).toEqual(['Liz'])
    expect(names(await leslie.patch(path, { body: 'nobody', mentions: [] }))).toEqual([])
    expect((await ana.patch(path, { body: 'x', mentions: [anaId] })).status).toBe(403)
  })

  test('goes with who leaves the cohort: their name is a word in the text, and comes back with them', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await sharedClip()
    const { body: thread } = await start(leslie, clipId, 'Ask @Ana.', idsOf(ana))
    await setLeft(ana.viewer.personId, maple, new Date())
    const [left] = await read(leslie, clipId)
    expect(left.comments[0]).toMatchObject({ body: 'Ask @Ana.', mentions: [] })
    expect((await answer(leslie, thread.id, '@Ana', idsOf(ana))).body.code).toBe('not-in-cohort')
    await setLeft(ana.viewer.personId, maple, null)
    const [back] = await read(leslie, clipId)
    expect(back.comments[0].mentions).toMatchObject([{ name: 'Ana' }])
  })

  test('is answered again for the same key, also once who is mentioned has left', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await sharedClip()
    const said = {
      ...{ cohortId: maple, kind: 'wonder', body: '@Ana?', clientKey: randomUUID() },
      mentions: idsOf(ana),
    }
    const first = await leslie.post(`/api/v1/clips/${clipId}/threads`, said)
    await setLeft(ana.viewer.personId, maple, new Date())
    const again = await leslie.post(`/api/v1/clips/${clipId}/threads`, said)
    await setLeft(ana.viewer.personId, maple, null)
    expect([again.status, again.body.id]).toEqual([201, first.body.id])
    const twice = { ...said, clientKey: randomUUID() }
    const both = await Promise.all(
      Array.from({ length: 4 }, () => leslie.post(`/api/v1/clips/${clipId}/threads`, twice)),
    )
    expect(new Set(both.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
    expect(await rowsOf(both[0]?.body.comments[0].id)).toBe(1)
  })

  test('leaves nothing behind when the words are deleted', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const { body: thread } = await start(leslie, clipId, '@Ana', idsOf(ana))
    const [{ id }] = thread.comments
    expect(await rowsOf(id)).toBe(1)
    await leslie.delete(`/api/v1/comments/${id}`)
    expect(await rowsOf(id)).toBe(0)
  })
})
