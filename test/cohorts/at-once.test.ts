import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import type { Kind } from '../../src/cohorts/kinds.ts'
import type { CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { secretOf } from '../support/mails.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** What must hold at every instant, asked of the database itself. */
async function broken(): Promise<unknown[]> {
  const { rows } = await stage.platform.pool.query(`
    with live as (select * from memberships where left_at is null)
    select 'a departed person is in a cohort' as what from live join people on people.id = live.person_id
      where people.state <> 'active'
    union all
    select 'somebody is in a closed cohort' from live join cohorts on cohorts.id = live.cohort_id
      where closed_at is not null
    union all
    select 'an open cohort has nobody in it' from cohorts where closed_at is null
      and not exists (select from live where live.cohort_id = cohorts.id)
    union all
    select 'coaching is not between two' from cohorts join live on live.cohort_id = cohorts.id
      where kind = 'coaching' group by cohorts.id having count(*) > 2
    union all
    select 'an invitation was used and its person let in twice' from live
      group by cohort_id, person_id having count(*) > 1
    union all
    select 'an organisation has no administrator' from organisations
      where exists (select from role_grants where organisation_id = organisations.id and role = 'administrator')
        and not exists (
          select from role_grants join people on people.id = role_grants.person_id
          where role_grants.organisation_id = organisations.id and role = 'administrator' and state = 'active')`)
  return rows
}

test('whatever is done with people and cohorts at once, nothing breaks and no two wait for each other', async () => {
  const { dana, liz, leslie, nobody } = stage.cast
  for (let round = 0; round < 6; round++) {
    const noor = await newcomer(stage, ['administrator', 'teacher leader'])
    const cohort = (kind: Kind, others: readonly Person[] = []) =>
      createCohort(stage.platform.db, {
        ...{ organisationId: liz.viewer.organisationId, name: `Round ${round}`, focus: null, kind },
        members: [
          { personId: liz.viewer.personId, part: 'facilitator' },
          ...others.map(({ viewer }) => ({ personId: viewer.personId, part: 'participant' as const })),
        ],
      })
    const shared = await cohort('cohort', [noor, leslie])
    const coaching = await cohort('coaching', [noor])
    const next = await cohort('cohort')
    const pair = await cohort('coaching')
    const token = async (cohortId: CohortId, email: string) =>
      secretOf(stage, (await liz.post(`/api/v1/cohorts/${cohortId}/invitations`, { email, name: 'N' })).body)
    const tokens = [
      await token(next, noor.email),
      await token(pair, noor.email),
      await token(pair, leslie.email),
      await token(shared, dana.email),
    ]
    const office = '/api/v1/administration'
    const answers = await Promise.all([
      ...tokens.map((each) => nobody.post('/api/v1/invitations/accept', { token: each })),
      dana.put(`${office}/people/${noor.viewer.personId}/departure`),
      noor.delete(`/api/v1/cohorts/${shared}/members/me`),
      liz.delete(`/api/v1/cohorts/${coaching}/members/me`),
      liz.send('PUT', `/api/v1/cohorts/${shared}/members/${leslie.viewer.personId}/part`, {
        body: { part: 'facilitator' },
      }),
      liz.delete(`/api/v1/cohorts/${shared}/members/me`),
      noor.delete(`${office}/people/${dana.viewer.personId}/roles/administrator`),
      liz.put(`/api/v1/cohorts/${next}/closing`),
      dana.delete(`${office}/people/${noor.viewer.personId}/departure`),
    ])
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(await broken()).toEqual([])
    await stage.platform.db
      .insertInto('roleGrants')
      .values({
        ...{ organisationId: dana.viewer.organisationId, personId: dana.viewer.personId },
        role: 'administrator',
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
})
