import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import type { Kind } from '../../src/cohorts/kinds.ts'
import type { CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const cohortOf = (facilitator: Person, kind: Kind = 'cohort') =>
  createCohort(stage.platform.db, {
    organisationId: facilitator.viewer.organisationId,
    ...{ name: 'Elm Court', focus: 'Who explains?', kind },
    members: [{ personId: facilitator.viewer.personId, part: 'facilitator' }],
  })
const invite = async (who: Person, id: CohortId, { email }: Pick<Person, 'email'>) =>
  (await who.post(`/api/v1/cohorts/${id}/invitations`, { email, name: 'Noor', words: 'Join us.' })).body.id
const prove = ({ email }: Person) =>
  sql`update auth_users set email_verified = true where email = ${email}`.execute(stage.platform.db)
const proven = async () => {
  const person = await newcomer(stage)
  await prove(person)
  return person
}
const mine = async (who: Person) => (await who.get('/api/v1/me/invitations')).body.items
const accept = (who: Person, id: string) => who.put(`/api/v1/me/invitations/${id}/acceptance`)

describe('an invitation to somebody who is here', () => {
  test('is read and accepted without the link, once', async () => {
    const { liz } = stage.cast
    const noor = await proven()
    const cohortId = await cohortOf(liz)
    const id = await invite(liz, cohortId, noor)
    expect(await mine(noor)).toEqual([
      {
        ...{ id, words: 'Join us.', expiresAt: expect.any(String) },
        cohort: { name: 'Elm Court', kind: 'cohort', focus: 'Who explains?' },
        invitedBy: { id: liz.viewer.personId, name: 'Liz' },
      },
    ])
    const both = await Promise.all([accept(noor, id), accept(noor, id)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
    expect(both.find(({ status }) => status === 200)?.body).toEqual({ cohortId })
    expect((await noor.get(`/api/v1/cohorts/${cohortId}`)).body.members).toHaveLength(2)
    expect(await mine(noor)).toEqual([])
  })

  test('is declined, and may be sent again', async () => {
    const { liz } = stage.cast
    const noor = await proven()
    const cohortId = await cohortOf(liz)
    const id = await invite(liz, cohortId, noor)
    expect((await noor.delete(`/api/v1/me/invitations/${id}`)).status).toBe(204)
    expect(await mine(noor)).toEqual([])
    expect((await accept(noor, id)).status).toBe(404)
    expect((await noor.get(`/api/v1/cohorts/${cohortId}`)).status).toBe(404)
    await invite(liz, cohortId, noor)
    expect(await mine(noor)).toHaveLength(1)
  })

  test('is nobody else’s to see or answer, nor theirs while the mailbox is not known to be', async () => {
    const { liz, ana, eve } = stage.cast
    const noor = await newcomer(stage)
    for (const who of [ana, eve]) await prove(who)
    const cohortId = await cohortOf(liz)
    const id = await invite(liz, cohortId, noor)
    for (const who of [noor, ana, eve, liz]) {
      expect(await mine(who)).toEqual([])
      expect((await accept(who, id)).status).toBe(404)
      expect((await who.delete(`/api/v1/me/invitations/${id}`)).status).toBe(404)
    }
    await prove(noor)
    expect((await accept(noor, id)).status).toBe(200)
  })

  test('does not hold once it was taken back, ran out, or its sender no longer facilitates', async () => {
    const leader = await newcomer(stage, ['teacher leader'], { name: 'Tess' })
    const noor = await proven()
    const { db } = stage.platform
    const ways: ((cohortId: CohortId, id: string) => Promise<unknown>)[] = [
      (_, id) => leader.delete(`/api/v1/invitations/${id}`),
      (_, id) => sql`update invitations set expires_at = now() where id = ${id}`.execute(db),
      (cohortId) =>
        sql`update memberships set part = 'participant' where cohort_id = ${cohortId}`.execute(db),
      (cohortId) => leader.put(`/api/v1/cohorts/${cohortId}/closing`),
    ]
    for (const end of ways) {
      const cohortId = await cohortOf(leader)
      const id = await invite(leader, cohortId, noor)
      expect(await mine(noor)).toHaveLength(1)
      await end(cohortId, id)
      expect(await mine(noor)).toEqual([])
      expect((await accept(noor, id)).status).toBe(404)
    }
  })

  test('into a cohort of leaders does not let a teacher in, and stays', async () => {
    const { liz } = stage.cast
    const noor = await proven()
    const id = await invite(liz, await cohortOf(liz, 'leaders'), noor)
    expect(await accept(noor, id)).toMatchObject({ status: 409, body: { code: 'leaders-only' } })
    expect(await mine(noor)).toHaveLength(1)
  })

  test('that is sent again keeps the words it had, unless there are new ones', async () => {
    const { liz } = stage.cast
    const noor = await proven()
    const cohortId = await cohortOf(liz)
    const id = await invite(liz, cohortId, noor)
    const again = async (more: object, who = liz) => {
      await sql`update invitations set expires_at = now() + interval '1 day' where id = ${id}`.execute(
        stage.platform.db,
      )
      await who.post(`/api/v1/cohorts/${cohortId}/invitations`, { email: noor.email, name: 'Noor', ...more })
      return (await mine(noor)).map(({ words }: { words: string | null }) => words)
    }
    expect(await again({})).toEqual(['Join us.'])
    expect(await again({ words: 'Please do.' })).toEqual(['Please do.'])
    // Nobody is made to say what somebody else wrote.
    const tess = await newcomer(stage, ['teacher leader'], { name: 'Tess' })
    const { organisationId, personId } = tess.viewer
    await stage.platform.db
      .insertInto('memberships')
      .values({ organisationId, personId, cohortId, part: 'facilitator' })
      .execute()
    expect(await again({}, tess)).toEqual([null])
    await again({ words: 'Join us.' })
    expect(await again({ words: null })).toEqual([null])
  })
})
