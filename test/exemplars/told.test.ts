import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeDigest } from '../../src/notices/compose-digest.ts'
import type { Person } from '../support/cast.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { type ExemplarActs, exemplarActs, inDays } from './exemplar-acts.ts'

let stage: Stage
let acts: ExemplarActs
beforeAll(async () => {
  stage = await openStage()
  acts = exemplarActs(stage)
})
afterAll(() => stage.close())

const exemplarNotices = async (who: Person) =>
  (await who.get('/api/v1/notices')).body.items.filter(({ what }: { what: string }) =>
    what.startsWith('exemplar'),
  )
const whats = async (who: Person) => (await exemplarNotices(who)).map(({ what }: { what: string }) => what)

describe('notices', () => {
  test('tell who nominated it that it was published, once, and never that the owner said no', async () => {
    const { ana } = stage.cast
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    expect(await exemplarNotices(ana)).toContainEqual(
      expect.objectContaining({ what: 'exemplar published', link: `/exemplars/${id}` }),
    )
    const before = await exemplarNotices(ana)
    await acts.consent(lesson.owner, id, { endsOn: inDays(300) })
    expect(await exemplarNotices(ana)).toEqual(before)
    await acts.end(lesson.owner, id)
    expect((await exemplarNotices(ana)).map(({ link }: { link: string }) => link)).not.toContain(
      `/exemplars/${id}`,
    )
    expect(await whats(lesson.owner)).toEqual([])
  })

  test('ask for renewal thirty days before the end, and again at seven, not of what is given for less', async () => {
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    const given = (days: number, ago: number) =>
      sql`update exemplar_consents set until = now() + ${days} * interval '1 day' + interval '1 hour',
        given_at = now() - ${ago} * interval '1 day' where exemplar_id = ${id} and revoked_at is null`.execute(
        stage.platform.db,
      )
    const told = async () =>
      (await exemplarNotices(lesson.owner)).map(({ at, dueAt }: { at: string; dueAt: string }) =>
        Math.round((Date.parse(dueAt) - Date.parse(at)) / 86_400_000),
      )
    await given(31, 10)
    expect(await told()).toEqual([])
    await given(29, 10)
    expect(await told()).toEqual([30])
    await given(6, 10)
    expect(await told()).toEqual([7])
    await given(6, 0)
    expect(await told()).toEqual([])
    await given(29, 10)
    expect((await lesson.owner.get('/api/v1/exemplars/mine')).body.owned[0].renewBy).not.toBeNull()
    await acts.consent(lesson.owner, id, { endsOn: inDays(400) })
    expect(await told()).toEqual([])
  })

  test('in a mail say no title, and nothing of what was written', async () => {
    const { ana } = stage.cast
    const lesson = await acts.lesson()
    await acts.nominate(ana, lesson.clipId)
    const { text } = composeDigest({
      ...{ to: { name: 'Olga', address: 'olga@here.example' }, messageId: '<1@here>', unsubscribeToken: 't' },
      ...{ publicUrl: 'https://here.example', zone: 'UTC', meetings: [], further: 0, saysDetails: false },
      notices: await exemplarNotices(lesson.owner),
    })
    expect(text).toContain('Ana asks whether a clip of yours may be an exemplar.')
    expect(text).toContain('Ana le pregunta si un clip suyo puede ser un clip ejemplar.')
    expect(text).not.toMatch(/Fractions|how long she waits/)
  })
})

describe('thanks', () => {
  test('come from a cohort of those who see it, once from each person, by name', async () => {
    const { ana, ben, dana, liz, eve, oak, maple } = stage.cast
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    const thank = async (who: Person, cohortId: string, body = 'We tried it on Monday.') =>
      who.post(`/api/v1/exemplars/${id}/thanks`, { cohortId, body })
    const first = await thank(ben, oak)
    expect(first).toMatchObject({
      status: 201,
      body: { cohort: 'Oak Lane', by: { name: 'Ben' }, body: 'We tried it on Monday.' },
    })
    const two = await Promise.all([thank(ben, oak, 'Other words'), thank(ben, oak, 'And others')])
    expect(two.map(({ body }) => body)).toEqual([first.body, first.body])
    expect((await thank(ana, oak)).status).toBe(201)
    expect((await thank(ana, maple)).status).toBe(201)
    expect((await thank(lesson.owner, maple)).status).toBe(403)
    expect((await thank(ben, maple)).status).toBe(404)
    expect((await thank(dana, oak)).status).toBe(404)
    expect((await thank(eve, oak)).status).toBe(404)
    const { thanks } = (await lesson.owner.get(`/api/v1/exemplars/${id}/passport`)).body
    expect(thanks.map(({ cohort, by }: never) => [cohort, (by as { name: string }).name])).toEqual([
      ['Maple Street', 'Ana'],
      ['Oak Lane', 'Ana'],
      ['Oak Lane', 'Ben'],
    ])
    expect((await exemplarNotices(lesson.owner)).at(-1)).toMatchObject({
      ...{ what: 'exemplar thanks', who: { name: 'Ben' }, cohort: { name: 'Oak Lane' } },
      words: 'We tried it on Monday.',
    })
    await acts.unpublish(liz, id)
    expect((await thank(liz, maple)).status).toBe(403)
    expect((await thank(ben, oak)).status).toBe(404)
  })
})
