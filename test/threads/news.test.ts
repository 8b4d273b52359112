import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { eraseTalk } from '../../src/threads/erase-talk.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { listen } from '../support/listen.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function sharedClip(title = 'A lesson'): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return clipId
}
const say = async (who: Person, clipId: ClipId, body = 'words', cohortId = stage.cast.maple) => {
  const said = { cohortId, kind: 'notice', startMs: 1_000, body, clientKey: randomUUID() }
  return (await who.post(`/api/v1/clips/${clipId}/threads`, said)).body
}
const answer = async (who: Person, threadId: string, body = 'an answer') =>
  (await who.post(`/api/v1/threads/${threadId}/comments`, { body, clientKey: randomUUID() })).body
const read = (who: Person, clipId: ClipId, until: string = new Date().toISOString()) =>
  who.send('PUT', `/api/v1/clips/${clipId}/reading`, { body: { until } })
const newsOf = async (who: Person, query = '') => (await who.get(`/api/v1/news${query}`)).body.items
const countsOf = async (who: Person): Promise<[string, number][]> =>
  (await who.get('/api/v1/news/by-clip')).body.items.map(
    ({ clipId, newComments }: { clipId: string; newComments: number }) => [clipId, newComments],
  )
const newTo = async (who: Person, clipId: ClipId): Promise<string[]> =>
  (await who.get(`/api/v1/clips/${clipId}/threads`)).body.items
    .flatMap(({ comments }: { comments: { isNew: boolean; body: string }[] }) => comments)
    .filter(({ isNew }: { isNew: boolean }) => isNew)
    .map(({ body }: { body: string }) => body)
const talkChanged = 'changed {"what":"talk"}'
const readingsOf = (clipId: ClipId) =>
  stage.platform.db.selectFrom('readings').selectAll().where('clipId', '=', clipId).execute()

describe('what is new', () => {
  test('is what others said since one read, and nobody’s own', async () => {
    const { leslie, ana, liz } = stage.cast
    const clipId = await sharedClip('Fractions')
    const thread = await say(ana, clipId, 'look \n here')
    const last = await answer(liz, thread.id, 'I see')
    expect(thread.comments[0].isNew).toBe(false)
    expect(await newTo(leslie, clipId)).toEqual(['look \n here', 'I see'])
    expect(await newTo(ana, clipId)).toEqual(['I see'])
    expect(await newTo(liz, clipId)).toEqual(['look \n here'])
    expect([await countsOf(leslie), await countsOf(ana)]).toEqual([[[clipId, 2]], [[clipId, 1]]])
    expect(await newsOf(leslie)).toMatchObject([
      {
        threadId: thread.id,
        clip: {
          ...{ id: clipId, title: 'Fractions', owner: { name: 'Leslie' }, durationMs: 60_000 },
          posterUrl: expect.stringContaining(clipId),
        },
        cohort: { id: stage.cast.maple, name: 'Maple Street' },
        ...{ kind: 'notice', startMs: 1_000, endMs: null, offClip: false, newComments: 2 },
        latest: { author: { name: 'Liz' }, at: last.createdAt, excerpt: 'I see' },
      },
    ])
    // What an answer gives is enough to say that one has read it: it has no more than milliseconds.
    expect((await read(leslie, clipId, last.createdAt)).status).toBe(204)
    expect([await newTo(leslie, clipId), await newsOf(leslie), await countsOf(leslie)]).toEqual([[], [], []])
    expect(await countsOf(ana)).toEqual([[clipId, 1]])
    await answer(ana, thread.id, 'and then?')
    expect(await newTo(leslie, clipId)).toEqual(['and then?'])
    expect(await newsOf(leslie)).toMatchObject([{ latest: { excerpt: 'and then?' }, newComments: 1 }])
  })

  test('is not what was deleted, and of a long comment only the beginning is told', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const thread = await say(ana, clipId, `${'word '.repeat(100)}end`)
    const slip = await answer(ana, thread.id, 'a slip')
    await ana.delete(`/api/v1/comments/${slip.id}`)
    const [news] = await newsOf(leslie)
    expect(news.newComments).toBe(1)
    expect(news.latest.excerpt).toMatch(/^word .{140,}word…$/)
    await ana.delete(`/api/v1/comments/${thread.comments[0].id}`)
    expect([await newsOf(leslie), await countsOf(leslie)]).toEqual([[], []])
    expect(await newTo(leslie, clipId)).toEqual([])
  })

  test('comes newest first, page by page, and a page that is not ours is refused', async () => {
    const { leslie, ana } = stage.cast
    const clips = [await sharedClip(), await sharedClip()]
    const threads: string[] = []
    for (const at of [0, 1, 0, 1, 0]) threads.push((await say(ana, clips[at] as ClipId)).id)
    // The oldest thread becomes the newest news.
    await answer(ana, threads[0] as string)
    const order = [0, 4, 3, 2, 1].map((at) => threads[at])
    const found: string[] = []
    let after = ''
    do {
      const { body } = await leslie.get(`/api/v1/news?limit=2${after && `&after=${after}`}`)
      found.push(...body.items.map(({ threadId }: { threadId: string }) => threadId))
      after = body.next ?? ''
    } while (after)
    expect(found).toEqual(order)
    const { body: first } = await leslie.get('/api/v1/news/by-clip?limit=1')
    const { body: second } = await leslie.get(`/api/v1/news/by-clip?limit=1&after=${first.next}`)
    expect([...first.items, ...second.items]).toEqual([
      { clipId: clips[1], newComments: 2 },
      { clipId: clips[0], newComments: 4 },
    ])
    expect(second.next).toBeNull()
    for (const key of ['x', [1e300, threads[0]], [-1, threads[0]], [8.65e15, threads[0]], [1, 'x']]) {
      const cursor = Buffer.from(JSON.stringify(key)).toString('base64url')
      const { status, body } = await leslie.get(`/api/v1/news?after=${cursor}`)
      expect([status, body.code]).toEqual([400, 'bad-cursor'])
    }
  })

  test('has its times on the clip as it is cut now', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    await say(ana, clipId)
    await stage.platform.db
      .insertInto('cuts')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, clipId, cutNo: 2, inMs: 400, outMs: 5_400 },
        madeBy: leslie.viewer.personId,
      })
      .execute()
    const cutTo = (cutNo: number) =>
      stage.platform.db
        .updateTable('clips')
        .set({ cutNo, durationMs: 5_000 })
        .where('id', '=', clipId)
        .execute()
    await cutTo(2)
    expect(await newsOf(leslie)).toMatchObject([
      { startMs: 600, offClip: false, clip: { durationMs: 5_000 } },
    ])
    await stage.platform.db.updateTable('cuts').set({ inMs: 2_000 }).execute()
    expect(await newsOf(leslie)).toMatchObject([{ startMs: null, endMs: null, offClip: true }])
  })
})

