import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import { mailInvitation } from '../../src/cohorts/mail-invitation.ts'
import { appendAudit } from '../../src/identity/append-audit.ts'
import { erasePerson } from '../../src/my-data/erase-person.ts'
import type { ClipId, CohortId, InvitationId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { exportOf } from '../support/exports.ts'
import { mailsTo } from '../support/mails.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
let cohortId: CohortId
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  const { liz, leslie } = stage.cast
  cohortId = await pairOf(liz, leslie)
})

const pairOf = (coach: Person, ...coached: readonly Person[]) =>
  createCohort(stage.platform.db, {
    ...{ organisationId: coach.viewer.organisationId, name: 'Wait time', focus: null, kind: 'coaching' },
    members: [
      { personId: coach.viewer.personId, part: 'facilitator' as const },
      ...coached.map(({ viewer }) => ({ personId: viewer.personId, part: 'participant' as const })),
    ],
  })

const url = (rest = '', id = cohortId) => `/api/v1/coaching/${id}${rest}`
const end = (who: Person, id = cohortId) => who.delete(`/api/v1/cohorts/${id}/members/me`)
const said = (body: string, more: object = {}) => ({ body, clientKey: randomUUID(), ...more })
const written = (who: Person, body: string, more: object = {}) =>
  who.post(url('/entries'), said(body, { kind: 'plan', ...more }))
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

/** Accepts what the last mail to somebody invites them to. */
async function acceptMail(who: Person | string, id: InvitationId, more: object = {}) {
  await mailInvitation(stage.platform, id)
  const mail = (await mailsTo(stage, typeof who === 'string' ? who : who.email)).at(-1) ?? ''
  const token = /invitation#([\w-]+)/.exec(mail)?.[1]
  return stage.cast.nobody.post('/api/v1/invitations/accept', { token, ...more })
}

