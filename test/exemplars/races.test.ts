import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findShownClip } from '../../src/clips/find-shown-clip.ts'
import { endOfDay, latestEnd } from '../../src/exemplars/consent-days.ts'
import { settleOver } from '../../src/exemplars/settle-exemplar.ts'
import { sweepExemplars } from '../../src/exemplars/sweep-exemplars.ts'
import type { ClipId, ExemplarId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { type ExemplarActs, exemplarActs, inDays, type Lesson } from './exemplar-acts.ts'

let stage: Stage
let acts: ExemplarActs
let curator: Person
beforeAll(async () => {
  stage = await openStage()
  acts = exemplarActs(stage)
  curator = await acts.member(stage.cast.maple, 'Carl')
  await stage.platform.db
    .updateTable('memberships')
    .set({ part: 'facilitator' })
    .where('personId', '=', curator.viewer.personId)
    .execute()
})
afterAll(() => stage.close())

const rounds = Array.from({ length: 12 }, (_, n) => n + 1)

async function agreed(): Promise<Lesson & { id: ExemplarId }> {
  const lesson = await acts.lesson()
  const { id } = (await acts.nominate(stage.cast.ana, lesson.clipId)).body
  expect((await acts.consent(lesson.owner, id)).status).toBe(200)
  return { ...lesson, id }
}

const rowOf = (id: string) =>
  stage.platform.db
    .selectFrom('exemplars')
    .selectAll()
    .where('id', '=', id as ExemplarId)
    .executeTakeFirstOrThrow()
const audiencesOf = (id: string) =>
  stage.platform.db
    .selectFrom('clipAudiences')
    .selectAll()
    .where('exemplarId', '=', id as ExemplarId)
    .orderBy('openedAt')
    .execute()
const ledgerOf = async (clipId: ClipId) =>
  (
    await stage.platform.db
      .selectFrom('ledger')
      .select('what')
      .where('clipId', '=', clipId)
      .where('what', 'in', ['nominate', 'consent to exemplar', 'publish', 'unpublish'])
      .orderBy('seq')
      .execute()
  ).map(({ what }) => what)
const sweep = () => sweepExemplars(stage.platform.db, AbortSignal.timeout(60_000))
const benSees = async (clipId: ClipId) => (await stage.cast.ben.get(`/api/v1/clips/${clipId}`)).status

describe('at once', () => {
  test('its owner ends it and somebody asks for the clip, which is not there though it was found', async () => {
    const { owner, clipId, id } = await agreed()
    expect((await acts.publish(stage.cast.liz, id)).status).toBe(200)
    expect(await benSees(clipId)).toBe(200)
    let ending: ReturnType<ExemplarActs['end']> | undefined
    const db = stage.platform.db.withPlugin({
      transformQuery: ({ node }) => node,
      // After the first question, and before the others.
      async transformResult({ result }) {
        ending ??= acts.end(owner, id)
        await ending
        return result
      },
    })
    await expect(findShownClip(db, stage.cast.ben.viewer, clipId)).rejects.toMatchObject({ status: 404 })
    expect((await ending)?.status).toBe(200)
  })

  test.each(rounds)('its owner ends it and a curator publishes it, round %i', async () => {
    const { owner, clipId, id } = await agreed()
    const [published, ended] = await Promise.all([acts.publish(stage.cast.liz, id), acts.end(owner, id)])
    expect(ended.status).toBe(200)
    expect([200, 404, 409]).toContain(published.status)
    expect(await rowOf(id)).toMatchObject({ endedBecause: 'owner', receipt: ended.body })
    const audiences = await audiencesOf(id)
    expect(audiences.filter(({ closedAt }) => closedAt === null)).toEqual([])
    expect(ended.body.publishedFrom !== null).toBe(audiences.length === 1)
    expect(await benSees(clipId)).toBe(404)
  })

  test.each(rounds)('its owner withdraws the clip and a curator publishes it, round %i', async () => {
    const { owner, clipId, id } = await agreed()
    const [published, withdrawn] = await Promise.all([
      acts.publish(stage.cast.liz, id),
      acts.withdraw(owner, clipId),
    ])
    expect(withdrawn.status).toBe(204)
    expect([200, 404]).toContain(published.status)
    expect(await benSees(clipId)).toBe(404)
    const audiences = await audiencesOf(id)
    expect(audiences.map(({ closedBecause }) => closedBecause)).toEqual(audiences.length ? ['withdrawn'] : [])
    await acts.restore(owner, clipId)
    expect(await benSees(clipId)).toBe(404)
  })

  test.each(rounds)('those in the picture agree to less and a curator publishes it, round %i', async () => {
    const { owner, clipId, id } = await agreed()
    await Promise.all([acts.publish(stage.cast.liz, id), acts.attest(owner, clipId, 'cohort')])
    expect(await benSees(clipId)).toBe(404)
    expect((await audiencesOf(id)).filter(({ closedAt }) => closedAt === null)).toEqual([])
  })

  test.each(rounds)('two curators publish it, round %i', async () => {
    const { clipId, id } = await agreed()
    const both = await Promise.all([acts.publish(stage.cast.liz, id), acts.publish(curator, id)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await audiencesOf(id)).toHaveLength(1)
    expect(await ledgerOf(clipId)).toEqual(['nominate', 'consent to exemplar', 'publish'])
  })

  test.each(rounds)('its owner agrees and who nominated it takes that back, round %i', async () => {
    const { owner, clipId } = await acts.lesson()
    const { id } = (await acts.nominate(stage.cast.ana, clipId)).body
    const [consent, back] = await Promise.all([acts.consent(owner, id), acts.takeBack(stage.cast.ana, id)])
    const { takenBackAt } = await rowOf(id)
    expect([consent.body.code ?? consent.status, back.body.code ?? back.status]).toEqual(
      takenBackAt ? ['exemplar-over', 204] : [200, 'not-asked'],
    )
  })

  test.each(rounds)('two people nominate it, and one of them twice, round %i', async () => {
    const { ana, liz } = stage.cast
    const { clipId } = await acts.lesson()
    const clientKey = randomUUID()
    const three = await Promise.all([
      acts.nominate(ana, clipId, { clientKey }),
      acts.nominate(ana, clipId, { clientKey }),
      acts.nominate(liz, clipId),
    ])
    const written = three.filter(({ status }) => status === 201)
    expect(new Set(written.map(({ body }) => body.id)).size).toBe(1)
    expect(three[0].body.id ?? three[0].body.code).toBe(three[1].body.id ?? three[1].body.code)
    for (const { status, body } of three) if (status !== 201) expect(body.code).toBe('already-nominated')
    expect(await ledgerOf(clipId)).toEqual(['nominate'])
  })

  test.each(rounds)(
    'its owner changes what they agreed to and a curator takes it out, round %i',
    async () => {
      const lesson = await acts.lesson()
      const id = await acts.published(lesson)
      await acts.site([lesson.owner])
      const { siteId } = await stage.platform.db
        .selectFrom('people')
        .select('siteId')
        .where('id', '=', lesson.owner.viewer.personId)
        .executeTakeFirstOrThrow()
      const audience = { kind: 'site', id: siteId }
      const both = await Promise.all([
        acts.consent(lesson.owner, id, { audience, showsName: false }),
        acts.unpublish(stage.cast.liz, id),
      ])
      expect(both.map(({ status }) => status)).toEqual([200, 200])
      const open = (await audiencesOf(id)).filter(({ closedAt }) => closedAt === null)
      expect(open).toEqual([])
      expect(await benSees(lesson.clipId)).toBe(404)
      expect((await acts.publish(curator, id)).status).toBe(200)
      expect((await audiencesOf(id)).at(-1)).toMatchObject({ kind: 'site', siteId, showsName: false })
    },
  )
})

describe('what is over', () => {
  test('is settled once, whoever comes by, however often, and after a crash', async () => {
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    await acts.withdraw(lesson.owner, lesson.clipId)
    // The audience is closed, and whoever was to settle the rest is gone. Nobody sees it all the same.
    expect(await rowOf(id)).toMatchObject({ endedAt: null, receipt: null })
    expect(await benSees(lesson.clipId)).toBe(404)
    const { db } = stage.platform
    const passport = (await lesson.owner.get(`/api/v1/exemplars/${id}/passport`)).body
    expect(passport).toMatchObject({ exemplar: { state: 'ended' }, receipt: { because: 'withdrawn' } })
    const settled = await Promise.all([
      settleOver(db, id),
      settleOver(db, id),
      sweep(),
      acts.end(lesson.owner, id),
    ])
    expect(settled.slice(0, 2).filter(Boolean).length).toBeLessThan(2)
    const { receipt, endedAt } = await rowOf(id)
    expect(receipt).toMatchObject({ because: 'withdrawn', collections: [], assignments: 0 })
    expect(receipt).toEqual(passport.receipt)
    expect(await settleOver(db, id)).toBe(false)
    await sweep()
    expect(await rowOf(id)).toMatchObject({ receipt, endedAt })
    expect((await acts.end(lesson.owner, id)).body).toEqual(receipt)
    expect(await ledgerOf(lesson.clipId)).toEqual(['nominate', 'consent to exemplar', 'publish', 'unpublish'])
  })

  test('is not what a curator took out, nor what was renewed', async () => {
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    await acts.consent(lesson.owner, id, { endsOn: inDays(200) })
    await settleOver(stage.platform.db, id)
    expect(await benSees(lesson.clipId)).toBe(200)
    await acts.unpublish(stage.cast.liz, id)
    await settleOver(stage.platform.db, id)
    expect((await rowOf(id)).endedAt).toBeNull()
    expect(await ledgerOf(lesson.clipId)).toEqual([
      ...['nominate', 'consent to exemplar', 'publish'],
      ...['consent to exemplar', 'unpublish', 'publish', 'unpublish'],
    ])
  })

  test('is so from the very instant on, without anybody coming by', async () => {
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    const { db } = stage.platform
    const { rows } = await sql<{ until: Date }>`update clip_audiences
      set until = clock_timestamp() + interval '600 milliseconds' where exemplar_id = ${id} returning until`.execute(
      db,
    )
    await sql`update exemplar_consents set until = ${rows[0]?.until} where exemplar_id = ${id}`.execute(db)
    const publishing = acts.publish(curator, id)
    const looking = async () => {
      const { rows: before } = await sql<{ isOver: boolean }>`select clock_timestamp() >= ${rows[0]?.until}
        as "isOver"`.execute(db)
      const status = await benSees(lesson.clipId)
      if (before[0]?.isOver) expect(status).toBe(404)
      return before[0]?.isOver
    }
    while (!(await looking()));
    await publishing
    expect((await acts.consent(lesson.owner, id)).body.code).toBe('exemplar-over')
    expect((await acts.publish(curator, id)).status).toBe(404)
    expect((await rowOf(id)).endedAt).toBeNull()
    await sweep()
    const ended = await rowOf(id)
    expect(ended).toMatchObject({ endedBecause: 'expired' })
    expect(ended.receipt).toMatchObject({ because: 'expired', endedAt: rows[0]?.until.toISOString() })
  })
})

describe('the last day', () => {
  test.each([
    ['in winter', 'America/Chicago', '2026-12-31', '2027-01-01T06:00:00.000Z'],
    ['of 23 hours', 'America/Chicago', '2027-03-14', '2027-03-15T05:00:00.000Z'],
    ['before clocks go forward', 'America/Chicago', '2027-03-13', '2027-03-14T06:00:00.000Z'],
    ['of 25 hours', 'America/Chicago', '2026-11-01', '2026-11-02T06:00:00.000Z'],
    ['before a day without a midnight', 'America/Havana', '2027-03-13', '2027-03-14T05:00:00.000Z'],
    ['before a midnight that comes twice', 'America/Havana', '2026-10-31', '2026-11-01T04:00:00.000Z'],
    ['far east', 'Asia/Kathmandu', '2026-11-26', '2026-11-26T18:15:00.000Z'],
  ])('%s is over at midnight where the owner works', (_when, zone, day, instant) => {
    expect(endOfDay(zone, day).toISOString()).toBe(instant)
  })

  test.each([
    ['2026-09-01', '2028-09-01'],
    ['2028-02-29', '2030-02-28'],
    ['2026-02-28', '2028-02-28'],
  ])('of what is agreed to on %s is %s at the latest', (today, last) => {
    expect(latestEnd(today)).toBe(last)
  })

  test('is counted in the zone of the owner’s site, and else of the organisation', async () => {
    const lesson = await acts.lesson()
    const { id } = (await acts.nominate(stage.cast.ana, lesson.clipId)).body
    await acts.site([lesson.owner], 'Pacific/Kiritimati')
    const endsOn = inDays(50)
    const { body } = await acts.consent(lesson.owner, id, { endsOn })
    // Fourteen hours ahead all the year.
    expect(body.consent).toMatchObject({ endsOn, until: `${endsOn}T10:00:00.000Z` })
  })
})
