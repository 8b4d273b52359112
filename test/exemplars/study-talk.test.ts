import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { announceAssigned } from '../../src/assignments/announce-assigned.ts'
import type { ClipId, CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { exemplarOf } from '../support/exemplars.ts'
import { exportOf } from '../support/exports.ts'
import { listen } from '../support/listen.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { assignmentOf } from '../support/staged-talk.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const say = (who: Person, clipId: ClipId, cohortId: CohortId, body: string, more: object = {}) =>
  who.post(`/api/v1/clips/${clipId}/threads`, {
    ...{ cohortId, kind: 'notice', body, startMs: 1_000, clientKey: randomUUID(), ...more },
  })
const answer = (who: Person, threadId: string, body: string) =>
  who.post(`/api/v1/threads/${threadId}/comments`, { body, clientKey: randomUUID() })
const wordsFor = async (who: Person, clipId: ClipId, query = ''): Promise<string[]> =>
  ((await who.get(`/api/v1/clips/${clipId}/threads${query}`)).body.items ?? []).flatMap(
    ({ comments }: { comments: { body: string }[] }) => comments.map(({ body }) => body),
  )
const join = (who: Person, cohortId: CohortId) =>
  stage.platform.db
    .insertInto('memberships')
    .values({ ...who.viewer, cohortId, part: 'participant' })
    .execute()
const everythingFor = async (who: Person): Promise<string> =>
  JSON.stringify(
    await Promise.all(
      ['news', 'news/by-clip', 'notices', 'me/words', 'clips'].map(
        async (path) => (await who.get(`/api/v1/${path}`)).body,
      ),
    ),
  )

describe('INV-14, INV-17: what a cohort says while it studies an exemplar', () => {
  test('is read by those of the cohort who see the exemplar: by no other cohort, and never by its owner', async () => {
    const { leslie, ana, liz, ben, oak, maple } = stage.cast
    const { clipId } = await exemplarOf(stage.platform, leslie, { by: liz })
    expect((await ben.get(`/api/v1/clips/${clipId}`)).body.studiedIn).toEqual([{ id: oak, name: 'Oak Lane' }])
    const { status, body: thread } = await say(ben, clipId, oak, 'they wait long')
    expect(status).toBe(201)
    expect((await answer(ana, thread.id, 'longer than I do')).status).toBe(201)
    expect(await wordsFor(ana, clipId)).toEqual(['they wait long', 'longer than I do'])
    expect(await wordsFor(liz, clipId)).toEqual([])
    expect((await liz.get(`/api/v1/clips/${clipId}/threads?cohortId=${oak}`)).status).toBe(404)

    // Not even as a member of the very cohort.
    await join(leslie, oak)
    for (const query of ['', `?cohortId=${oak}`]) expect(await wordsFor(leslie, clipId, query)).toEqual([])
    const [comment] = thread.comments
    const tries = await Promise.all([
      answer(leslie, thread.id, 'that was hard'),
      leslie.put(`/api/v1/threads/${thread.id}/resolution`),
      leslie.put(`/api/v1/threads/${thread.id}/bringing`),
      leslie.put(`/api/v1/comments/${comment.id}/thanks`),
      leslie.patch(`/api/v1/comments/${comment.id}`, { body: 'changed' }),
      leslie.delete(`/api/v1/comments/${comment.id}`),
    ])
    expect(tries.map((tried) => tried.status)).toEqual([404, 404, 404, 404, 404, 404])
    expect((await say(leslie, clipId, oak, 'may I?')).body.code).toBe('not-shared')
    expect(await everythingFor(leslie)).not.toMatch(/they wait long|longer than I do/)

    // Nor once she shares it with them: from then on they talk with her, and that she reads.
    expect((await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: oak })).status).toBe(201)
    await say(ben, clipId, oak, 'welcome, Leslie')
    await answer(ana, thread.id, 'still among us')
    expect(await wordsFor(leslie, clipId)).toEqual(['welcome, Leslie'])
    expect((await answer(leslie, thread.id, 'now?')).status).toBe(404)
    expect((await wordsFor(ben, clipId)).toSorted()).toEqual(
      ['longer than I do', 'still among us', 'they wait long', 'welcome, Leslie'].toSorted(),
    )
    expect(await wordsFor(liz, clipId)).toEqual([])
    expect(maple).not.toBe(oak)
  })

  test('reaches its owner by no mention, notice, news, thanks or event', async () => {
    const { leslie, ana, liz, ben, oak, maple } = stage.cast
    const { clipId } = await exemplarOf(stage.platform, leslie, { by: liz })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    await join(leslie, oak)
    const [owner, other, own] = [
      await listen(leslie, clipId),
      await listen(liz, clipId),
      await listen(ben, clipId),
    ]
    const mentioned = await say(ben, clipId, oak, '@Leslie should see this', {
      mentions: [leslie.viewer.personId],
    })
    expect(mentioned.status).toBe(201)
    await ana.put(`/api/v1/comments/${mentioned.body.comments[0].id}/thanks`)
    await ana.put(`/api/v1/threads/${mentioned.body.id}/bringing`)
    await own.until('changed {"what":"talk"}')
    await say(ana, clipId, maple, 'with you, Leslie')
    const heard = [await owner.until('changed {"what":"talk"}'), await other.until('changed {"what":"talk"}')]
    // All that was said before it has been heard by then, or nobody was told.
    await leslie.patch(`/api/v1/clips/${clipId}`, { tried: 'anew' })
    heard[0]?.push(...(await owner.until('changed {"what":"clip"}')))
    heard[1]?.push(...(await other.until('changed {"what":"clip"}')))
    for (const events of heard) expect(events.filter((event) => event.includes('talk'))).toHaveLength(1)
    for (const stream of [owner, other, own]) stream.close()
    const notices = await leslie.get('/api/v1/notices')
    expect(notices.body.items.map(({ what }: { what: string }) => what)).not.toContain('mention')
    expect(notices.body.items.map(({ what }: { what: string }) => what)).toContain('thread')
    expect(await everythingFor(leslie)).not.toContain('should see this')
  })

  test('and that it is asked of a cohort at all, its owner does not hear either', async () => {
    const { leslie, liz, ben, oak, maple } = stage.cast
    const { clipId } = await exemplarOf(stage.platform, leslie, { by: liz })
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    const [theirs, ours] = [
      await assignmentOf(stage.platform, { by: ben, cohortId: oak, clipIds: [clipId], due: 60 }),
      await assignmentOf(stage.platform, { by: liz, cohortId: maple, clipIds: [clipId], due: 60 }),
    ]
    const { db } = stage.platform
    const owner = await listen(leslie, clipId)
    const bens = await listen(ben, clipId)
    await announceAssigned(db, { id: theirs.id, cohortId: oak })
    await bens.until('changed {"what":"stages"}')
    await announceAssigned(db, { id: ours.id, cohortId: maple })
    const heard = await owner.until('changed {"what":"stages"}')
    await leslie.patch(`/api/v1/clips/${clipId}`, { tried: 'anew' })
    heard.push(...(await owner.until('changed {"what":"clip"}')))
    expect(heard.filter((event) => event.includes('stages'))).toHaveLength(1)
    owner.close()
    bens.close()
    expect((await leslie.get(`/api/v1/clips/${clipId}/assignments`)).body.items).toHaveLength(1)
  })

  test('goes to the room of those who all see the exemplar, and not where its owner sits in it', async () => {
    const { leslie, ana, liz, ben, oak } = stage.cast
    const { clipId } = await exemplarOf(stage.platform, leslie, { by: liz, showsName: false })
    const { id } = await assignmentOf(stage.platform, { by: ben, cohortId: oak, clipIds: [clipId], due: 60 })
    const said = await say(ben, clipId, oak, 'for the room')
    expect([said.status, said.body.stageId]).toEqual([201, expect.any(String)])
    const momentsFor = async (who: Person) => (await who.get(`/api/v1/assignments/${id}/pack`)).body.moments
    expect(await momentsFor(ana)).toMatchObject([
      { excerpt: 'for the room', clip: { id: clipId, owner: null } },
    ])
    await join(leslie, oak)
    for (const who of [ana, leslie]) expect(await momentsFor(who)).toEqual([])
  })

  test('does not go to the room where somebody there does not belong to the audience', async () => {
    const { leslie, ana, liz, ben, oak } = stage.cast
    const kind = 'cohort' as const
    const { clipId } = await exemplarOf(stage.platform, leslie, { by: liz, audience: { kind, id: oak } })
    const { id } = await assignmentOf(stage.platform, { by: ben, cohortId: oak, clipIds: [clipId], due: 60 })
    await say(ben, clipId, oak, 'among some of us')
    const momentsFor = async (who: Person) => (await who.get(`/api/v1/assignments/${id}/pack`)).body.moments
    expect(await momentsFor(ana)).toHaveLength(1)
    const { maple } = stage.cast
    await stage.platform.db
      .updateTable('clipAudiences')
      .set({ cohortId: maple })
      .where('clipId', '=', clipId)
      .execute()
    // Ana is in both, Ben is in one: she still reads it, and it is not read out before him.
    expect(await wordsFor(ana, clipId)).toEqual(['among some of us'])
    expect(await momentsFor(ana)).toEqual([])
  })

  test('is in the exports of those who said it, and not in its owner’s', async () => {
    const { leslie, ana, liz, ben, oak } = stage.cast
    const { clipId } = await exemplarOf(stage.platform, leslie, { by: liz })
    await join(leslie, oak)
    const { body: thread } = await say(ben, clipId, oak, 'my study words')
    await answer(ana, thread.id, 'her study words')
    const talkOf = async (who: Person) => {
      const files = await exportOf(stage.platform, who)
      return [...files.values()].map((file) => file.toString()).join('\n')
    }
    expect(await talkOf(leslie)).not.toMatch(/my study words|her study words/)
    expect(await talkOf(ben)).toMatch(/my study words[\s\S]*her study words/)
  })

  test('is out of reach with the exemplar, and leaves each their own words', async () => {
    const { leslie, ana, liz, ben, oak } = stage.cast
    const { id, clipId } = await exemplarOf(stage.platform, leslie, { by: liz })
    const { body: thread } = await say(ben, clipId, oak, 'mine stays')
    await answer(ana, thread.id, 'hers stays hers')
    expect((await leslie.delete(`/api/v1/exemplars/${id}/consent`)).status).toBe(200)
    for (const path of ['', '/threads', '/playback', '/events', '/notes', '/captions', '/assignments']) {
      expect((await ben.get(`/api/v1/clips/${clipId}${path}`)).status).toBe(404)
    }
    expect((await answer(ben, thread.id, 'more')).status).toBe(404)
    const { body } = await ben.get('/api/v1/me/words')
    expect(body.items).toMatchObject([{ body: 'mine stays', clip: null }])
    expect(await everythingFor(ben)).not.toContain('hers stays hers')
  })
})
