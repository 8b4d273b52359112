import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import type { Person } from '../support/cast.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

interface Reference {
  readonly name: string
  readonly from: string
  readonly to: string
  /** Column of the reference with the column it refers to. */
  readonly pairs: readonly string[]
}

describe('the database', () => {
  const references = async (): Promise<Reference[]> => {
    const { rows } = await stage.platform.pool.query(`
      select con.conname as name, con.conrelid::regclass::text as from, con.confrelid::regclass::text as to,
        array_agg(a.attname || ' → ' || b.attname order by k.n)::text[] as pairs
      from pg_constraint con
        cross join unnest(con.conkey, con.confkey) with ordinality as k(here, there, n)
        join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.here
        join pg_attribute b on b.attrelid = con.confrelid and b.attnum = k.there
      where con.contype = 'f' and con.connamespace = 'public'::regnamespace
      group by con.oid, con.conname, con.conrelid, con.confrelid`)
    return rows
  }
  const tables = async (): Promise<string[]> => {
    const { rows } = await stage.platform.pool.query(`
      select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and column_name = 'organisation_id' and table_type = 'BASE TABLE'`)
    return rows.map(({ table_name }) => table_name)
  }

  test('INV-30: lets no row refer to one of another organisation', async () => {
    const ofOrganisations = new Set(await tables())
    expect(ofOrganisations.size).toBeGreaterThan(35)
    const inside = (await references()).filter(
      ({ from, to }) => ofOrganisations.has(from) && ofOrganisations.has(to),
    )
    expect(inside.length).toBeGreaterThan(60)
    const open = inside.filter(({ pairs }) => !pairs.includes('organisation_id → organisation_id'))
    expect(open).toEqual([])
  })

  test('INV-30: has every row of an organisation belong to one that exists', async () => {
    const all = await references()
    const bound = new Set(
      all
        .filter(({ pairs }) => pairs.some((pair) => pair.startsWith('organisation_id →')))
        .map(({ from }) => from),
    )
    // The outbox also holds what is for nobody, and rows that outlive what they were for.
    const free = (await tables()).filter((table) => !bound.has(table) && table !== 'outbox')
    expect(free).toEqual([])
  })

  test('INV-30: refuses such a row in fact', async () => {
    const { liz, eve, maple, elsewhere } = stage.cast
    const { db } = stage.platform
    const { organisationId } = liz.viewer
    const invitation = { organisationId, name: 'N', email: 'n@n.example', expiresAt: new Date() }
    const tries = [
      db.insertInto('memberships').values({
        ...{ organisationId, cohortId: maple, personId: eve.viewer.personId, part: 'participant' as const },
      }),
      db.insertInto('memberships').values({
        ...{
          organisationId,
          cohortId: elsewhere,
          personId: liz.viewer.personId,
          part: 'participant' as const,
        },
      }),
      db
        .insertInto('roleGrants')
        .values({ organisationId, personId: eve.viewer.personId, role: 'program coach' }),
      db.insertInto('evaluators').values({
        ...{ organisationId, evaluatorId: liz.viewer.personId, evaluateeId: eve.viewer.personId },
        source: 'set' as const,
      }),
      db.insertInto('invitations').values({
        ...{ ...invitation, id: randomUUID() as never, cohortId: elsewhere, part: 'participant' as const },
        invitedBy: liz.viewer.personId,
      }),
      db.insertInto('invitations').values({
        ...{ ...invitation, id: randomUUID() as never, invitedBy: eve.viewer.personId },
      }),
    ]
    for (const each of tries) await expect(each.execute()).rejects.toMatchObject({ code: '23503' })
  })
})