describe('what is new goes no further than reach', () => {
  const seesNothing = async (who: Person, clipId: ClipId) => {
    expect([await newsOf(who), await countsOf(who)]).toEqual([[], []])
    expect((await read(who, clipId)).status).toBe(404)
  }

  test('nobody hears of a clip, or of the talk of a cohort, that is not theirs', async () => {
    const { leslie, ana, liz, ben, dana, eve, nobody, oak } = stage.cast
    const clipId = await sharedClip()
    const { organisationId, personId } = leslie.viewer
    await stage.platform.db
      .insertInto('memberships')
      .values({ organisationId, cohortId: oak, personId, part: 'participant' })
      .execute()
    await say(leslie, clipId, 'at Maple')
    for (const who of [ben, dana, eve]) await seesNothing(who, clipId)
    for (const path of ['/news', '/news/by-clip']) {
      expect((await nobody.get(`/api/v1${path}`)).status).toBe(401)
    }
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: oak })
    await say(leslie, clipId, 'at Oak', oak)
    expect(await countsOf(ben)).toEqual([[clipId, 1]])
    expect((await newsOf(ben)).map(({ latest }: { latest: { excerpt: string } }) => latest.excerpt)).toEqual([
      'at Oak',
    ])
    expect([await countsOf(liz), await countsOf(ana)]).toEqual([[[clipId, 1]], [[clipId, 2]]])
  })

  test('who leaves the cohort has nothing new from the next request on, and it comes back with them', async () => {
    const { leslie, ana, maple } = stage.cast
    const clipId = await sharedClip()
    await say(leslie, clipId)
    expect(await countsOf(ana)).toEqual([[clipId, 1]])
    await ana.delete(`/api/v1/cohorts/${maple}/members/me`)
    await seesNothing(ana, clipId)
    await stage.platform.db
      .updateTable('memberships')
      .set({ leftAt: null })
      .where('personId', '=', ana.viewer.personId)
      .execute()
    expect(await countsOf(ana)).toEqual([[clipId, 1]])
  })

  test('a grant that ends, and an evaluator who was not agreed to, see nothing', async () => {
    const { leslie, ana, liz } = stage.cast
    const clipId = await sharedClip()
    await say(ana, clipId)
    await stage.platform.db
      .insertInto('evaluators')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, source: 'set' },
        ...{ evaluatorId: liz.viewer.personId, evaluateeId: leslie.viewer.personId },
      })
      .execute()
    await seesNothing(liz, clipId)
    const [grant] = (await leslie.get(`/api/v1/clips/${clipId}`)).body.grants
    await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)
    await seesNothing(ana, clipId)
    expect(await countsOf(leslie)).toEqual([[clipId, 1]])
  })

  test('a clip that is taken back, paused or to be destroyed is news to nobody', async () => {
    const { leslie, ana, liz } = stage.cast
    const clipId = await sharedClip()
    await say(liz, clipId)
    const all = async () => [
      await newsOf(leslie),
      await countsOf(leslie),
      await newsOf(ana),
      await countsOf(ana),
    ]
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await all()).toEqual([[], [], [], []])
    await leslie.delete(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await countsOf(ana)).toEqual([[clipId, 1]])
    await ana.post(`/api/v1/clips/${clipId}/concerns`, { kind: 'tone' })
    expect(await stage.platform.db.selectFrom('clipPauses').select('id').execute()).toHaveLength(1)
    expect(await all()).toEqual([[], [], [], []])
    await stage.platform.db
      .updateTable('clipPauses')
      .set({ resolvedAt: new Date(), resolution: 'kept' })
      .execute()
    expect(await countsOf(ana)).toEqual([[clipId, 1]])
    await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })
    expect(await all()).toEqual([[], [], [], []])
    expect((await read(leslie, clipId)).status).toBe(404)
  })
})

