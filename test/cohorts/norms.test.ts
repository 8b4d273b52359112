import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import { forgetAgreements } from '../../src/cohorts/forget-agreements.ts'
import type { CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const cohortOf = (norms: string | null) =>
  createCohort(stage.platform.db, {
    organisationId: stage.cast.liz.viewer.organisationId,
    ...{ name: 'Elm Court', focus: null, norms },
    members: [
      { personId: stage.cast.liz.viewer.personId, part: 'facilitator' },
      { personId: stage.cast.ana.viewer.personId, part: 'participant' },
    ],
  })
const url = (id: CohortId) => `/api/v1/cohorts/${id}`
const agree = (who: Person, id: CohortId, normsNo: number) =>
  who.send('PUT', `${url(id)}/norms/agreement`, { body: { normsNo } })
const change = (id: CohortId, body: object) => stage.cast.liz.patch(url(id), body)
/** Whose agreement stands, and the number of the norms. */
const standing = async (id: CohortId) => {
  const { normsNo, members } = (await stage.cast.liz.get(url(id))).body
  const agreed = members.filter((member: { agreedAt: string | null }) => member.agreedAt !== null)
  return { normsNo, agreed: agreed.map(({ name }: { name: string }) => name) }
}

describe('norms', () => {
  test('are agreed to by each member, once, and everybody in it sees who has', async () => {
    const { ana, liz } = stage.cast
    const id = await cohortOf('We ask before we advise.')
    expect(await standing(id)).toEqual({ normsNo: 1, agreed: [] })
    expect((await agree(ana, id, 1)).status).toBe(204)
    const before = (await ana.get(url(id))).body
    expect((await agree(ana, id, 1)).status).toBe(204)
    expect((await ana.get(url(id))).body).toEqual(before)
    await agree(liz, id, 1)
    expect(await standing(id)).toEqual({ normsNo: 1, agreed: ['Ana', 'Liz'] })
  })

  test('ask anew when they change, and only then', async () => {
    const { ana } = stage.cast
    const id = await cohortOf('We ask before we advise.')
    await agree(ana, id, 1)
    await change(id, { name: 'Elm Court II', focus: 'Who talks?' })
    await change(id, { norms: 'We ask before we advise.' })
    expect(await standing(id)).toEqual({ normsNo: 1, agreed: ['Ana'] })
    await change(id, { norms: 'We start with what we saw.' })
    expect(await standing(id)).toEqual({ normsNo: 2, agreed: [] })
    expect(await agree(ana, id, 1)).toMatchObject({ status: 409, body: { code: 'norms-changed' } })
    await agree(ana, id, 2)
    expect(await standing(id)).toEqual({ normsNo: 2, agreed: ['Ana'] })
    await change(id, { norms: null })
    expect(await standing(id)).toEqual({ normsNo: 3, agreed: [] })
    expect(await agree(ana, id, 3)).toMatchObject({ status: 409, body: { code: 'no-norms' } })
  })

  test('are not there for who is not in the cohort', async () => {
    const { ben, dana, eve } = stage.cast
    const id = await cohortOf('We ask before we advise.')
    for (const who of [ben, dana, eve]) expect((await agree(who, id, 1)).status).toBe(404)
  })

  test('forget who agreed once that person is erased', async () => {
    const { ana } = stage.cast
    const id = await cohortOf('We ask before we advise.')
    await agree(ana, id, 1)
    await stage.platform.db.transaction().execute((trx) => forgetAgreements(trx, ana.viewer.personId))
    expect(await standing(id)).toEqual({ normsNo: 1, agreed: [] })
  })
})
