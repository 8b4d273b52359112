import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forgetChoices } from '../../src/packs/forget-choices.ts'
import { type ClipId, newId, type StageId, type ThreadId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { assignmentOf, replyIn, threadIn } from '../support/staged-talk.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function sharedClip(title = 'Fractions', durationMs = 120_000): Promise<ClipId> {
  const { leslie, maple } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie, { title, durationMs })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
  return clipId
}
const packOf = async (who: Person, assignmentId: string) =>
  (await who.get(`/api/v1/assignments/${assignmentId}/pack`)).body
const wordsOf = (pack: { moments: { excerpt: string }[] }) => pack.moments.map(({ excerpt }) => excerpt)
const place = (clipId: ClipId, stageId: StageId | null) => ({ clipId, cohortId: stage.cast.maple, stageId })

const openingOf = async (threadId: ThreadId) =>
  (
    await stage.platform.db
      .selectFrom('comments')
      .select('id')
      .where('threadId', '=', threadId)
      .where('opensThread', '=', true)
      .executeTakeFirstOrThrow()
  ).id

describe('the pack of an assignment', () => {
  test('has the moments of most talk, open questions, readings and the script', async () => {
    const { platform, cast } = stage
    const { leslie, ana, liz, maple } = cast
    const [clipId, second] = [await sharedClip(), await sharedClip('Graphs')]
    const { id, stages } = await assignmentOf(platform, {
      ...{ by: liz, cohortId: maple, clipIds: [clipId, second], question: 'Where do they hesitate?' },
      stages: [
        { key: 'notice', roomMinutes: 6 },
        { key: 'wonder', roomMinutes: 3 },
      ],
    })
    const [notice, wonder] = stages as [StageId, StageId]
    const quiet = await threadIn(platform, ana, place(second, notice), { body: 'A quiet one', startMs: null })
    const lead = await threadIn(platform, liz, place(clipId, notice), {
      ...{ kind: 'interpret', body: 'They \n count on', startMs: 30_000, endMs: 34_000 },
    })
    await replyIn(platform, ana, lead, { stageId: notice })
    // After the assignment: no stage, and an answer all the same.
    await replyIn(platform, leslie, lead)
    const asked = await threadIn(platform, ana, place(clipId, wonder), {
      ...{ kind: 'wonder', body: 'Or do they guess?', startMs: 33_000 },
    })
    await platform.db
      .insertInto('bringings')
      .values({
        ...{ organisationId: ana.viewer.organisationId, threadId: asked, personId: ana.viewer.personId },
      })
      .execute()
    // Liz left a name in her words.
    await platform.db
      .insertInto('mentions')
      .values({
        ...{ organisationId: ana.viewer.organisationId, personId: ana.viewer.personId },
        commentId: await openingOf(lead),
      })
      .execute()
    // Said of the same clip, in no stage of it.
    await threadIn(platform, ana, place(clipId, null), { body: 'Beside it' })

    const clip = { id: clipId, title: 'Fractions', owner: { name: 'Leslie' } }
    expect(await packOf(ana, id)).toMatchObject({
      assignment: {
        ...{ id, cohort: { id: maple, name: 'Maple Street' }, forMeeting: null },
        question: 'Where do they hesitate?',
        protocol: { key: 'notice-and-wonder', title: { es: 'Observar y preguntarse' } },
      },
      moments: [
        {
          ...{ threadId: lead, clip, kind: 'interpret', startMs: 30_000, endMs: 34_000 },
          ...{
            excerpt: 'They count on',
            mentions: [{ name: 'Ana' }],
            author: { name: 'Liz' },
            replies: 2,
            people: 3,
            brought: 1,
          },
          ...{ threads: [lead, asked], choice: null, isIn: true },
          link: `/clips/${clipId}?t=30&c=${lead}`,
        },
        { threadId: quiet, startMs: null, endMs: null, link: `/clips/${second}?c=${quiet}`, people: 1 },
      ],
      openQuestions: [{ threadId: asked, startMs: 33_000, excerpt: 'Or do they guess?' }],
      readings: [
        {
          ...{ clip, startMs: 30_000, endMs: 34_000 },
          threads: [
            { threadId: lead, author: { name: 'Liz' } },
            { threadId: asked, author: { name: 'Ana' } },
          ],
        },
      ],
      script: [
        { name: { en: 'notice' }, prompt: { es: 'Consigna de notice' }, minutes: 6 },
        { name: { en: 'wonder' }, minutes: 3 },
      ],
      ...{ sealedUntil: null, voices: null, isChosen: false, can: { choose: false } },
    })
    await ana.put(`/api/v1/threads/${asked}/resolution`)
    expect((await packOf(ana, id)).openQuestions).toEqual([])
  })

  test('of an assignment without talk is empty, and has its script', async () => {
    const { liz, maple } = stage.cast
    const { id } = await assignmentOf(stage.platform, { by: liz, cohortId: maple, clipIds: [] })
    expect(await packOf(liz, id)).toMatchObject({
      ...{ moments: [], openQuestions: [], readings: [], script: [{ minutes: 5 }] },
      can: { choose: true },
    })
  })

  test('is not there for who is not in the cohort, administrators among them', async () => {
    const { ana, ben, dana, eve, liz, maple, nobody } = stage.cast
    const clipId = await sharedClip()
    const { id, stages } = await assignmentOf(stage.platform, { by: liz, cohortId: maple, clipIds: [clipId] })
    const threadId = await threadIn(stage.platform, ana, place(clipId, stages[0] as StageId))
    const [pack, choice] = [
      `/api/v1/assignments/${id}/pack`,
      `/api/v1/assignments/${id}/pack/choices/${threadId}`,
    ]
    for (const who of [ben, dana, eve]) {
      const none = await who.get(`/api/v1/assignments/${newId()}/pack`)
      const there = await who.get(pack)
      expect([there.status, there.body.code, there.body.detail]).toEqual([404, 'not-found', none.body.detail])
      expect((await who.send('PUT', choice, { body: { choice: 'taken' } })).status).toBe(404)
      expect((await who.delete(choice)).status).toBe(404)
      expect((await who.delete(`${pack}/choices`)).status).toBe(404)
      expect((await who.get(`/api/v1/cohorts/${maple}/mirror`)).status).toBe(404)
    }
    expect((await nobody.get(pack)).status).toBe(401)
    await ana.delete(`/api/v1/cohorts/${maple}/members/me`)
    expect((await ana.get(pack)).status).toBe(404)
  })

  test('is the same in whatever order the talk came', async () => {
    const { platform, cast } = stage
    const { leslie, ana, liz, maple } = cast
    const clipId = await sharedClip()
    const people = [leslie, ana, liz]
    const said = Array.from({ length: 12 }, (_, at) => ({
      ...{
        at,
        id: newId<ThreadId>(),
        startMs: ((at * 5) % 12) * 9_000,
        createdAt: new Date(1_750_000_000_000),
      },
      kind: (['notice', 'wonder', 'interpret'] as const)[at % 3] as 'notice',
    }))
    const packs: unknown[] = []
    for (const order of [
      said,
      said.toReversed(),
      said.toSorted((a, b) => ((a.at * 7) % 12) - ((b.at * 7) % 12)),
    ]) {
      const { id, stages } = await assignmentOf(platform, { by: liz, cohortId: maple, clipIds: [clipId] })
      for (const { at, ...given } of order) {
        await threadIn(platform, people[at % 3] as Person, place(clipId, stages[0] as StageId), given)
        if (at % 4 === 0) await replyIn(platform, liz, given.id)
      }
      const { moments, openQuestions, readings } = await packOf(ana, id)
      packs.push({ moments, openQuestions, readings })
      await platform.db.deleteFrom('comments').execute()
      await platform.db.deleteFrom('threads').execute()
    }
    expect((packs[0] as { moments: unknown[] }).moments.length).toBeGreaterThan(4)
    expect(packs[1]).toEqual(packs[0])
    expect(packs[2]).toEqual(packs[0])
  })
})

