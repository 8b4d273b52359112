import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Person, password } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { exportOf } from '../support/exports.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const rename = ({ viewer }: Person, name: string) =>
  stage.platform.db.updateTable('people').set({ name }).where('id', '=', viewer.personId).execute()

/** Ana asks, and Leslie, whose clip it is, answers her and Liz, whose name is a beginning of another one. */
async function talk() {
  const { leslie, ana, liz, maple } = stage.cast
  await rename(liz, 'Liz (2.)')
  const clipId = await readyClipOf(stage.platform, leslie, { title: 'Fractions' })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  const mentions = [ana, liz].map(({ viewer }) => viewer.personId)
  const { body: thread } = await ana.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId: maple, kind: 'wonder', body: 'ask @Liz (2.)', clientKey: randomUUID() },
    mentions: mentions.slice(1),
  })
  const { body: reply } = await leslie.post(`/api/v1/threads/${thread.id}/comments`, {
    ...{ body: '@Ana, @Anabel and @Liz (2.)!', clientKey: randomUUID(), mentions },
  })
  await ana.put(`/api/v1/comments/${reply.id}/thanks`)
  await liz.put(`/api/v1/comments/${reply.id}/thanks`)
  await ana.put(`/api/v1/threads/${thread.id}/bringing`)
  await liz.put(`/api/v1/threads/${thread.id}/bringing`)
  const read = async (who: Person) => (await who.get(`/api/v1/clips/${clipId}/threads`)).body.items[0]
  return { clipId, threadId: thread.id, commentId: reply.id, read }
}

describe('thanks, bringings and mentions', () => {
  test('INV-35: are in the export of whose they are, without anybody’s name', async () => {
    const { leslie, ana } = stage.cast
    const { clipId, threadId, commentId } = await talk()
    const files = await exportOf(stage.platform, ana)
    expect(JSON.parse(String(files.get('responses.json')))).toEqual({
      thanks: [{ commentId, threadId, clipId, clip: 'Fractions', thankedAt: expect.any(String) }],
      bringings: [{ threadId, clipId, clip: 'Fractions', broughtAt: expect.any(String) }],
    })
    const [thread] = JSON.parse(String(files.get('talk.json')))
    expect(thread.comments).toMatchObject([
      { by: 'me', body: 'ask @Liz (2.)', mentions: ['Colleague 1'] },
      { by: 'Colleague 2', body: '@me, @Anabel and @Colleague 1!', mentions: ['me', 'Colleague 1'] },
    ])
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    const later = await exportOf(stage.platform, ana)
    expect(JSON.parse(String(later.get('responses.json'))).thanks).toMatchObject([{ commentId, clip: null }])
    expect(JSON.parse(String((await exportOf(stage.platform, leslie)).get('responses.json')))).toEqual({
      ...{ thanks: [], bringings: [] },
    })
  })

  test('INV-34: go with a person who is erased, and the name that stood in others’ words with them', async () => {
    const { leslie, ana, liz } = stage.cast
    const { read } = await talk()
    expect(
      (await liz.send('DELETE', '/api/v1/me', { body: { confirm: liz.email, password, words: 'keep' } }))
        .status,
    ).toBe(204)
    const thread = await read(leslie)
    expect(thread.comments.map(({ body }: { body: string }) => body)).toEqual([
      'ask @Former member',
      '@Ana, @Anabel and @Former member!',
    ])
    expect(thread.brought.by).toEqual([{ id: ana.viewer.personId, name: 'Ana' }])
    expect(thread.comments[1].thanks.by).toEqual([{ id: ana.viewer.personId, name: 'Ana' }])
    await ana.send('DELETE', '/api/v1/me', { body: { confirm: ana.email, password, words: 'remove' } })
    const bare = await read(leslie)
    expect(bare.comments.map(({ body }: { body: string }) => body)).toEqual([
      null,
      '@Former member, @Anabel and @Former member!',
    ])
    expect([bare.brought.by, bare.comments[1].thanks.by, bare.comments[0].mentions]).toEqual([[], [], []])
    const left = await Promise.all(
      (['mentions', 'thanks', 'bringings'] as const).map((table) =>
        stage.platform.db.selectFrom(table).selectAll().execute(),
      ),
    )
    expect(left).toEqual([[], [], []])
  })
})