describe('offering coaching', () => {
  const offer = (who: Person, body: object) => who.post('/api/v1/coaching', { about: 'Wait time', ...body })

  test('is for teacher leaders and program coaches, for themselves, to a colleague they are in a cohort with', async () => {
    const { liz, leslie, ben, dana, ana } = stage.cast
    const { body, status } = await offer(liz, { personId: leslie.viewer.personId, words: 'Shall we?' })
    expect(status).toBe(201)
    const { body: offered } = await liz.get(url('', body.id))
    expect(offered).toMatchObject({
      ...{ about: 'Wait time', with: null, mine: 'coach', goals: [], steps: [], entries: { items: [] } },
      invited: { name: 'Leslie' },
    })
    expect(JSON.stringify(offered)).not.toContain(leslie.email)
    const { body: open } = await liz.get(`/api/v1/cohorts/${body.id}/invitations`)
    expect(open.items[0].email).toBe('l…@here.example')
    const pete = await newcomer(stage, ['program coach'])
    expect((await offer(pete, { email: ana.email, name: 'Ana' })).status).toBe(201)
    for (const who of [leslie, dana]) {
      expect((await offer(who, { email: ana.email, name: 'Ana' })).status).toBe(403)
    }
    // Ben is in no cohort with Liz, and an administrator names nobody.
    expect((await offer(liz, { personId: ben.viewer.personId })).status).toBe(404)
    expect(codeOf(await offer(liz, { email: liz.email, name: 'Liz' }))).toEqual([409, 'coaching-oneself'])
    for (const nobody of [{}, { email: ana.email }, { personId: ana.viewer.personId, email: ana.email }]) {
      expect((await offer(liz, nobody)).status).toBe(400)
    }
    // It begins with an offer and no other way: nobody founds it like a cohort.
    for (const who of [liz, leslie, dana]) {
      expect((await who.post('/api/v1/cohorts', { name: 'A', kind: 'coaching' })).status).toBe(400)
    }
  })

  test('to somebody else takes the offer before back; the one who accepts is the other of the two', async () => {
    const { liz, leslie, ana, ben } = stage.cast
    const { body } = await offer(liz, { email: ben.email, name: 'Ben' })
    const { body: toBen } = await liz.get(url('', body.id))
    await mailInvitation(stage.platform, toBen.invited.id)
    const again = { body: { personId: leslie.viewer.personId } }
    for (const who of [leslie, ana]) {
      expect((await who.send('PUT', url('/invitation', body.id), again)).status).toBe(404)
    }
    expect((await liz.send('PUT', url('/invitation', body.id), again)).status).toBe(204)
    expect((await acceptMail(ben, toBen.invited.id)).status).toBe(404)
    const { body: toLeslie } = await liz.get(url('', body.id))
    // Nothing is written before both agreed.
    expect(codeOf(await liz.post(url('/goals', body.id), said('More talk')))).toEqual([
      409,
      'coaching-not-accepted',
    ])
    expect((await acceptMail(leslie, toLeslie.invited.id)).status).toBe(200)
    expect((await liz.get(url('', body.id))).body).toMatchObject({ with: { name: 'Leslie' }, invited: null })
    expect((await leslie.get(url('', body.id))).body).toMatchObject({
      with: { name: 'Liz' },
      mine: 'coached',
    })
    expect(codeOf(await liz.send('PUT', url('/invitation', body.id), again))).toEqual([409, 'coaching-full'])
    expect((await liz.send('PUT', url('/invitation', stage.cast.maple), again)).status).toBe(404)
  })

  test('lets nobody into the organisation, and nobody back: an office would see that they came', async () => {
    const { liz, dana } = stage.cast
    const gone = await newcomer(stage)
    const emails = [`${randomUUID()}@else.example`, gone.email]
    expect((await dana.put(`/api/v1/administration/people/${gone.viewer.personId}/departure`)).status).toBe(
      204,
    )
    const { body: before } = await dana.get('/api/v1/administration/people?limit=200')
    for (const email of emails) {
      const { body } = await offer(liz, { email, name: 'Noor' })
      const { invited } = (await liz.get(url('', body.id))).body
      const refused = await acceptMail(email, invited.id, { password: 'between the meetings' })
      expect(codeOf(refused)).toEqual([409, 'not-here-yet'])
    }
    expect((await dana.get('/api/v1/administration/people?limit=200')).body).toEqual(before)
  })
})

