import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendLedger } from '../../src/clips/append-ledger.ts'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import { addPerson } from '../../src/identity/add-person.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import type { Role } from '../../src/identity/roles.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import {
  type ClipId,
  type CohortId,
  type DistrictId,
  newId,
  type PersonId,
  type SiteId,
} from '../../src/platform/ids.ts'
import { Person, password } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let month: string
let clipId: ClipId
beforeEach(async () => {
  stage = await openStage()
  // The last month but one is over everywhere, whatever day it is.
  const then = new Date()
  then.setUTCDate(15)
  then.setUTCMonth(then.getUTCMonth() - 2)
  month = then.toISOString().slice(0, 7)
  await sql`update organisations set created_at = now() - interval '1 year'`.execute(db())
  clipId = await readyClipOf(stage.platform, stage.cast.dana, { title: 'canary-title' })
})
afterEach(() => stage.close())

const db = () => stage.platform.db
const url = (by: string, of = month) => `/api/v1/reports/participation?month=${of}&by=${by}`
const organisationId = () => stage.cast.dana.viewer.organisationId

let people = 0
async function person(role: Role = 'teacher', reach: { siteId?: SiteId; districtId?: DistrictId } = {}) {
  const name = `canary-name-${++people}`
  const email = `p${people}@here.example`
  const personId = await addPerson(db(), {
    organisationId: organisationId(),
    name,
    email,
    roles: [],
    password,
  })
  const row = { organisationId: organisationId(), personId, role, grantedBy: null }
  await db()
    .insertInto('roleGrants')
    .values({ ...row, siteId: reach.siteId ?? null, districtId: reach.districtId ?? null })
    .execute()
  const viewer = { organisationId: organisationId(), personId }
  const token = newSecret('itl')
  await writeToken(db(), viewer, 'tests', token)
  return new Person(stage.baseUrl, name, email, viewer, token)
}

const then = () => sql<Date>`${`${month}-10`}::timestamptz`

/** A cohort of which so many said something in the month. */
async function cohortOf(
  name: string,
  active: number,
  siteId: SiteId | null = null,
  idle = 1,
): Promise<CohortId> {
  const members = Array.from({ length: active + idle }, () => newId<PersonId>())
  await db()
    .insertInto('people')
    .values(
      members.map((id) => ({
        ...{ organisationId: organisationId(), id, signInId: null, siteId: null },
        ...{ name: `canary-name-${id}`, email: `${id}@here.example` },
      })),
    )
    .execute()
  const cohortId = await createCohort(db(), {
    ...{ organisationId: organisationId(), name, focus: null },
    members: members.map((personId) => ({ personId, part: 'participant' as const })),
  })
  await db().updateTable('cohorts').set({ siteId }).where('id', '=', cohortId).execute()
  await sql`update memberships set joined_at = now() - interval '200 days' where cohort_id = ${cohortId}`.execute(
    db(),
  )
  for (const personId of members.slice(0, active)) await comment(personId, cohortId)
  return cohortId
}

async function comment(authorId: PersonId, cohortId: CohortId) {
  const threadId = newId()
  await db()
    .insertInto('threads')
    .values({
      ...{
        organisationId: organisationId(),
        id: threadId,
        clipId,
        cohortId,
        authorId,
        cutNo: 1,
        kind: 'notice',
      },
      ...{ startMs: null, endMs: null, regionX: null, regionY: null, regionWidth: null, regionHeight: null },
    } as never)
    .execute()
  await db()
    .insertInto('comments')
    .values({
      ...{ organisationId: organisationId(), id: newId(), threadId, authorId, opensThread: true },
      ...{ body: 'canary-words', clientKey: randomUUID(), createdAt: then() },
    } as never)
    .execute()
}

async function site(name: string, districtId: DistrictId): Promise<SiteId> {
  const id = newId<SiteId>()
  await db().insertInto('sites').values({ organisationId: organisationId(), id, districtId, name }).execute()
  return id
}
async function district(name: string): Promise<DistrictId> {
  const id = newId<DistrictId>()
  await db().insertInto('districts').values({ organisationId: organisationId(), id, name }).execute()
  return id
}
const told = (body: { cells: { kind: string; name: string | null; activePeople: number | null }[] }) =>
  body.cells.map(({ kind, name, activePeople }) => [kind, name, activePeople])