describe('nothing is in a pack that the room must not see', () => {
  test('what is sealed for anybody is there for nobody, and how long is said', async () => {
    const { platform, cast } = stage
    const { leslie, ana, liz, maple } = cast
    const clipId = await sharedClip()
    const { id, stages } = await assignmentOf(platform, {
      ...{ by: liz, cohortId: maple, clipIds: [clipId], opens: -60, due: 60 },
      stages: [
        { key: 'frame', closesPct: 10 },
        { key: 'notice', gate: 'own post first', closesPct: 60 },
        { key: 'wonder', gate: 'after previous' },
      ],
    })
    const [frame, notice, wonder] = stages as [StageId, StageId, StageId]
    const before = await threadIn(platform, leslie, place(clipId, frame), { body: 'Before the seal' })
    await replyIn(platform, ana, before, { stageId: notice, body: 'sealed-canary in an answer' })
    for (const [at, who] of [leslie, ana, liz].entries()) {
      const given = { body: 'sealed-canary', startMs: 20_000 + at * 20_000 }
      await threadIn(platform, who, place(clipId, notice), given)
      await threadIn(platform, who, place(clipId, wonder), { ...given, kind: 'wonder' })
    }
    // Everybody has posted, so each may read it; and still the owner, the facilitator and a member see the same pack.
    for (const who of [leslie, ana, liz]) {
      const body = await packOf(who, id)
      expect(JSON.stringify(body)).not.toContain('sealed-canary')
      expect(body).toMatchObject({
        moments: [{ threadId: before, people: 1, replies: 0 }],
        ...{ openQuestions: [], readings: [] },
      })
      expect(Date.parse(body.sealedUntil) - Date.now()).toBeGreaterThan(11 * 60_000)
      expect(Date.parse(body.sealedUntil) - Date.now()).toBeLessThan(13 * 60_000)
    }
    const choices = `/api/v1/assignments/${id}/pack/choices`
    const sealed = await platform.db
      .selectFrom('threads')
      .select('id')
      .where('stageId', '=', notice)
      .execute()
    for (const { id: threadId } of sealed) {
      expect((await liz.send('PUT', `${choices}/${threadId}`, { body: { choice: 'taken' } })).status).toBe(
        404,
      )
    }
    // Closed by hand, the seal opens, and what was said under it is there at once.
    await platform.db
      .updateTable('assignmentStages')
      .set({ closedAt: new Date(Date.now() - 1_000) })
      .where('id', '=', notice)
      .execute()
    const open = await packOf(ana, id)
    expect(open).toMatchObject({ sealedUntil: null })
    expect(wordsOf(open)).toHaveLength(4)
    expect(open.openQuestions).toHaveLength(3)
    expect(open.moments.find(({ threadId }: { threadId: string }) => threadId === before)).toMatchObject({
      ...{ people: 2, replies: 1 },
    })
  })

  test('a later seal keeps an answer back that was given to an earlier assignment’s thread', async () => {
    const { platform, cast } = stage
    const { ana, liz, maple } = cast
    const clipId = await sharedClip()
    const earlier = await assignmentOf(platform, { by: liz, cohortId: maple, clipIds: [clipId] })
    const later = await assignmentOf(platform, {
      ...{ by: liz, cohortId: maple, clipIds: [clipId], opens: -10, due: 60 },
      stages: [{ key: 'notice', gate: 'own post first' }],
    })
    const threadId = await threadIn(platform, ana, place(clipId, earlier.stages[0] as StageId))
    await replyIn(platform, liz, threadId, { stageId: later.stages[0] as StageId })
    expect(await packOf(ana, earlier.id)).toMatchObject({
      moments: [{ replies: 0, people: 1 }],
      sealedUntil: null,
    })
  })

  test('no private note, nothing deleted, nothing that was cut away', async () => {
    const { platform, cast } = stage
    const { leslie, ana, liz, maple } = cast
    const clipId = await sharedClip()
    const { id, stages } = await assignmentOf(platform, { by: liz, cohortId: maple, clipIds: [clipId] })
    const stageId = stages[0] as StageId
    for (const who of [leslie, ana, liz]) {
      const note = { startMs: 1_000, body: 'note-canary', clientKey: randomUUID() }
      expect((await who.post(`/api/v1/clips/${clipId}/notes`, note)).status).toBe(201)
    }
    const kept = await threadIn(platform, ana, place(clipId, stageId), { body: 'Kept', startMs: 50_000 })
    const reply = await replyIn(platform, liz, kept)
    const gone = await threadIn(platform, ana, place(clipId, stageId), {
      body: 'deleted-canary',
      startMs: 80_000,
    })
    await replyIn(platform, liz, gone, { body: 'deleted-canary too' })
    await threadIn(platform, ana, place(clipId, stageId), { body: 'cut-canary', startMs: 5_000 })
    expect(wordsOf(await packOf(ana, id))).toContain('cut-canary')
    await ana.delete(`/api/v1/comments/${await openingOf(gone)}`)
    await liz.delete(`/api/v1/comments/${reply}`)
    await platform.db
      .insertInto('cuts')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, clipId, cutNo: 2, inMs: 20_000, outMs: 120_000 },
        madeBy: leslie.viewer.personId,
      })
      .execute()
    await platform.db
      .updateTable('clips')
      .set({ cutNo: 2, durationMs: 100_000 })
      .where('id', '=', clipId)
      .execute()
    for (const who of [leslie, ana, liz]) {
      const body = await packOf(who, id)
      expect(JSON.stringify(body)).not.toContain('canary')
      expect(body.moments).toMatchObject([{ threadId: kept, startMs: 30_000, replies: 0, people: 1 }])
    }
  })

  test.each(['withdrawn', 'paused', 'no longer shared', 'to be destroyed'] as const)(
    'a clip that is %s is in nobody’s pack, and its question neither',
    async (what) => {
      const { platform, cast } = stage
      const { leslie, ana, liz, maple } = cast
      const clipId = await sharedClip()
      const { id, stages } = await assignmentOf(platform, { by: liz, cohortId: maple, clipIds: [clipId] })
      const threadId = await threadIn(platform, ana, place(clipId, stages[0] as StageId), { kind: 'wonder' })
      const choices = `/api/v1/assignments/${id}/pack/choices`
      await liz.send('PUT', `${choices}/${threadId}`, { body: { choice: 'taken' } })
      expect((await packOf(leslie, id)).openQuestions).toHaveLength(1)
      const [grant] = (await leslie.get(`/api/v1/clips/${clipId}`)).body.grants
      if (what === 'withdrawn') await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
      if (what === 'paused') await ana.post(`/api/v1/clips/${clipId}/concerns`, { kind: 'tone' })
      if (what === 'no longer shared') await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)
      if (what === 'to be destroyed') {
        await leslie.send('PUT', `/api/v1/clips/${clipId}/purge`, { body: { confirm: true } })
      }
      for (const who of [leslie, ana, liz]) {
        expect(await packOf(who, id)).toMatchObject({ moments: [], openQuestions: [], readings: [] })
      }
    },
  )

  test('somebody who rates the owner, and was not agreed to, sees nothing of the clip', async () => {
    const { platform, cast } = stage
    const { leslie, ana, liz, maple } = cast
    const clipId = await sharedClip()
    const { id, stages } = await assignmentOf(platform, { by: liz, cohortId: maple, clipIds: [clipId] })
    const threadId = await threadIn(platform, ana, place(clipId, stages[0] as StageId))
    await platform.db
      .insertInto('evaluators')
      .values({
        ...{ organisationId: leslie.viewer.organisationId, source: 'set' },
        ...{ evaluatorId: liz.viewer.personId, evaluateeId: leslie.viewer.personId },
      })
      .execute()
    expect(await packOf(liz, id)).toMatchObject({ moments: [] })
    expect(await packOf(ana, id)).toMatchObject({ moments: [{ threadId }] })
  })
})