describe('what the two keep', () => {
  test('is read by both, changed by whoever wrote it, and there for nobody else', async () => {
    const { liz, leslie, ana, ben, dana, eve, nobody, maple } = stage.cast
    const goal = await liz.post(url('/goals'), said('Wait three seconds'))
    const step = await leslie.post(url('/steps'), said('Count under the desk', { dueOn: '2027-03-01' }))
    const entry = await written(leslie, 'First hour: ask, then count.')
    for (const { status } of [goal, step, entry]) expect(status).toBe(201)
    const { body: hers } = await leslie.get(url())
    expect(hers).toMatchObject({
      goals: [{ body: 'Wait three seconds', setBy: { name: 'Liz' }, mine: false, reachedAt: null }],
      steps: [{ body: 'Count under the desk', dueOn: '2027-03-01', mine: true, doneAt: null }],
      entries: {
        items: [{ kind: 'plan', author: { name: 'Leslie' }, mine: true, clip: null, editedAt: null }],
      },
    })
    expect((await liz.get('/api/v1/coaching')).body.items.at(-1)).toMatchObject({
      ...{
        id: cohortId,
        with: { name: 'Leslie' },
        mine: 'coach',
        nextStep: { body: 'Count under the desk' },
      },
    })
    const places = {
      goals: goal.body.id,
      steps: step.body.id,
      entries: entry.body.id,
    }
    for (const [of, id] of Object.entries(places)) {
      const other = of === 'goals' ? leslie : liz
      const own = of === 'goals' ? liz : leslie
      const more = of === 'entries' ? { kind: 'plan' } : of === 'steps' ? { dueOn: '2027-01-01' } : {}
      expect((await other.patch(url(`/${of}/${id}`), { body: 'Not mine' })).status).toBe(403)
      expect((await other.delete(url(`/${of}/${id}`))).status).toBe(403)
      for (const who of [ana, ben, dana, eve]) {
        expect((await who.patch(url(`/${of}/${id}`), { body: 'Not mine' })).status).toBe(404)
        expect((await who.delete(url(`/${of}/${id}`))).status).toBe(404)
        expect((await who.post(url(`/${of}`), said('A', more))).status).toBe(404)
      }
      expect((await own.patch(url(`/${of}/${id}`), { body: 'Said better' })).body.body).toBe('Said better')
      // Of another pair it is not there.
      const elsewhere = await pairOf(own, other)
      expect((await own.patch(url(`/${of}/${id}`, elsewhere), { body: 'A' })).status).toBe(404)
    }
    for (const who of [ana, ben, dana, eve]) {
      expect((await who.get(url())).status).toBe(404)
      expect((await who.get('/api/v1/coaching')).body).toEqual({ items: [], next: null })
    }
    expect((await nobody.get(url())).status).toBe(401)
    expect((await liz.get(url('', maple))).status).toBe(404)
    expect((await leslie.get(url())).body.entries.items[0]).toMatchObject({
      ...{ body: 'Said better', editedAt: expect.any(String) },
    })
    for (const [of, id] of Object.entries(places)) {
      const own = of === 'goals' ? liz : leslie
      expect((await own.delete(url(`/${of}/${id}`))).status).toBe(204)
    }
    expect((await leslie.get(url())).body).toMatchObject({ goals: [], steps: [], entries: { items: [] } })
  })

  test('has goals that either says were reached, and steps that either moves or says are done', async () => {
    const { liz, leslie } = stage.cast
    const { body: goal } = await liz.post(url('/goals'), said('Wait three seconds'))
    const { body: reached } = await leslie.patch(url(`/goals/${goal.id}`), { reached: true })
    expect(reached.reachedAt).toEqual(expect.any(String))
    expect((await liz.patch(url(`/goals/${goal.id}`), { reached: true })).body).toMatchObject({
      ...{ reachedAt: reached.reachedAt, mine: true },
    })
    expect((await liz.patch(url(`/goals/${goal.id}`), { reached: false })).body.reachedAt).toBeNull()
    const steps: string[] = []
    for (const [body, dueOn] of [
      ['Later', '2027-05-01'],
      ['Sooner', '2027-04-01'],
      ['Soonest', '2027-02-01'],
    ] as const) {
      steps.push((await liz.post(url('/steps'), said(body, { dueOn }))).body.id)
    }
    expect((await leslie.patch(url(`/steps/${steps[2]}`), { done: true })).body.doneAt).not.toBeNull()
    expect((await leslie.patch(url(`/steps/${steps[0]}`), { dueOn: '2027-03-01' })).status).toBe(200)
    const { body } = await leslie.get(url())
    expect(body.steps.map((step: { body: string }) => step.body)).toEqual(['Later', 'Sooner', 'Soonest'])
    const { items } = (await leslie.get('/api/v1/coaching')).body
    expect(items.find(({ id }: { id: string }) => id === cohortId).nextStep.body).toBe('Later')
    for (const dueOn of ['2027-02-30', '0000-01-01', '1026-11-26', '1.2.2027', '']) {
      expect((await liz.post(url('/steps'), said('A', { dueOn }))).status).toBe(400)
      expect((await liz.patch(url(`/steps/${steps[0]}`), { dueOn })).status).toBe(400)
    }
    for (const body of ['', '  \n ', 'x'.repeat(1001)]) {
      expect((await liz.post(url('/goals'), said(body))).status).toBe(400)
    }
  })

  test('INV-28: is written once, however often it is sent', async () => {
    const { liz, leslie } = stage.cast
    const key = { clientKey: randomUUID() }
    for (const [of, body] of [
      ['goals', { body: 'Once', ...key }],
      ['steps', { body: 'Once', dueOn: '2027-01-01', ...key }],
      ['entries', { body: 'Once', kind: 'observe', ...key }],
    ] as const) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => liz.post(url(`/${of}`), body)))
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
      expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1)
      const elsewhere = await pairOf(liz, leslie)
      expect(codeOf(await liz.post(url(`/${of}`, elsewhere), body))).toEqual([409, 'client-key-used'])
      // Keys are one's own.
      expect((await leslie.post(url(`/${of}`), body)).body.id).not.toBe(answers[0]?.body.id)
    }
  })

  test('reads by kind and page, the newest entry first', async () => {
    const { liz, leslie } = stage.cast
    for (let n = 1; n <= 3; n++) {
      await written(liz, `Plan ${n}`)
      await written(leslie, `Debrief ${n}`, { kind: 'debrief' })
    }
    const bodies = (page: { entries: { items: { body: string }[] } }) =>
      page.entries.items.map(({ body }) => body)
    const { body: first } = await liz.get(url('?limit=2&kind=debrief'))
    expect(bodies(first)).toEqual(['Debrief 3', 'Debrief 2'])
    const { body: second } = await liz.get(url(`?limit=2&kind=debrief&after=${first.entries.next}`))
    expect([bodies(second), second.entries.next]).toEqual([['Debrief 1'], null])
    expect(bodies((await liz.get(url())).body)[0]).toBe('Debrief 3')
  })
})