describe('INV-31: counts of a month', () => {
  test('are told where enough people stand behind them, by cohort and by site', async () => {
    const { dana } = stage.cast
    const north = await site('North', await district('Lake'))
    await cohortOf('Alder', 6, north)
    await cohortOf('Birch', 7, north)
    await cohortOf('Cedar', 8)
    const { status, body } = await dana.get(url('cohort'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ month, by: 'cohort', k: 5 })
    expect(told(body)).toEqual([
      ['cohort', 'Alder', 6],
      ['cohort', 'Birch', 7],
      ['cohort', 'Cedar', 8],
      ['total', null, 21],
    ])
    expect(body.cells[0]).toMatchObject({ comments: 6, clipsShared: null })
    expect(told((await dana.get(url('site'))).body)).toEqual([
      ['site', 'North', 13],
      ['no site', null, 8],
      ['total', null, 21],
    ])
  })

  test('leave out what is too little, and what would tell of it', async () => {
    const { dana } = stage.cast
    await cohortOf('Alder', 6)
    await cohortOf('Birch', 7)
    await cohortOf('Cedar', 2)
    const { body } = await dana.get(url('cohort'))
    expect(body.cells.find(({ kind }: { kind: string }) => kind === 'total').activePeople).toBe(15)
    const others = body.cells.find(({ kind }: { kind: string }) => kind === 'others')
    const shownOne = body.cells.filter(({ kind }: { kind: string }) => kind === 'cohort')
    expect(shownOne).toHaveLength(1)
    expect(others.activePeople + shownOne[0].activePeople).toBe(15)
    expect(others.activePeople).toBeGreaterThan(7)
  })

  test('count each number by those behind it: many clips of few people are not told', async () => {
    const { dana } = stage.cast
    const cohortId = await cohortOf('Alder', 6)
    const members = await db()
      .selectFrom('memberships')
      .select('personId')
      .where('cohortId', '=', cohortId)
      .execute()
    const share = async (personId: PersonId) => {
      const id = await readyClipOf(stage.platform, {
        viewer: { organisationId: organisationId(), personId },
      } as Person)
      await db()
        .insertInto('clipGrants')
        .values({
          ...{ organisationId: organisationId(), id: newId(), clipId: id, cohortId, grantedBy: personId },
          ...{ canComment: true, policyId: null, policyHash: null, grantedAt: then(), revokedAt: null },
        } as never)
        .execute()
    }
    for (const { personId } of members.slice(0, 4)) await share(personId)
    for (let n = 0; n < 6; n++) await share(members[0]?.personId as PersonId)
    expect((await dana.get(url('cohort'))).body.cells[0]).toMatchObject({
      activePeople: 6,
      clipsShared: null,
    })
    // A month of its own, as this one is settled.
    await db().deleteFrom('reportSnapshots').execute()
    await share(members[4]?.personId as PersonId)
    expect((await dana.get(url('cohort'))).body.cells[0]).toMatchObject({ activePeople: 6, clipsShared: 11 })
  })

  test('count who only played, and everybody once, in the cohort they were in first', async () => {
    const { dana } = stage.cast
    const first = await cohortOf('Alder', 5, null, 2)
    const second = await cohortOf('Birch', 6)
    const [player] = await db()
      .selectFrom('memberships')
      .select('personId')
      .where('cohortId', '=', first)
      .where('personId', 'not in', (eb) => eb.selectFrom('comments').select('authorId'))
      .execute()
    const personId = player?.personId as PersonId
    await db()
      .insertInto('memberships')
      .values({ organisationId: organisationId(), cohortId: second, personId, part: 'participant' })
      .execute()
    await sql`update memberships set joined_at = now() - interval '190 days' where person_id = ${personId} and cohort_id = ${second}`.execute(
      db(),
    )
    await appendLedger(db(), { organisationId: organisationId(), clipId, what: 'play', personId })
    await sql`alter table ledger disable trigger ledger_is_kept`.execute(db())
    await sql`update ledger set at = ${`${month}-10`}::timestamptz`.execute(db())
    expect(told((await dana.get(url('cohort'))).body)).toEqual([
      ['cohort', 'Alder', 6],
      ['cohort', 'Birch', 6],
      ['total', null, 12],
    ])
  })

  test('know nothing of coaching: neither what is said, shared and played there, nor who was in it first', async () => {
    const { dana } = stage.cast
    const alder = await cohortOf('Alder', 6, null, 3)
    // As many as never are in one, so that there would be something to tell.
    const pair = await cohortOf('Between two', 8)
    await db().updateTable('cohorts').set({ kind: 'coaching' }).where('id', '=', pair).execute()
    const idle = await db()
      .selectFrom('memberships')
      .select('personId')
      .where('cohortId', '=', alder)
      .where('personId', 'not in', (eb) => eb.selectFrom('comments').select('authorId'))
      .execute()
    await sql`
      insert into memberships (organisation_id, cohort_id, person_id, part, joined_at)
      select organisation_id, ${pair}, person_id, part, now() - interval '300 days' from memberships
      where cohort_id = ${alder}`.execute(db())
    const [speaker, player, sharer] = idle.map(({ personId }) => personId)
    await comment(speaker as PersonId, pair)
    await sql`
      insert into clip_grants (organisation_id, id, clip_id, cohort_id, granted_by, can_comment, granted_at)
      values (${organisationId()}, ${newId()}, ${clipId}, ${pair}, ${sharer}, true, ${then()})`.execute(db())
    await appendLedger(db(), {
      ...{ organisationId: organisationId(), clipId, what: 'play', cohortId: pair },
      personId: player as PersonId,
    })
    await sql`alter table ledger disable trigger ledger_is_kept`.execute(db())
    await sql`update ledger set at = ${`${month}-10`}::timestamptz`.execute(db())
    const { body } = await dana.get(url('cohort'))
    expect(told(body)).toEqual([
      ['cohort', 'Alder', 6],
      ['total', null, 6],
    ])
    expect(body.cells.at(-1)).toMatchObject({ comments: 6, clipsShared: null })
  })

  test('are made once: neither later words nor another roster change them, and two at once are one', async () => {
    const { dana } = stage.cast
    const alder = await cohortOf('Alder', 6)
    await cohortOf('Birch', 9)
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, n) => dana.get(url(n % 2 ? 'site' : 'cohort'))),
    )
    const [first] = all
    expect(new Set(all.map(({ body }) => body.madeAt)).size).toBe(1)
    const members = await db()
      .selectFrom('memberships')
      .select('personId')
      .where('cohortId', '=', alder)
      .execute()
    await comment(members.at(-1)?.personId as PersonId, alder)
    await sql`update memberships set left_at = joined_at where cohort_id = ${alder}`.execute(db())
    await cohortOf('Cedar', 6)
    expect((await dana.get(url('cohort'))).body).toEqual(first?.body)
    await expect(db().updateTable('reportSnapshots').set({ cells: '[]' }).execute()).rejects.toThrow(
      'made once',
    )
  })

  test('go to a site leader for their site, to a district partner for their district, and to nobody else', async () => {
    const [lake, hill] = [await district('Lake'), await district('Hill')]
    const [north, south, east] = [
      await site('North', lake),
      await site('South', lake),
      await site('East', hill),
    ]
    await cohortOf('Alder', 6, north)
    await cohortOf('Birch', 7, south)
    await cohortOf('Cedar', 8, east)
    await cohortOf('Elm', 9)
    const leader = await person('site leader', { siteId: north })
    const partner = await person('district partner', { districtId: lake })
    expect(told((await leader.get(url('cohort'))).body)).toEqual([['cohort', 'Alder', 6]])
    expect(told((await leader.get(url('site'))).body)).toEqual([['site', 'North', 6]])
    expect(told((await partner.get(url('cohort'))).body)).toEqual([
      ['cohort', 'Alder', 6],
      ['cohort', 'Birch', 7],
    ])
    expect(told((await partner.get(url('site'))).body)).toEqual([
      ['site', 'North', 6],
      ['site', 'South', 7],
    ])
    const { leslie, liz, eve, nobody } = stage.cast
    for (const other of [leslie, liz, eve]) expect((await other.get(url('site'))).status).toBe(403)
    expect((await nobody.get(url('site'))).status).toBe(401)
    const text = JSON.stringify([
      (await leader.get(url('cohort'))).body,
      (await partner.get(url('cohort'))).body,
    ])
    expect(text).not.toContain('canary')
  })

  test('are of months that are over, and answer no other question', async () => {
    const { dana } = stage.cast
    const now = await dana.get(url('cohort', new Date().toISOString().slice(0, 7)))
    expect([now.status, now.body.code]).toEqual([409, 'month-not-over'])
    expect((await dana.get(url('cohort', '1999-01'))).status).toBe(404)
    for (const bad of [
      url('person'),
      url('cohort', '2026-13'),
      `${url('cohort')}&cohortId=${randomUUID()}`,
    ]) {
      expect((await dana.get(bad)).status).toBe(400)
    }
    expect((await dana.get('/api/v1/reports/participation?month=2026-01')).status).toBe(400)
    expect(await db().selectFrom('reportSnapshots').select('month').execute()).toEqual([])
  })

  test('take the organisation’s own, higher k', async () => {
    const { dana } = stage.cast
    await db().updateTable('organisations').set({ kMin: 10 }).execute()
    await cohortOf('Alder', 9)
    expect((await dana.get(url('cohort'))).body).toMatchObject({ k: 10, cells: [] })
  })
})
