import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AssignmentId, ClipId, StageId } from '../../src/platform/ids.ts'
import type { ThreadKind } from '../../src/threads/kinds.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { assignmentOf, threadIn } from '../support/staged-talk.ts'

let stage: Stage
let people: Person[]
let clipId: ClipId
beforeEach(async () => {
  stage = await openStage()
  const { leslie, ana, liz, maple } = stage.cast
  people = [leslie, ana, liz, await join('Cleo'), await join('Noor'), await join('Sam')]
  clipId = await readyClipOf(stage.platform, leslie, { durationMs: 120_000 })
  await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
})
afterEach(() => stage.close())

async function join(name: string): Promise<Person> {
  const who = await newcomer(stage, ['teacher'], { name })
  const membership = { ...who.viewer, cohortId: stage.cast.maple, part: 'participant' } as const
  await stage.platform.db.insertInto('memberships').values(membership).execute()
  return who
}
const mirror = async (assignmentId?: AssignmentId, who: Person = stage.cast.ana) =>
  (
    await who.get(
      `/api/v1/cohorts/${stage.cast.maple}/mirror${assignmentId ? `?assignmentId=${assignmentId}` : ''}`,
    )
  ).body
const say = (who: number, kind: ThreadKind, stageId: StageId | null = null) =>
  threadIn(stage.platform, people[who] as Person, { clipId, cohortId: stage.cast.maple, stageId }, { kind })
const nothing = { voices: null, kinds: null }

describe('the cohort’s own mirror', () => {
  test('says nothing below five voices, whatever they say, and shares of kinds from then on', async () => {
    for (const who of [0, 1, 2, 3, 3, 3]) await say(who, 'notice')
    expect(await mirror()).toEqual(nothing)
    await say(4, 'wonder')
    expect(await mirror()).toEqual({
      voices: 5,
      kinds: [
        { kind: 'notice', share: 85 },
        { kind: 'wonder', share: 15 },
        { kind: 'interpret', share: 0 },
        { kind: 'suggest', share: 0 },
        { kind: 'appreciate', share: 0 },
      ],
    })
  })

  test('of one assignment has five voices of its own, and there is no narrower question', async () => {
    const { liz, maple, oak, ben } = stage.cast
    const { id, stages } = await assignmentOf(stage.platform, { by: liz, cohortId: maple, clipIds: [clipId] })
    const stageId = stages[0] as StageId
    for (const who of [0, 1, 2, 3]) await say(who, 'wonder', stageId)
    for (const who of [4, 5]) await say(who, 'notice')
    expect(await mirror()).toMatchObject({ voices: 6 })
    expect(await mirror(id)).toEqual(nothing)
    await say(4, 'wonder', stageId)
    expect(await mirror(id)).toMatchObject({
      voices: 5,
      kinds: [{ share: 0 }, { kind: 'wonder', share: 100 }, {}, {}, {}],
    })
    const elsewhere = await assignmentOf(stage.platform, { by: ben, cohortId: oak, clipIds: [] })
    const ask = (query: string) => stage.cast.ana.get(`/api/v1/cohorts/${maple}/mirror?${query}`)
    expect((await ask(`assignmentId=${elsewhere.id}`)).status).toBe(404)
    for (const query of ['personId=x', `clipId=${clipId}`, 'since=2026-01-01']) {
      expect((await ask(query)).status).toBe(400)
    }
  })

  test('does not see through a seal, and counts no deleted words', async () => {
    const { liz, maple } = stage.cast
    const { id, stages } = await assignmentOf(stage.platform, {
      ...{ by: liz, cohortId: maple, clipIds: [clipId], opens: -10, due: 60 },
      stages: [{ key: 'notice', gate: 'own post first' }],
    })
    for (const who of [0, 1, 2, 3, 4, 5]) await say(who, 'notice', stages[0] as StageId)
    for (const who of people)
      expect([await mirror(id, who), await mirror(undefined, who)]).toEqual([nothing, nothing])
    await stage.platform.db
      .updateTable('assignments')
      .set({ closedAt: new Date(Date.now() - 1_000), closedBy: liz.viewer.personId })
      .where('id', '=', id)
      .execute()
    expect(await mirror(id)).toMatchObject({ voices: 6 })
    await stage.platform.db
      .updateTable('comments')
      .set({ body: null, deletedAt: new Date() })
      .where('authorId', 'in', [people[4]?.viewer.personId, people[5]?.viewer.personId] as never)
      .execute()
    expect(await mirror(id)).toEqual(nothing)
  })

  test('is the same for each member, the owner of a clip that was taken back among them', async () => {
    for (const who of [0, 1, 2, 3, 4]) await say(who, 'suggest')
    const answers = await Promise.all(people.map((who) => mirror(undefined, who)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ voices: 5 })
    await stage.cast.leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    for (const who of people) expect(await mirror(undefined, who)).toEqual(nothing)
  })
})