describe('a clip with an entry', () => {
  test('is one that its owner shares with this pair, and is named only while it is within reach', async () => {
    const { liz, leslie, ben, maple } = stage.cast
    const clipId = await readyClipOf(stage.platform, leslie, { title: 'Third lesson' })
    const hidden = await readyClipOf(stage.platform, ben)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect(codeOf(await written(liz, 'Seen', { clipId }))).toEqual([409, 'clip-not-shared'])
    expect((await written(liz, 'Seen', { clipId: hidden })).status).toBe(404)
    const { body: grant } = await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
    const { body: entry } = await written(liz, 'Seen', { clipId, kind: 'observe' })
    expect(entry.clip).toMatchObject({ id: clipId, title: 'Third lesson' })
    const clipOf = async (who: Person) => (await who.get(url())).body.entries.items[0].clip
    expect(await clipOf(leslie)).toMatchObject({ id: clipId })
    await leslie.delete(`/api/v1/clips/${clipId}/grants/${grant.id}`)
    // Still in Maple Street, where both are.
    expect(await clipOf(liz)).toMatchObject({ id: clipId })
    await leslie.put(`/api/v1/clips/${clipId}/withdrawal`)
    expect(await clipOf(liz)).toBeNull()
    expect((await liz.patch(url(`/entries/${entry.id}`), { clipId: null })).body.clip).toBeNull()
  })
})