describe('up to when somebody has read', () => {
  test('never goes back, in whatever order two tell it, nor beyond now', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const thread = await say(ana, clipId, 'first')
    const { createdAt } = await answer(ana, thread.id, 'second')
    await read(leslie, clipId, createdAt)
    await read(leslie, clipId, thread.comments[0].createdAt)
    expect(await newTo(leslie, clipId)).toEqual([])

    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        read(ana, clipId, new Date(Date.parse(createdAt) - ((n * 7) % 20) * 1_000).toISOString()),
      ),
    )
    const before = await readingsOf(clipId)
    expect(before).toHaveLength(2)
    expect(before.find(({ personId }) => personId === ana.viewer.personId)?.readUntil.getTime()).toBe(
      Date.parse(createdAt) + 1,
    )

    expect((await read(leslie, clipId, '9999-12-31T23:59:59.999Z')).status).toBe(204)
    await answer(ana, thread.id, 'third')
    expect(await newTo(leslie, clipId)).toEqual(['third'])
    expect((await read(leslie, clipId, '0001-01-01T00:00:00Z')).status).toBe(204)
    expect(await newTo(leslie, clipId)).toEqual(['third'])
    for (const until of ['yesterday', '', '2026-02-31T00:00:00Z', '2026-11-01T23:59:60Z']) {
      expect((await read(leslie, clipId, until)).status).toBe(400)
    }
  })

  test('is told to nobody: no answer and no live notice to the owner differs by who read', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    const thread = await say(leslie, clipId)
    const ask = async () => {
      const paths = ['', '/threads', '/ledger', '/audience']
      const answers = await Promise.all(paths.map((path) => leslie.get(`/api/v1/clips/${clipId}${path}`)))
      const others = await Promise.all([leslie.get(`/api/v1/cohorts`), leslie.get('/api/v1/news')])
      return [...answers, ...others].map(({ status, body }) => ({ status, body }))
    }
    const before = await ask()
    const hears = await listen(leslie, clipId)
    await leslie.put(`/api/v1/threads/${thread.id}/resolution`)
    await hears.until(talkChanged)
    await leslie.delete(`/api/v1/threads/${thread.id}/resolution`)
    await hears.until(talkChanged)
    expect((await read(ana, clipId)).status).toBe(204)
    expect(await readingsOf(clipId)).toHaveLength(1)
    expect(await ask()).toEqual(before)
    await leslie.put(`/api/v1/threads/${thread.id}/resolution`)
    // The first that is heard is what Leslie did afterwards.
    expect(await hears.until(talkChanged)).toEqual([talkChanged])
    hears.close()
  })

  test('goes with the clip, and with the person; an upload that never came to be is removed all the same', async () => {
    const { leslie, ana } = stage.cast
    const clipId = await sharedClip()
    await say(leslie, clipId)
    await read(ana, clipId)
    await read(leslie, clipId)
    expect(await readingsOf(clipId)).toHaveLength(2)
    await stage.platform.db.transaction().execute(async (trx) => {
      expect(await eraseTalk(trx, clipId)).toEqual({ comments: 1, notes: 0 })
    })
    expect(await readingsOf(clipId)).toEqual([])

    const failed = await readyClipOf(stage.platform, leslie)
    await read(leslie, failed)
    await stage.platform.db
      .updateTable('clips')
      .set({ state: 'failed', failureCode: 'no-media' })
      .where('id', '=', failed)
      .execute()
    expect((await leslie.delete(`/api/v1/clips/${failed}`)).status).toBe(204)
    expect(await readingsOf(failed)).toEqual([])
  })
})
