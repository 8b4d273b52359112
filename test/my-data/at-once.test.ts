import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settleOver } from '../../src/exemplars/settle-exemplar.ts'
import { erasePerson } from '../../src/my-data/erase-person.ts'
import type { ClipId, CohortId } from '../../src/platform/ids.ts'
import { assignmentOf, join, start } from '../support/assignments.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { exemplarOf, letExpire } from '../support/exemplars.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

const sharedClip = async (who: Person, cohortId: CohortId) => {
  const clipId = await readyClipOf(stage.platform, who)
  expect((await who.post(`/api/v1/clips/${clipId}/grants`, { cohortId })).status).toBe(201)
  return clipId
}

/** Once, and not again where two wait for each other, as the real ones would: here it has to come through. */
const erase = async ({ viewer }: Person) => {
  await stage.platform.db.transaction().execute((trx) => erasePerson(trx, viewer.personId, 'remove'))
  return { status: 204 }
}

/** A cohort that Liz facilitates with somebody who will go, and what that one has there. */
async function cohortWith(noor: Person) {
  const { platform, cast } = stage
  const { liz, leslie } = cast
  const { body: cohort } = await liz.post('/api/v1/cohorts', { name: 'At once' })
  const cohortId: CohortId = cohort.id
  for (const who of [noor, leslie]) await join(platform.db, who, cohortId)
  const part = `/api/v1/cohorts/${cohortId}/members/${noor.viewer.personId}/part`
  expect((await liz.send('PUT', part, { body: { part: 'facilitator' } })).status).toBe(204)
  const [opened, planned, free, apart] = [
    await sharedClip(noor, cohortId),
    await sharedClip(noor, cohortId),
    await sharedClip(noor, cohortId),
    await sharedClip(noor, cohortId),
  ]
  const open = await assignmentOf(platform.db, noor, { cohortId, clipIds: [opened], presenter: noor })
  const later = await liz.post(`/api/v1/cohorts/${cohortId}/assignments`, {
    ...{ clipIds: [planned], protocol: { key: 'notice-and-wonder' }, opensAt: inDays(7), dueAt: inDays(9) },
  })
  expect(later.status).toBe(201)
  return {
    ...{ cohortId, opened, planned, free, apart, lesson: await sharedClip(leslie, cohortId) },
    ...{ openUrl: `/api/v1/assignments/${open.id}`, laterUrl: `/api/v1/assignments/${later.body.id}` },
  }
}

test('whoever assigns, talks, plans or changes a clip while somebody is erased, no two wait for each other', async () => {
  const { liz, leslie } = stage.cast
  for (let round = 0; round < 5; round++) {
    const noor = await newcomer(stage, ['teacher leader'])
    const { personId } = noor.viewer
    const there = await cohortWith(noor)
    const { cohortId, opened, openUrl, laterUrl } = there
    const cohort = `/api/v1/cohorts/${cohortId}`
    const asked = (clipId: string, more: object = {}) => ({
      ...{ clipIds: [clipId], protocol: { key: 'notice-and-wonder' }, dueAt: inDays(5), ...more },
    })
    const answers = await Promise.all([
      liz.post(`${cohort}/assignments`, asked(there.free, { presenterId: personId })),
      noor.post(`${cohort}/assignments`, asked(there.lesson)),
      liz.patch(openUrl, { question: 'And now?' }),
      noor.patch(openUrl, { words: 'Please look.' }),
      liz.patch(laterUrl, { clipIds: [there.planned, there.apart], presenterId: personId }),
      erase(noor),
      liz.post(`${openUrl}/nudges`, {}),
      start(leslie, opened, cohortId, { mentions: [personId] }),
      start(noor, opened, cohortId),
      noor.patch(`/api/v1/clips/${there.apart}`, { title: 'Another name' }),
      noor.post(`/api/v1/clips/${opened}/notes`, { startMs: 1_000, clientKey: randomUUID() }),
      leslie.post(`/api/v1/clips/${there.apart}/concerns`, { kind: 'tone' }),
      noor.put(`/api/v1/clips/${there.free}/withdrawal`),
      liz.post(`${cohort}/cycles`, { question: 'Do they?' }),
      liz.delete(`${cohort}/members/${leslie.viewer.personId}`),
    ])
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  }
})

test('whoever nominates, publishes, describes or collects while somebody is erased, neither', async () => {
  const { platform, cast } = stage
  const { liz, leslie } = cast
  for (let round = 0; round < 5; round++) {
    const noor = await newcomer(stage, ['teacher leader'])
    const { cohortId, apart, lesson, free } = await cohortWith(noor)
    const lessons = [lesson, await sharedClip(leslie, cohortId), await sharedClip(leslie, cohortId)]
    const by = { by: noor, audience: { kind: 'cohort', id: cohortId } } as const
    const [agreed, shown] = [
      await exemplarOf(platform, leslie, { ...by, clipId: lessons[0] as ClipId, state: 'agreed' }),
      await exemplarOf(platform, leslie, { ...by, clipId: lessons[1] as ClipId }),
    ]
    const [hers, over] = [
      await exemplarOf(platform, noor, { clipId: apart }),
      await exemplarOf(platform, noor, { clipId: free }),
    ]
    await letExpire(platform, over.id)
    const key = () => ({ clientKey: randomUUID() })
    const { body: collection } = await liz.post('/api/v1/collections', { title: 'At once', ...key() })
    const items = `/api/v1/collections/${collection.id}/items`
    const note = () => ({ startMs: 1_000, cutNo: 1, body: 'Look here.', ...key() })
    const nomination = { reasons: ['depth'], words: 'Listen.', audience: { kind: 'organisation' } }
    const answers = await Promise.all([
      noor.post(`/api/v1/clips/${lessons[2]}/exemplars`, { ...nomination, ...key() }),
      noor.put(`/api/v1/exemplars/${agreed.id}/publication`),
      noor.post(`/api/v1/exemplars/${shown.id}/notes`, note()),
      noor.patch(`/api/v1/exemplars/${shown.id}`, { goal: 'Explain.' }),
      noor.post(`/api/v1/exemplars/${shown.id}/thanks`, { cohortId, body: 'Thank you.' }),
      erase(noor),
      noor.post(items, { exemplarId: shown.id }),
      liz.post(items, { exemplarId: hers.id }),
      liz.post(`/api/v1/exemplars/${shown.id}/notes`, note()),
      settleOver(platform.db, over.id).then(() => ({ status: 204 })),
      leslie.delete(`/api/v1/exemplars/${shown.id}/consent`),
    ])
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    const left = platform.db.selectFrom('exemplars').select('id').where('ownerId', '=', noor.viewer.personId)
    expect(await left.where('endedAt', 'is', null).where('title', '<>', '—').execute()).toEqual([])
  }
})
