import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClipId } from '../../src/platform/ids.ts'
import { findSeals } from '../../src/threads/find-seals.ts'
import {
  type Assigned,
  assignmentOf,
  closeByHand,
  closeIn,
  join,
  reply,
  start,
} from '../support/assignments.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { listen } from '../support/listen.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await join(stage.platform.db, stage.cast.ben, stage.cast.maple)
})
afterAll(() => stage.close())

/** A clip of Leslie's, assigned to Maple Street with its first look sealed. Ana and Ben take part, Liz runs it. */
async function sealed(at = 10): Promise<Assigned & { clipId: ClipId }> {
  const { leslie, liz, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return {
    clipId,
    ...(await assignmentOf(stage.platform.db, liz, { cohortId: maple, clipIds: [clipId], at })),
  }
}

const say = (who: Person, clipId: ClipId, body: string, said: object = {}) =>
  start(who, clipId, stage.cast.maple, { body, ...said })

/** What somebody reads of the talk about a clip. */
async function reads(who: Person, clipId: ClipId): Promise<string[]> {
  const { body } = await who.get(`/api/v1/clips/${clipId}/threads?limit=200`)
  return body.items
    .flatMap((thread: { comments: { body: string }[] }) => thread.comments.map((comment) => comment.body))
    .sort()
}

describe('a sealed first look (INV-24)', () => {
  test('keeps colleagues’ words until one’s own first post, and then shows them at once', async () => {
    const { ana, ben } = stage.cast
    const { clipId, stage: id } = await sealed()
    const { body: thread } = await say(ben, clipId, 'from Ben')
    expect(thread.stageId).toBe(id('notice'))
    expect(thread.comments[0].stageId).toBe(id('notice'))
    expect(await reads(ana, clipId)).toEqual([])
    expect(await reads(ben, clipId)).toEqual(['from Ben'])
    expect((await say(ana, clipId, 'from Ana')).status).toBe(201)
    expect(await reads(ana, clipId)).toEqual(['from Ana', 'from Ben'])
    expect(await reads(ben, clipId)).toEqual(['from Ana', 'from Ben'])
  })

  test('does not keep them from the owner of the clip, nor from who runs the cohort', async () => {
    const { leslie, liz, ben } = stage.cast
    const { clipId } = await sealed()
    await say(ben, clipId, 'from Ben')
    expect(await reads(leslie, clipId)).toEqual(['from Ben'])
    expect(await reads(liz, clipId)).toEqual(['from Ben'])
  })

  test('keeps what they write too, from those who have not written yet', async () => {
    const { leslie, liz, ana, clipId } = { ...stage.cast, ...(await sealed()) }
    await say(leslie, clipId, 'from the owner')
    await say(liz, clipId, 'from the facilitator')
    expect(await reads(ana, clipId)).toEqual([])
  })

  test('is one for everything that answers it: a thread of a later stage, and a reply in any', async () => {
    const { leslie, ana, ben, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const { body: before } = await say(leslie, clipId, 'said before')
    await assignmentOf(stage.platform.db, stage.cast.liz, { cohortId: maple, clipIds: [clipId] })
    await say(ben, clipId, 'from Ben')
    await say(ben, clipId, 'wondering', { kind: 'wonder' })
    await reply(ben, before.id, { body: 'a reply to what was said before' })
    const { body: own } = await say(leslie, clipId, 'of the owner')
    expect(await reads(ana, clipId)).toEqual(['said before'])
    expect((await reply(ana, own.id)).status).toBe(404)
    expect((await ana.put(`/api/v1/threads/${own.id}/resolution`)).status).toBe(404)
    // An answer to what was never sealed is a post of one's own.
    expect((await reply(ana, before.id, { body: 'from Ana' })).status).toBe(201)
    expect(await reads(ana, clipId)).toHaveLength(6)
  })

  test('shows nothing of a thread whose own words are deleted and whose answers are sealed', async () => {
    const { leslie, ana, ben, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const { body: before } = await say(leslie, clipId, 'said before')
    await assignmentOf(stage.platform.db, stage.cast.liz, { cohortId: maple, clipIds: [clipId] })
    await reply(ben, before.id)
    await leslie.delete(`/api/v1/comments/${before.comments[0].id}`)
    const { body } = await ana.get(`/api/v1/clips/${clipId}/threads`)
    expect(body.items).toEqual([])
  })

  test('stays open for whoever deleted their only post', async () => {
    const { ana, ben } = stage.cast
    const { clipId } = await sealed()
    await say(ben, clipId, 'from Ben')
    const { body: own } = await say(ana, clipId, 'from Ana')
    expect((await ana.delete(`/api/v1/comments/${own.comments[0].id}`)).status).toBe(204)
    expect(await reads(ana, clipId)).toEqual(['from Ben'])
  })

  test.each([
    ['nothing', ''],
    ['spaces', '  \n\t'],
    ['hard spaces', '\u00a0\u2007\u202f'],
    ['spaces without width', '\u200b\u200c\u200d\u2060\ufeff'],
    ['marks of direction', '\u200e\u200f\u202a\u2066'],
    ['fillers and blank braille', '\u3164\uffa0\u115f\u1160\u2800'],
    ['soft hyphens, joiners, variations and tags', '\u00ad\u034f\ufe0f\u{e0041}'],
    ['control characters', '\u0001\u001b'],
  ])('is not opened by a post of %s, which is refused', async (_what, body) => {
    const { ana, ben } = stage.cast
    const { clipId } = await sealed()
    const { body: theirs } = await say(ben, clipId, 'from Ben')
    expect((await say(ana, clipId, body)).status).toBe(400)
    expect((await reply(ana, theirs.id, { body })).status).toBe(400)
    expect((await ben.patch(`/api/v1/comments/${theirs.comments[0].id}`, { body })).status).toBe(400)
    expect(
      (await ana.post(`/api/v1/clips/${clipId}/notes`, { body, startMs: 0, clientKey: 'a-key-of-hers' }))
        .status,
    ).toBe(400)
    expect(await reads(ana, clipId)).toEqual([])
  })

  test.each(['.', '¿?', '👍', 'é', '好', 'ا'])('is opened by “%s”', async (body) => {
    const { ana, ben } = stage.cast
    const { clipId } = await sealed()
    await say(ben, clipId, 'from Ben')
    expect((await say(ana, clipId, body)).status).toBe(201)
    expect(await reads(ana, clipId)).toContain('from Ben')
  })

  test('is not opened by a post about something else, nor by a private note', async () => {
    const { ana, ben, leslie } = stage.cast
    const [one, other] = [await sealed(), await sealed()]
    await say(ben, one.clipId, 'from Ben')
    await say(ana, other.clipId, 'from Ana')
    await ana.post(`/api/v1/clips/${one.clipId}/notes`, {
      body: 'for me',
      startMs: 0,
      clientKey: 'a-note-for-me',
    })
    expect(await reads(ana, one.clipId)).toEqual([])
    expect(await reads(ana, other.clipId)).toEqual(['from Ana'])
    expect(await reads(leslie, one.clipId)).toEqual(['from Ben'])
  })

  test('opens for everybody when its stage closes: by the clock, by hand, or with all of it', async () => {
    const { ana, ben } = stage.cast
    const { db } = stage.platform
    const byClock = await sealed()
    const byHand = await sealed()
    const closed = await sealed()
    const cancelled = await sealed()
    for (const { clipId } of [byClock, byHand, closed, cancelled]) await say(ben, clipId, 'from Ben')
    await closeIn(db, byClock.stage('notice'), '-1 millisecond')
    await closeByHand(stage.cast.liz, byHand, byHand.stage('notice'))
    const { personId } = stage.cast.liz.viewer
    const at = new Date(Date.now() - 1)
    await db
      .updateTable('assignments')
      .set({ closedBy: personId, closedAt: at })
      .where('id', '=', closed.id)
      .execute()
    await db
      .updateTable('assignments')
      .set({ cancelledBy: personId, cancelledAt: at })
      .where('id', '=', cancelled.id)
      .execute()
    for (const { clipId } of [byClock, byHand, closed, cancelled]) {
      expect(await reads(ana, clipId)).toEqual(['from Ben'])
    }
  })

  test('is none where the stage closes before it opens: it keeps nothing, and nobody waits for it', async () => {
    const { ana, ben, liz } = stage.cast
    const { db } = stage.platform
    const { id, clipId, stage: stageOf } = await sealed()
    await say(ben, clipId, 'from Ben')
    const seals = () => findSeals(db, ana.viewer, clipId)
    expect((await seals()).held).toBe(1)
    const opens = (hours: number) =>
      db
        .updateTable('assignmentStages')
        .set({
          openedAt: new Date(Date.now() + hours * 3_600_000),
          closedAt: new Date(Date.now() + 3_600_000),
        })
        .where('id', '=', stageOf('notice'))
        .execute()
    for (const hours of [1.5, 2]) {
      await opens(hours)
      expect(await seals()).toEqual({ held: 0, opensInMs: null })
      expect(await reads(ana, clipId)).toEqual(['from Ben'])
    }
    // One that is still to come seals what is behind it.
    await opens(0.5)
    expect(await reads(ana, clipId)).toEqual([])
    expect((await seals()).held).toBe(1)
    // Closed as a whole before that, nothing was ever sealed, and nothing opened.
    await db
      .updateTable('assignments')
      .set({ closedBy: liz.viewer.personId, closedAt: new Date(Date.now() - 1) })
      .where('id', '=', id)
      .execute()
    const told = (await ana.get('/api/v1/notices?limit=200')).body.items
    const about = told.filter(({ link }: { link: string }) => link === `/assignments/${id}`)
    expect(about.map(({ what }: { what: string }) => what)).not.toContain('seal opened')
  })

  test('is of one cohort: another that watches the same clip talks as it did', async () => {
    const { leslie, ana, ben, oak } = stage.cast
    const { clipId } = await sealed()
    const { organisationId, personId } = leslie.viewer
    await stage.platform.db
      .insertInto('memberships')
      .values({ organisationId, cohortId: oak, personId, part: 'participant' })
      .onConflict((before) => before.doNothing())
      .execute()
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: oak })
    expect((await start(ben, clipId, oak, { body: 'in Oak Lane' })).body.stageId).toBeNull()
    await say(ben, clipId, 'in Maple Street')
    expect(await reads(ana, clipId)).toEqual(['in Oak Lane'])
  })
})

describe('what was sealed is new from when it opened', () => {
  const newTo = async (who: Person, clipId: ClipId) => {
    const { body } = await who.get(`/api/v1/clips/${clipId}/threads?limit=200`)
    const comments: { body: string; isNew: boolean; createdAt: string; readableAt: string }[] =
      body.items.flatMap((thread: { comments: object[] }) => thread.comments)
    const counted = (await who.get('/api/v1/news/by-clip?limit=200')).body.items.find(
      (item: { clipId: string }) => item.clipId === clipId,
    )
    const fresh = comments.filter(({ isNew }) => isNew)
    expect(counted?.newComments ?? 0).toBe(fresh.length)
    return fresh
  }
  const read = async (who: Person, clipId: ClipId, until = new Date().toISOString()) => {
    expect((await who.send('PUT', `/api/v1/clips/${clipId}/reading`, { body: { until } })).status).toBe(204)
    expect(await newTo(who, clipId)).toEqual([])
  }
  const words = (comments: readonly { body: string }[]) => comments.map(({ body }) => body).sort()

  test.each<[string, (assigned: Assigned & { clipId: ClipId }) => Promise<unknown>]>([
    ['by one’s own first words', ({ clipId }) => say(stage.cast.ana, clipId, 'from Ana')],
    ['by hand', (assigned) => closeByHand(stage.cast.liz, assigned, assigned.stage('notice'))],
    [
      'with all of it',
      ({ id }) =>
        stage.platform.db
          .updateTable('assignments')
          .set({ closedBy: stage.cast.liz.viewer.personId, closedAt: sql<Date>`clock_timestamp()` })
          .where('id', '=', id)
          .execute(),
    ],
    [
      'by the clock',
      async ({ stage: id, clipId }) => {
        await closeIn(stage.platform.db, id('notice'), '300 milliseconds')
        await until(async () => (await reads(stage.cast.ana, clipId)).includes('sealed'))
      },
    ],
  ])('%s, to whom it was kept from and to nobody else', async (_how, open) => {
    const { leslie, ana, ben, liz, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const { body: before } = await say(leslie, clipId, 'said before')
    const assigned = await assignmentOf(stage.platform.db, liz, { cohortId: maple, clipIds: [clipId] })
    await say(ben, clipId, 'sealed')
    await reply(ben, before.id, { body: 'a sealed answer' })
    for (const who of [leslie, liz, ana]) await read(who, clipId)
    await open({ ...assigned, clipId })
    const fresh = await newTo(ana, clipId)
    expect(words(fresh)).toEqual(['a sealed answer', 'sealed'])
    for (const { createdAt, readableAt } of fresh) expect(readableAt > createdAt).toBe(true)
    const hers = ({ body }: { body: string }) => body === 'from Ana'
    for (const who of [leslie, liz])
      expect((await newTo(who, clipId)).filter((one) => !hers(one))).toEqual([])
    // What a comment says of when it could be read is enough to say that one has read it.
    await read(
      ana,
      clipId,
      fresh
        .map(({ readableAt }) => readableAt)
        .toSorted()
        .at(-1),
    )
  })

  test('which is where it stands among the news', async () => {
    const { ana, ben } = stage.cast
    const [one, other] = [await sealed(), await sealed()]
    const { body: first } = await say(ben, one.clipId, 'said first')
    const { body: second } = await say(ben, other.clipId, 'said second')
    await say(ana, other.clipId, 'read first')
    await say(ana, one.clipId, 'read second')
    const { body } = await ana.get('/api/v1/news?limit=2')
    expect(body.items.map(({ threadId }: { threadId: string }) => threadId)).toEqual([first.id, second.id])
    expect(body.items[0].latest).toMatchObject({ excerpt: 'said first', at: first.createdAt })
    const { body: next } = await ana.get('/api/v1/news?limit=1')
    const { body: last } = await ana.get(`/api/v1/news?limit=1&after=${next.next}`)
    expect(last.items[0].threadId).toBe(second.id)
  })
})

describe('where it would show otherwise', () => {
  test('there is no news of what is sealed, and no count of it', async () => {
    const { ana, ben } = stage.cast
    const { clipId } = await sealed()
    await say(ben, clipId, 'from Ben')
    const news = async () => ({
      threads: (await ana.get('/api/v1/news?limit=200')).body.items.filter(
        (item: { clip: { id: string } }) => item.clip.id === clipId,
      ),
      counts: (await ana.get('/api/v1/news/by-clip?limit=200')).body.items.filter(
        (item: { clipId: string }) => item.clipId === clipId,
      ),
    })
    expect(await news()).toEqual({ threads: [], counts: [] })
    await say(ana, clipId, 'from Ana')
    expect(await news()).toMatchObject({ threads: [{ newComments: 1 }], counts: [{ newComments: 1 }] })
  })

  test('live notices tell of it only those who may read it, and everybody once it opens', async () => {
    const { leslie, ana, ben, liz } = stage.cast
    const assigned = await sealed()
    const { clipId } = assigned
    const talk = 'changed {"what":"talk"}'
    const [anas, owners, lizzes] = [
      await listen(ana, clipId),
      await listen(leslie, clipId),
      await listen(liz, clipId),
    ]
    const { body: thread } = await say(ben, clipId, 'from Ben')
    await reply(ben, thread.id)
    await ben.patch(`/api/v1/comments/${thread.comments[0].id}`, { body: 'from Ben, better' })
    await ben.put(`/api/v1/threads/${thread.id}/resolution`)
    await ben.delete(`/api/v1/threads/${thread.id}/resolution`)
    await ben.delete(`/api/v1/comments/${thread.comments[0].id}`)
    for (let times = 0; times < 6; times++) {
      await owners.until(talk)
      await lizzes.until(talk)
    }
    // What she hears next is what she may: that the clip changed.
    await leslie.patch(`/api/v1/clips/${clipId}`, { title: 'Another title' })
    expect(await anas.until('changed {"what":"clip"}')).toEqual(['changed {"what":"clip"}'])
    await closeByHand(liz, assigned, assigned.stage('notice'))
    expect(await anas.next()).toBe('changed {"what":"stages"}')
    expect(await anas.next()).toBe(talk)
    for (const one of [anas, owners, lizzes]) one.close()
  })

  test('a live notice comes at the time at which it opens by itself', async () => {
    const { ana, ben } = stage.cast
    const { clipId, stage: id } = await sealed()
    await say(ben, clipId, 'from Ben')
    await closeIn(stage.platform.db, id('notice'), '700 milliseconds')
    const hers = await listen(ana, clipId)
    expect(await reads(ana, clipId)).toEqual([])
    expect(await hers.next()).toBe('changed {"what":"talk"}')
    expect(await reads(ana, clipId)).toEqual(['from Ben'])
    hers.close()
  })

  test('somebody’s own first post tells them that there is more to read', async () => {
    const { ana, ben } = stage.cast
    const { clipId } = await sealed()
    await say(ben, clipId, 'from Ben')
    const hers = await listen(ana, clipId)
    await say(ana, clipId, 'from Ana')
    expect(await hers.next()).toBe('changed {"what":"talk"}')
    await say(ben, clipId, 'more from Ben')
    expect(await hers.next()).toBe('changed {"what":"talk"}')
    hers.close()
  })
})