describe('what is chosen for the room', () => {
  async function twelve() {
    const { platform, cast } = stage
    const { ana, liz, maple } = cast
    const clipId = await sharedClip('Fractions', 600_000)
    const { id, stages } = await assignmentOf(platform, { by: liz, cohortId: maple, clipIds: [clipId] })
    const threads: ThreadId[] = []
    for (let at = 0; at < 12; at += 1) {
      const given = { body: String.fromCharCode(97 + at), startMs: at * 20_000 }
      threads.push(await threadIn(platform, ana, place(clipId, stages[0] as StageId), given))
    }
    const path = `/api/v1/assignments/${id}/pack/choices`
    return {
      ...{ id, clipId, threads, stageId: stages[0] as StageId },
      choose: (letter: string, choice: string, position?: number, who: Person = liz) =>
        who.send('PUT', `${path}/${threads[letter.charCodeAt(0) - 97]}`, {
          body: { choice, ...(position !== undefined && { position }) },
        }),
      unchoose: (letter: string) => liz.delete(`${path}/${threads[letter.charCodeAt(0) - 97]}`),
      unchooseAll: () => liz.delete(path),
    }
  }
  interface Answered {
    readonly moments: { excerpt: string; isIn: boolean; choice: string | null }[]
  }
  const inRoom = ({ moments }: Answered) =>
    moments
      .filter(({ isIn }) => isIn)
      .map(({ excerpt }) => excerpt)
      .join('')
  const others = ({ moments }: Answered) =>
    moments
      .filter(({ isIn }) => !isIn)
      .map(({ excerpt }) => excerpt)
      .join('')

  test('is ordered, added to and left out; the rest stays as it was proposed', async () => {
    const { id, choose, unchoose, unchooseAll } = await twelve()
    const { ana, liz } = stage.cast
    const asks = await packOf(ana, id)
    expect([inRoom(asks), others(asks), asks.isChosen]).toEqual(['abcdef', 'ghijkl', false])
    expect(inRoom((await choose('c', 'taken', 0)).body)).toBe('cabdef')
    expect(inRoom((await choose('a', 'left out')).body)).toBe('cbdef')
    expect(inRoom((await choose('k', 'taken', 1)).body)).toBe('ckbdef')
    expect(inRoom((await choose('l', 'taken')).body)).toBe('ckbdefl')
    // Everybody in the cohort sees what was chosen, and only facilitators choose.
    const seen = await packOf(ana, id)
    expect([inRoom(seen), others(seen), seen.isChosen]).toEqual(['ckbdefl', 'aghij', true])
    expect(seen.moments.find(({ excerpt }: { excerpt: string }) => excerpt === 'a').choice).toBe('left out')
    expect((await choose('a', 'taken', 0, ana)).status).toBe(403)
    expect((await choose('g', 'taken')).status).toBe(200)
    const full = await choose('h', 'taken')
    expect([full.status, full.body.code]).toEqual([409, 'pack-full'])
    expect(inRoom((await unchoose('k')).body)).toBe('cbdeflg')
    expect(
      (await unchoose('a')).body.moments.find(({ excerpt }: { excerpt: string }) => excerpt === 'a').choice,
    ).toBeNull()
    expect(inRoom((await unchooseAll()).body)).toBe('abcdef')
    expect(
      (
        await liz.send('PUT', `/api/v1/assignments/${id}/pack/choices/${newId()}`, {
          body: { choice: 'taken' },
        })
      ).status,
    ).toBe(404)
  })

  test('holds what is said later to the moment that was chosen, and does not let it in by itself', async () => {
    const { id, clipId, choose, stageId } = await twelve()
    const { ana, leslie, liz } = stage.cast
    await choose('b', 'left out')
    const said = await threadIn(stage.platform, leslie, place(clipId, stageId), {
      ...{ body: 'louder', startMs: 21_000, kind: 'wonder' },
    })
    await replyIn(stage.platform, liz, said)
    const pack = await packOf(ana, id)
    expect(inRoom(pack)).toBe('acdef')
    expect(pack.moments.find(({ threads }: { threads: string[] }) => threads.includes(said))).toMatchObject({
      ...{ excerpt: 'louder', choice: 'left out', isIn: false },
    })
    // Neither does its question go to the room.
    expect(pack.openQuestions).toEqual([])
  })

  test('two who choose at once lose nothing of each other', async () => {
    const { id, choose } = await twelve()
    await choose('a', 'left out')
    await Promise.all([
      choose('g', 'taken'),
      choose('h', 'taken'),
      choose('b', 'left out'),
      choose('f', 'taken', 0),
    ])
    const letters = inRoom(await packOf(stage.cast.ana, id))
    expect([...letters].sort().join('')).toBe('cdefgh')
    expect(letters.startsWith('f')).toBe(true)
  })

  test('goes when a clip is destroyed', async () => {
    const { clipId, choose } = await twelve()
    await choose('a', 'taken')
    const { db } = stage.platform
    await db.transaction().execute((trx) => forgetChoices(trx, clipId))
    expect(await db.selectFrom('packChoices').select('threadId').execute()).toEqual([])
  })
})