describe('another organisation', () => {
  test('INV-30: its ids answer as random ones do, whoever asks and whatever for', async () => {
    const { dana, liz, eve, maple } = stage.cast
    // Eve's organisation has one of everything, and an administrator who could say so.
    const admin = await newcomer(stage, ['administrator', 'teacher leader'], { like: eve })
    const { body: district } = await admin.post('/api/v1/districts', { name: 'There' })
    const { body: site } = await admin.post('/api/v1/sites', { name: 'There', districtId: district.id })
    const cohort = await createCohort(stage.platform.db, {
      ...{ organisationId: eve.viewer.organisationId, name: 'There', focus: null },
      members: [{ personId: admin.viewer.personId, part: 'facilitator' }],
    })
    const invited = await admin.post(`/api/v1/cohorts/${cohort}/invitations`, {
      ...{ email: 'n@there.example', name: 'N' },
    })
    const theirs: Ids = {
      ...{ cohort, person: eve.viewer.personId, district: district.id, site: site.id },
      invitation: invited.body.id,
    }
    const random: Ids = {
      ...{ cohort: randomUUID(), person: randomUUID(), district: randomUUID(), site: randomUUID() },
      invitation: randomUUID(),
    }
    const own = liz.viewer.personId
    const asks: readonly (readonly [string, (ids: Ids) => string, ((ids: Ids) => object)?])[] = [
      ['GET', ({ cohort }) => `/cohorts/${cohort}`],
      ['PATCH', ({ cohort }) => `/cohorts/${cohort}`, () => ({ name: 'Mine' })],
      ['PUT', ({ cohort }) => `/cohorts/${cohort}/closing`],
      ['DELETE', ({ cohort }) => `/cohorts/${cohort}/members/me`],
      ['DELETE', ({ cohort, person }) => `/cohorts/${cohort}/members/${person}`],
      ['DELETE', ({ person }) => `/cohorts/${maple}/members/${person}`],
      [
        'PUT',
        ({ cohort, person }) => `/cohorts/${cohort}/members/${person}/part`,
        () => ({ part: 'facilitator' }),
      ],
      ['PUT', ({ person }) => `/cohorts/${maple}/members/${person}/part`, () => ({ part: 'facilitator' })],
      ['GET', ({ cohort }) => `/cohorts/${cohort}/invitations`],
      ['POST', ({ cohort }) => `/cohorts/${cohort}/invitations`, () => ({ email: 'x@x.example', name: 'X' })],
      ['DELETE', ({ invitation }) => `/invitations/${invitation}`],
      ['POST', () => '/cohorts', ({ site }) => ({ name: 'C', siteId: site, facilitatorId: own })],
      ['POST', () => '/cohorts', ({ person }) => ({ name: 'C', facilitatorId: person })],
      [
        'POST',
        () => '/invitations',
        ({ site }) => ({ email: 'x@x.example', name: 'X', roles: ['site leader'], siteId: site }),
      ],
      ['PUT', ({ cohort }) => `/administration/cohorts/${cohort}/facilitators/${own}`],
      ['PUT', ({ person }) => `/administration/cohorts/${maple}/facilitators/${person}`],
      ['PATCH', ({ person }) => `/administration/people/${person}`, () => ({ name: 'Mine' })],
      ['PATCH', () => `/administration/people/${own}`, ({ site }) => ({ siteId: site })],
      ['PUT', ({ person }) => `/administration/people/${person}/roles/teacher`],
      ['PUT', () => `/administration/people/${own}/roles/site%20leader`, ({ site }) => ({ siteId: site })],
      [
        'PUT',
        () => `/administration/people/${own}/roles/district%20partner`,
        ({ district }) => ({ districtId: district }),
      ],
      ['DELETE', ({ person }) => `/administration/people/${person}/roles/teacher`],
      ['PUT', ({ person }) => `/administration/people/${person}/departure`],
      ['DELETE', ({ person }) => `/administration/people/${person}/departure`],
      [
        'PUT',
        () => '/administration/evaluators',
        ({ person }) => ({ evaluatorId: own, evaluateeId: person }),
      ],
      [
        'DELETE',
        () => '/administration/evaluators',
        ({ person }) => ({ evaluatorId: person, evaluateeId: own }),
      ],
      ['PATCH', ({ district }) => `/districts/${district}`, () => ({ name: 'Mine' })],
      ['POST', () => '/sites', ({ district }) => ({ name: 'S', districtId: district })],
      ['PATCH', ({ site }) => `/sites/${site}`, () => ({ name: 'Mine' })],
    ]
    for (const who of [dana, liz, stage.cast.leslie]) {
      for (const [method, path, body] of asks) {
        const told = async (ids: Ids) => {
          const given = body && { body: body(ids) }
          const { status, body: answer } = await who.send(method, `/api/v1${path(ids)}`, given)
          return { ask: `${who.name} ${method} ${path(theirs)}`, status, ...answer, instance: null }
        }
        const answer = await told(theirs)
        expect(answer).toEqual(await told(random))
        expect([404, 403]).toContain(answer.status)
        if (who === dana) expect(answer).toMatchObject({ status: 404 })
      }
    }
    await unchanged(admin, cohort)
  })

  async function unchanged(admin: Person, cohort: string) {
    const { body } = await admin.get(`/api/v1/cohorts/${cohort}`)
    expect(body).toMatchObject({ name: 'There', closedAt: null, members: [{ part: 'facilitator' }] })
  }
})

interface Ids {
  readonly cohort: string
  readonly person: string
  readonly district: string
  readonly site: string
  readonly invitation: string
}
