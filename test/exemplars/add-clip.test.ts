import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import type { AssignmentId, ClipId, CohortId } from '../../src/platform/ids.ts'
import { assignmentOf, moveTo } from '../support/assignments.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { exemplarOf } from '../support/exemplars.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** A cohort of its own for each test, as a clip is in one assignment of a cohort at a time. */
const cohort = (...members: readonly Person[]): Promise<CohortId> => {
  const { liz } = stage.cast
  return createCohort(stage.platform.db, {
    ...{ organisationId: liz.viewer.organisationId, name: 'Elm Road', focus: null },
    members: [liz, ...members].map((who) => ({
      personId: who.viewer.personId,
      part: who === liz ? 'facilitator' : 'participant',
    })),
  })
}
const sharedClip = async (cohortId: CohortId): Promise<ClipId> => {
  const { leslie } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  expect((await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })).status).toBe(201)
  return clipId
}
const assigned = async (cohortId: CohortId, clipIds: readonly ClipId[], at = 10): Promise<AssignmentId> =>
  (await assignmentOf(stage.platform.db, stage.cast.liz, { cohortId, clipIds, at })).id
const add = (who: Person, id: string, clipId: string) =>
  who.post(`/api/v1/assignments/${id}/clips`, { clipId })
const clips = (body: { clips: { id: string; position: number }[] }) =>
  body.clips.map(({ id, position }) => [position, id])
const rows = async (id: string) => {
  const { rows } = await stage.platform.pool.query(
    'select clip_id, position from assignment_clips where assignment_id = $1 order by position',
    [id],
  )
  return rows.map((row) => [row.position, row.clip_id])
}

describe('one more clip in an assignment', () => {
  test.each([
    ['that is to come', -10],
    ['that is open', 10],
  ])('%s: an exemplar comes to the end, and once', async (_when, at) => {
    const { leslie, liz, ana } = stage.cast
    const here = await cohort(leslie, ana)
    const first = await sharedClip(here)
    const id = await assigned(here, [first], at)
    const { clipId } = await exemplarOf(stage.platform, leslie)
    for (let twice = 0; twice < 2; twice++) {
      const { status, body } = await add(liz, id, clipId)
      expect([status, clips(body)]).toEqual([
        200,
        [
          [0, first],
          [1, clipId],
        ],
      ])
    }
    expect(clips((await ana.get(`/api/v1/assignments/${id}`)).body)).toHaveLength(2)
  })

  test('leaves those that are out of reach where they are', async () => {
    const { leslie, liz } = stage.cast
    const here = await cohort(leslie)
    const [gone, second] = [await sharedClip(here), await sharedClip(here)]
    const id = await assigned(here, [gone, second])
    await leslie.put(`/api/v1/clips/${gone}/withdrawal`)
    const { clipId } = await exemplarOf(stage.platform, leslie)
    expect(clips((await add(liz, id, clipId)).body)).toEqual([
      [1, second],
      [2, clipId],
    ])
    await leslie.delete(`/api/v1/clips/${gone}/withdrawal`)
    expect(await rows(id)).toEqual([
      [0, gone],
      [1, second],
      [2, clipId],
    ])
  })

  test('of several who add at once, each is there once, in a place of its own', async () => {
    const { leslie, liz } = stage.cast
    const here = await cohort(leslie)
    const id = await assigned(here, [await sharedClip(here)])
    const added = [await sharedClip(here), await sharedClip(here), await sharedClip(here)]
    const answers = await Promise.all([...added, ...added].map((clipId) => add(liz, id, clipId)))
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    const stand = await rows(id)
    expect(stand.map(([position]) => position)).toEqual([0, 1, 2, 3])
    expect(new Set(stand.slice(1).map(([, clipId]) => clipId))).toEqual(new Set(added))
  })

  test('is for who facilitates (403), in a cohort one is in and of a clip one sees (404)', async () => {
    const { leslie, liz, ana, ben, eve, maple } = stage.cast
    const here = await cohort(leslie, ana)
    const id = await assigned(here, [await sharedClip(here)])
    const { clipId } = await exemplarOf(stage.platform, leslie)
    expect((await add(ana, id, clipId)).status).toBe(403)
    for (const who of [ben, eve]) expect((await add(who, id, clipId)).status).toBe(404)
    expect((await stage.cast.nobody.post(`/api/v1/assignments/${id}/clips`, { clipId })).status).toBe(401)
    expect((await add(liz, randomUUID(), clipId)).status).toBe(404)
    const unseen = await readyClipOf(stage.platform, leslie)
    for (const missing of [unseen, randomUUID()]) expect((await add(liz, id, missing)).status).toBe(404)
    const elsewhere = await sharedClip(maple)
    const { status, body } = await add(liz, id, elsewhere)
    expect([status, body.code]).toEqual([409, 'not-shared-here'])
    expect((await add(liz, id, 'no id')).status).toBe(400)
  })

  test('is an exemplar for everybody in the cohort, or none', async () => {
    const { leslie, liz, ben, maple } = stage.cast
    const here = await cohort(leslie, ben)
    const id = await assigned(here, [await sharedClip(here)])
    const { clipId } = await exemplarOf(stage.platform, leslie, { audience: { kind: 'cohort', id: maple } })
    const { status, body } = await add(liz, id, clipId)
    expect([status, body.code]).toEqual([409, 'audience-too-small'])
  })

  test('comes to nothing that is over, nor to a ninth place, nor into two at a time', async () => {
    const { leslie, liz } = stage.cast
    const here = await cohort(leslie)
    const eight: ClipId[] = []
    while (eight.length < 8) eight.push(await sharedClip(here))
    const full = await assigned(here, eight)
    const { clipId } = await exemplarOf(stage.platform, leslie)
    const codeOf = async (id: string, clip: string) => {
      const { status, body } = await add(liz, id, clip)
      return [status, body.code]
    }
    expect(await codeOf(full, clipId)).toEqual([409, 'too-many-clips'])
    const beside = await assigned(here, [await sharedClip(here)])
    expect(await codeOf(beside, eight[0] as string)).toEqual([409, 'clip-already-assigned'])
    await moveTo(stage.platform.db, beside, 200)
    expect(await codeOf(beside, clipId)).toEqual([409, 'assignment-over'])
    expect(await rows(beside)).toHaveLength(1)
  })
})
