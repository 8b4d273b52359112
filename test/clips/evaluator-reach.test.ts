import { afterAll, beforeAll, expect, test } from 'vitest'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

test('who rates the owner sees a clip through the grant whose owner said so, and through no other', async () => {
  const { leslie, ana, liz, maple, oak } = stage.cast
  const { db } = stage.platform
  const { organisationId } = leslie.viewer
  await db
    .insertInto('memberships')
    .values({ organisationId, cohortId: oak, personId: leslie.viewer.personId, part: 'participant' })
    .execute()
  const clipId = await readyClipOf(stage.platform, leslie)
  const other = await readyClipOf(stage.platform, liz)
  const grants = []
  for (const cohortId of [maple, oak]) {
    grants.push((await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })).body)
  }
  await liz.post(`/api/v1/clips/${other}/grants`, { cohortId: maple })
  // Noted after the sharing, which would have asked for Ana by name.
  const rates = { organisationId, evaluatorId: ana.viewer.personId, evaluateeId: leslie.viewer.personId }
  await db
    .insertInto('evaluators')
    .values({ ...rates, source: 'roster' })
    .execute()
  const seen = async () =>
    (await ana.get('/api/v1/clips')).body.items.map(({ id }: { id: string }) => id).toSorted()
  expect(await seen()).toEqual([other])
  expect((await ana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
  expect((await liz.get(`/api/v1/clips/${clipId}`)).status).toBe(200)

  await db
    .insertInto('evaluatorAcknowledgements')
    .values({ organisationId, grantId: grants[1].id, evaluatorId: ana.viewer.personId })
    .execute()
  expect(await seen()).toEqual([clipId, other].toSorted())
  const threads = (cohortId: string) => ana.get(`/api/v1/clips/${clipId}/threads?cohortId=${cohortId}`)
  expect([(await threads(maple)).status, (await threads(oak)).status]).toEqual([404, 200])
})
