import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe('my cohorts', () => {
  test('are those I am in, with who else is and who facilitates', async () => {
    const { ana, leslie, liz, maple, oak, ben } = stage.cast
    const { status, body } = await ana.get('/api/v1/cohorts')
    expect(status).toBe(200)
    const plain = {
      kind: 'cohort',
      focus: null,
      norms: null,
      normsNo: 1,
      siteId: null,
      participation: 'names',
      closedAt: null,
    }
    const person = (who: typeof ana, part: string) => ({
      id: who.viewer.personId,
      name: who.name,
      part,
      agreedAt: null,
    })
    expect(body).toEqual({
      items: [
        {
          id: maple,
          name: 'Maple Street',
          ...plain,
          members: [person(ana, 'participant'), person(leslie, 'participant'), person(liz, 'facilitator')],
        },
        {
          id: oak,
          name: 'Oak Lane',
          ...plain,
          members: [person(ana, 'participant'), person(ben, 'participant')],
        },
      ],
      next: null,
    })
  })

  test('are none for who administers', async () => {
    expect((await stage.cast.dana.get('/api/v1/cohorts')).body).toEqual({ items: [], next: null })
  })

  test('come in pages', async () => {
    const first = await stage.cast.ana.get('/api/v1/cohorts?limit=1')
    const second = await stage.cast.ana.get(`/api/v1/cohorts?limit=1&after=${first.body.next}`)
    expect([first, second].map(({ body }) => body.items.map(({ name }: { name: string }) => name))).toEqual([
      ['Maple Street'],
      ['Oak Lane'],
    ])
    expect(second.body.next).toBeNull()
  })
})

describe('founding a cohort', () => {
  const url = '/api/v1/cohorts'

  test('makes a teacher leader or a program coach its facilitator', async () => {
    const coach = await newcomer(stage, ['program coach'])
    for (const who of [stage.cast.liz, coach]) {
      const asked = { name: ' Number talks ', focus: 'Who talks?', norms: 'We ask first.' }
      const { status, body } = await who.post(url, asked)
      expect(status).toBe(201)
      const { body: cohort } = await who.get(`${url}/${body.id}`)
      expect(cohort).toMatchObject({ ...asked, name: 'Number talks', kind: 'cohort', closedAt: null })
      expect(cohort.members).toEqual([
        { id: who.viewer.personId, name: who.name, part: 'facilitator', agreedAt: null },
      ])
    }
  })

  test('leaves an administrator out of it, who names who facilitates', async () => {
    const { dana, liz } = stage.cast
    const missing = await dana.post(url, { name: 'For Liz' })
    expect([missing.status, missing.body.code]).toEqual([400, 'facilitator-missing'])
    const facilitatorId = liz.viewer.personId
    const { status, body } = await dana.post(url, { name: 'For Liz', facilitatorId })
    expect(status).toBe(201)
    expect((await dana.get(`${url}/${body.id}`)).status).toBe(404)
    expect((await liz.get(`${url}/${body.id}`)).body.members).toMatchObject([{ name: 'Liz' }])
  })

  test('is not for teachers, nor in the name of others, nor with people or sites from elsewhere', async () => {
    const { leslie, liz, ana, dana, eve } = stage.cast
    expect((await leslie.post(url, { name: 'Mine' })).status).toBe(403)
    expect((await liz.post(url, { name: 'Hers', facilitatorId: ana.viewer.personId })).status).toBe(403)
    for (const id of [eve.viewer.personId, crypto.randomUUID()]) {
      expect((await dana.post(url, { name: 'Theirs', facilitatorId: id })).status).toBe(404)
      expect((await liz.post(url, { name: 'There', siteId: id })).status).toBe(404)
    }
    for (const body of [{ name: ' ' }, {}, { name: 'A', kind: 'class' }, { name: 'A', closedAt: null }]) {
      expect((await liz.post(url, body)).status).toBe(400)
    }
  })

  test('for leaders takes nobody who is no leader', async () => {
    const { dana, ana, liz } = stage.cast
    const refused = await dana.post(url, {
      ...{ name: 'Leaders', kind: 'leaders', facilitatorId: ana.viewer.personId },
    })
    expect([refused.status, refused.body.code]).toEqual([409, 'leaders-only'])
    expect((await liz.post(url, { name: 'Leaders', kind: 'leaders' })).status).toBe(201)
  })
})

describe('what a cohort is about', () => {
  test('its facilitators change; administrators only its name; to others it is not theirs, or not there', async () => {
    const { liz, leslie, dana, ben, eve, maple } = stage.cast
    const url = `/api/v1/cohorts/${maple}`
    expect((await liz.patch(url, { focus: 'Who explains?', norms: 'Kindly.' })).status).toBe(204)
    expect((await dana.patch(url, { name: 'Maple Street 2' })).status).toBe(204)
    expect((await dana.patch(url, { name: 'Maple', focus: 'Test scores' })).status).toBe(403)
    expect((await leslie.patch(url, { name: 'Mine' })).status).toBe(403)
    for (const who of [ben, eve]) expect((await who.patch(url, { name: 'Mine' })).status).toBe(404)
    expect((await leslie.get(url)).body).toMatchObject({
      ...{ name: 'Maple Street 2', focus: 'Who explains?', norms: 'Kindly.' },
    })
  })
})
