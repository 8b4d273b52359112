import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepExemplars } from '../../src/exemplars/sweep-exemplars.ts'
import { type CollectionId, newId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { listen } from '../support/listen.ts'
import { playOf, renditionOf } from '../support/play.ts'
import { readSlowly } from '../support/slow-reader.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { until } from '../support/until.ts'
import { startWorker } from '../support/worker.ts'
import { type ExemplarActs, exemplarActs, type Lesson } from './exemplar-acts.ts'

let stage: Stage
let acts: ExemplarActs
beforeAll(async () => {
  stage = await openStage()
  acts = exemplarActs(stage)
  const { oak, ben } = stage.cast
  await stage.platform.db
    .updateTable('memberships')
    .set({ part: 'facilitator' })
    .where('cohortId', '=', oak)
    .where('personId', '=', ben.viewer.personId)
    .execute()
})
afterAll(() => stage.close())

const exemplarNotices = async (who: Person) =>
  (await who.get('/api/v1/notices')).body.items.filter(({ what }: { what: string }) =>
    what.startsWith('exemplar'),
  )
const whats = async (who: Person) => (await exemplarNotices(who)).map(({ what }: { what: string }) => what)
const passportOf = async (who: Person, id: string) => (await who.get(`/api/v1/exemplars/${id}/passport`)).body

/** In two collections of the organisation and one of a cohort, and talked about and assigned in Oak Lane. */
async function used(lesson: Lesson, id: string) {
  const { liz, ben, oak } = stage.cast
  const { db } = stage.platform
  const { organisationId, personId } = liz.viewer
  for (const [title, cohortId] of [
    ['Waiting', null],
    ['Asking', null],
    ['Ours', oak],
  ] as const) {
    const collectionId = newId<CollectionId>()
    await db
      .insertInto('collections')
      .values({
        organisationId,
        id: collectionId,
        cohortId,
        title,
        clientKey: randomUUID(),
        createdBy: personId,
      })
      .execute()
    await db
      .insertInto('collectionItems')
      .values({ organisationId, collectionId, exemplarId: id as never, position: 0, addedBy: personId })
      .execute()
  }
  const thread = await ben.post(`/api/v1/clips/${lesson.clipId}/threads`, {
    ...{ cohortId: oak, kind: 'notice', body: 'She waits for eleven seconds.', clientKey: randomUUID() },
  })
  expect(thread.status).toBe(201)
  const assignment = await ben.post(`/api/v1/cohorts/${oak}/assignments`, {
    ...{ clipIds: [lesson.clipId], protocol: { key: 'notice-and-wonder' } },
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  expect(assignment).toMatchObject({ status: 201 })
  return { threadId: thread.body.id, assignmentId: assignment.body.id }
}

const countsOfItems = (id: string) =>
  stage.platform.db
    .selectFrom('collectionItems')
    .select('position')
    .where('exemplarId', '=', id as never)
    .execute()

describe('the passport', () => {
  test('says everything to the owner alone, and the receipt says the same once it is over', async () => {
    const { ana, liz, ben } = stage.cast
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    const { threadId, assignmentId } = await used(lesson, id)
    await playOf(ben, lesson.clipId)
    await playOf(ana, lesson.clipId)
    for (const who of [ana, liz, ben]) {
      expect((await who.get(`/api/v1/exemplars/${id}/passport`)).status).toBe(403)
    }
    expect((await stage.cast.eve.get(`/api/v1/exemplars/${id}/passport`)).status).toBe(404)
    const places = { collections: ['Asking', 'Waiting'], cohortCollections: 1, assignments: 1, studies: 1 }
    const passport = await passportOf(lesson.owner, id)
    expect(passport).toMatchObject({
      ...{ exemplar: { id, state: 'published' }, clipTitle: 'Fractions', attestation: 'organisation' },
      ...{ ...places, thanks: [], receipt: null },
      history: [
        { what: 'publish', who: { name: 'Liz' }, because: null },
        { what: 'consent to exemplar', who: { name: 'Olga' } },
        { what: 'nominate', who: { name: 'Ana' } },
      ],
    })
    // What a cohort says about it is its own.
    expect(JSON.stringify(passport)).not.toContain('eleven')
    expect((await lesson.owner.get(`/api/v1/clips/${lesson.clipId}/threads`)).body.items).toEqual([])
    const ended = await acts.end(lesson.owner, id)
    expect(ended.body).toMatchObject({
      ...{ because: 'owner', ...places, stopped: 1, publishedFrom: passport.exemplar.publishedAt },
      audience: { kind: 'organisation', id: null, name: 'Here' },
    })
    expect(await passportOf(lesson.owner, id)).toMatchObject({
      ...{ exemplar: { state: 'ended', consent: null }, receipt: ended.body, collections: [] },
      cohortCollections: 0,
      history: [{ what: 'consent to exemplar' }, { what: 'unpublish', because: 'owner' }, {}, {}, {}],
    })
    expect((await lesson.owner.get('/api/v1/exemplars/mine')).body.owned[0]).toMatchObject({
      ...{ id, state: 'ended', receipt: ended.body, endsOn: null },
    })
    expect(await countsOfItems(id)).toEqual([])
    // INV-17: gone from talk and from the assignment; who wrote keeps their words.
    expect((await ben.get(`/api/v1/threads/${threadId}`)).status).toBe(404)
    const { body } = await ben.get(`/api/v1/assignments/${assignmentId}`)
    expect(body.clips.filter(({ id: each }: { id: string }) => each === lesson.clipId)).toEqual([])
    const own = JSON.stringify((await ben.get('/api/v1/me/words')).body)
    expect(own).toContain('She waits for eleven seconds.')
  })
})

describe('when it ends', () => {
  test.each([
    ['its owner ends it', 'owner', (lesson: Lesson, id: string) => acts.end(lesson.owner, id)],
    [
      'its owner withdraws the clip',
      'withdrawn',
      (lesson: Lesson) => acts.withdraw(lesson.owner, lesson.clipId),
    ],
    [
      'a student withdraws',
      'consent withdrawn',
      (lesson: Lesson) => acts.studentWithdraws(lesson.owner, lesson.clipId),
    ],
    ['a curator takes it out', null, (_lesson: Lesson, id: string) => acts.unpublish(stage.cast.liz, id)],
    [
      'its owner chooses fewer',
      null,
      (lesson: Lesson, id: string) =>
        acts.consent(lesson.owner, id, { audience: { kind: 'cohort', id: stage.cast.maple } }),
    ],
  ])(
    'since %s, what plays stops within five seconds, and who has it open hears of it',
    async (_how, because, end) => {
      const { ben } = stage.cast
      const large = Buffer.alloc(24 * 2 ** 20)
      const lesson = await acts.lesson('organisation', undefined, large)
      const id = await acts.published(lesson)
      const media = await renditionOf(ben, await playOf(ben, lesson.clipId))
      const reading = await readSlowly(ben, media, { range: 'bytes=0-' })
      const hears = await listen(ben, lesson.clipId)
      const from = performance.now()
      await end(lesson, id)
      const { bytes, at } = await reading.cut
      expect(at - from).toBeLessThan(5_000)
      expect(bytes).toBeLessThan(large.length)
      expect(await hears.until('gone {}')).toContain('gone {}')
      expect((await ben.get(media)).status).toBe(404)
      await sweepExemplars(stage.platform.db, AbortSignal.timeout(60_000))
      const { receipt } = await passportOf(lesson.owner, id)
      expect(receipt && [receipt.because, receipt.stopped]).toEqual(because && [because, 1])
    },
  )

  test('without the owner having ended it, the job settles it and they are told', async () => {
    const { ana } = stage.cast
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    const worker = await startWorker(stage, (works) =>
      works.filter(({ job }) => job.name === 'clips.audience-closed'),
    )
    await acts.attest(lesson.owner, lesson.clipId, 'cohort')
    await until(async () => (await whats(lesson.owner)).includes('exemplar ended'))
    await worker.stop()
    expect(await exemplarNotices(lesson.owner)).toMatchObject([
      { what: 'exemplar ended', link: `/exemplars/${id}/passport`, clip: { title: 'Fractions' } },
    ])
    expect(await whats(ana)).not.toContain('exemplar ended')
  })

  test('with a purged clip, the receipt says where it was', async () => {
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    await used(lesson, id)
    const worker = await startWorker(stage)
    const purge = await lesson.owner.send('PUT', `/api/v1/clips/${lesson.clipId}/purge`, {
      body: { confirm: true },
    })
    expect(purge.status).toBe(202)
    await until(
      async () =>
        (
          await stage.platform.db
            .selectFrom('clipPurges')
            .select('doneAt')
            .where('clipId', '=', lesson.clipId)
            .executeTakeFirst()
        )?.doneAt != null,
    )
    await worker.stop()
    expect((await passportOf(lesson.owner, id)).receipt).toMatchObject({
      ...{ because: 'purged', collections: ['Asking', 'Waiting'], assignments: 1, studies: 1 },
    })
  })
})
