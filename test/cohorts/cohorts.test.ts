import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
    const person = (who: typeof ana, part: string) => ({ id: who.viewer.personId, name: who.name, part })
    expect(body).toEqual({
      items: [
        {
          id: maple,
          name: 'Maple Street',
          focus: null,
          members: [person(ana, 'participant'), person(leslie, 'participant'), person(liz, 'facilitator')],
        },
        {
          id: oak,
          name: 'Oak Lane',
          focus: null,
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