describe('the end of coaching', () => {
  test('comes with either of the two, at once, for what was written and for what was shared', async () => {
    const { liz, leslie } = stage.cast
    const clipId: ClipId = await readyClipOf(stage.platform, leslie)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId })
    await written(liz, 'What Liz saw')
    await written(leslie, 'What Leslie thinks')
    expect((await liz.get(`/api/v1/clips/${clipId}`)).status).toBe(200)
    expect((await end(leslie)).status).toBe(204)
    expect((await liz.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
    for (const who of [liz, leslie]) {
      expect((await who.get(url())).status).toBe(404)
      expect((await written(who, 'Too late')).status).toBe(404)
      expect(
        (await who.get('/api/v1/coaching')).body.items.some(({ id }: { id: string }) => id === cohortId),
      ).toBe(false)
    }
  })

  test('leaves each what they wrote in their own copy, and erasing a person takes theirs out', async () => {
    const { leslie } = stage.cast
    const coach = await newcomer(stage, ['teacher leader'], { name: 'Olga' })
    cohortId = await pairOf(coach, leslie)
    await coach.post(url('/goals'), said('Goal of Olga'))
    await leslie.post(url('/steps'), said('Step of Leslie', { dueOn: '2027-01-01' }))
    await written(coach, 'Entry of Olga', { kind: 'debrief' })
    await written(leslie, 'Entry of Leslie')
    await end(coach)
    const copyOf = async (who: Person) => {
      const file = (await exportOf(stage.platform, who)).get('coaching.json')
      return { text: String(file), json: JSON.parse(String(file)) }
    }
    const hers = await copyOf(leslie)
    expect(hers.json).toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ body: 'Step of Leslie', dueOn: '2027-01-01' }),
      ]),
      entries: expect.arrayContaining([
        expect.objectContaining({ coaching: 'Wait time', body: 'Entry of Leslie' }),
      ]),
    })
    expect(hers.text).not.toContain('Olga')
    const { json } = await copyOf(coach)
    expect(json).toMatchObject({
      goals: [{ body: 'Goal of Olga' }],
      steps: [],
      entries: [{ kind: 'debrief' }],
    })
    await stage.platform.db.transaction().execute((trx) => erasePerson(trx, coach.viewer.personId))
    const { rows } = await stage.platform.pool.query(
      `select body from coaching_goals union all select body from coaching_entries`,
    )
    expect(JSON.stringify(rows)).not.toContain('Olga')
    expect((await copyOf(leslie)).json).toEqual(hers.json)
  })

  test('lets nothing be written by whoever was writing meanwhile', async () => {
    const { liz, leslie } = stage.cast
    for (let round = 0; round < 5; round++) {
      const id = await pairOf(liz, leslie)
      const [ended, ...answers] = await Promise.all([
        end(leslie, id),
        ...Array.from({ length: 4 }, (_, n) =>
          liz.post(url('/entries', id), said(`Word ${n}`, { kind: 'plan' })),
        ),
      ])
      expect(ended?.status).toBe(204)
      const stood = answers.filter(({ status }) => status === 201).length
      expect(answers.every(({ status }) => status === 201 || status === 404)).toBe(true)
      const kept = await stage.platform.db
        .selectFrom('coachingEntries')
        .select('id')
        .where('cohortId', '=', id)
        .execute()
      expect(kept).toHaveLength(stood)
    }
  })

  test('is never an administrator’s, and one who is coached ends it as one of the two, without a line in the audit', async () => {
    const { liz, dana } = stage.cast
    const other = await newcomer(stage, ['administrator'])
    const id = await pairOf(liz, other)
    const before = await stage.platform.db.selectFrom('audit').select('seq').execute()
    for (const [method, path, body] of [
      ['PUT', `/cohorts/${id}/closing`, undefined],
      ['PATCH', `/cohorts/${id}`, { name: 'Mine' }],
      ['PUT', `/administration/cohorts/${id}/facilitators/${other.viewer.personId}`, undefined],
    ] as const) {
      expect((await dana.send(method, `/api/v1${path}`, { body })).status).toBe(404)
    }
    expect((await other.put(`/api/v1/cohorts/${id}/closing`)).status).toBe(403)
    expect((await end(other, id)).status).toBe(204)
    expect(await stage.platform.db.selectFrom('audit').select('seq').execute()).toEqual(before)
  })
})

test('lines of the audit about coaching, from when an office could name a pair, are told to nobody', async () => {
  const { dana, liz } = stage.cast
  await stage.platform.db
    .transaction()
    .execute((trx) =>
      appendAudit(trx, dana.viewer, 'found-cohort', { cohortId, facilitatorId: liz.viewer.personId }),
    )
  await stage.platform.db
    .transaction()
    .execute((trx) => appendAudit(trx, dana.viewer, 'rename-cohort', { cohortId: stage.cast.maple }))
  const { body } = await dana.get('/api/v1/administration/audit')
  expect(body.items[0].names).toEqual({ [stage.cast.maple]: 'Maple Street' })
  expect(JSON.stringify(body)).not.toContain(cohortId)
})
