import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import { consentText } from '../../src/exemplars/consent-text.ts'
import type { CohortId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { clipOf } from '../support/clips.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { type ExemplarActs, exemplarActs, inDays, today } from './exemplar-acts.ts'

let stage: Stage
let acts: ExemplarActs
beforeAll(async () => {
  stage = await openStage()
  acts = exemplarActs(stage)
})
afterAll(() => stage.close())

const cohortOf = (name: string, kind: 'cohort' | 'coaching', people: readonly Person[]): Promise<CohortId> =>
  createCohort(stage.platform.db, {
    ...{ organisationId: stage.cast.liz.viewer.organisationId, name, kind, focus: null },
    members: people.map(({ viewer }) => ({ personId: viewer.personId, part: 'participant' as const })),
  })
const answerOf = ({ status, body }: { status: number; body: { code?: string } }) =>
  status < 300 ? status : `${status} ${body.code}`
const mine = async (who: Person) => (await who.get('/api/v1/exemplars/mine')).body
const titles = (items: readonly { title: string }[]) => items.map(({ title }) => title)
const toldTo = async (who: Person) => (await who.get('/api/v1/notices')).body.items
const exemplarNotices = async (who: Person) =>
  (await toldTo(who)).filter(({ what }: { what: string }) => what.startsWith('exemplar'))

describe('a nomination', () => {
  test('is for those who have the clip from its owner, and asks the owner', async () => {
    const { ana, ben, liz, dana, eve } = stage.cast
    const { owner, clipId } = await acts.lesson()
    for (const who of [ben, dana, eve])
      expect(answerOf(await acts.nominate(who, clipId))).toBe('404 not-found')
    const { status, body } = await acts.nominate(ana, clipId, { reasons: ['clarity', 'student thinking'] })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ clipId, title: 'Fractions', state: 'asked', reasons: ['clarity', 'student thinking'] },
      ...{ words: 'See how long she waits.', consent: null, publishedAt: null },
      asked: { by: { name: 'Ana' }, audience: { kind: 'organisation', id: null, name: 'Here' } },
      can: { takeBack: true, answer: false, publish: false, end: false },
    })
    const seen = await owner.get(`/api/v1/exemplars/${body.id}`)
    expect(seen.body).toMatchObject({
      ...{ can: { answer: true, takeBack: false, end: false }, asked: { by: { name: 'Ana' } } },
    })
    for (const who of [liz, ben, dana, eve]) {
      expect((await who.get(`/api/v1/exemplars/${body.id}`)).status).toBe(404)
    }
    expect(await exemplarNotices(owner)).toMatchObject([
      {
        ...{ what: 'exemplar asked', who: { name: 'Ana' }, cohort: null, clip: { title: 'Fractions' } },
        link: `/exemplars/${body.id}/passport`,
      },
    ])
    expect(titles((await mine(owner)).owned)).toEqual(['Fractions'])
    expect(titles((await mine(ana)).nominated)).toContain('Fractions')
    await acts.refuse(owner, body.id)
    expect(await exemplarNotices(owner)).toEqual([])
    expect(await exemplarNotices(ana)).toEqual([])
    expect((await ana.get(`/api/v1/exemplars/${body.id}`)).status).toBe(404)
    expect(titles((await mine(ana)).nominated)).not.toContain('Fractions')
    // Somebody else may ask, and the owner always.
    expect(answerOf(await acts.nominate(ana, clipId))).toBe('409 not-again')
    const again = await acts.nominate(liz, clipId)
    expect(again.status).toBe(201)
    await acts.refuse(owner, again.body.id)
    const own = await acts.nominate(owner, clipId)
    expect(own.status).toBe(201)
    await acts.refuse(owner, own.body.id)
    expect(answerOf(await acts.nominate(owner, clipId))).toBe(201)
  })

  test('is no use of a clip that somebody sees as an exemplar alone', async () => {
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    const { ben } = stage.cast
    expect((await ben.get(`/api/v1/exemplars/${id}`)).status).toBe(200)
    expect(answerOf(await acts.nominate(ben, lesson.clipId))).toBe('403 forbidden')
  })

  test('under the same key is one, and of one clip', async () => {
    const { ana } = stage.cast
    const [one, two] = [await acts.lesson(), await acts.lesson()]
    const clientKey = randomUUID()
    const first = await acts.nominate(ana, one.clipId, { clientKey })
    const second = await acts.nominate(ana, one.clipId, { clientKey, words: 'Other words' })
    expect(second.body).toEqual(first.body)
    expect(answerOf(await acts.nominate(ana, two.clipId, { clientKey }))).toBe('409 client-key-used')
  })

  test('names an audience that the one who nominates knows, and never a coaching pair', async () => {
    const { ana, liz, ben, oak, elsewhere } = stage.cast
    const { clipId } = await acts.lesson()
    const { siteId, districtId } = await acts.site([ana])
    const other = await acts.site([ben])
    const pair = await cohortOf('Ana and Liz', 'coaching', [ana, liz])
    const { items } = (await ana.get('/api/v1/exemplar-audiences')).body
    expect(items.map(({ kind, name, people }: never) => [kind, name, people])).toEqual([
      ...[
        ['cohort', 'Maple Street', expect.any(Number)],
        ['cohort', 'Oak Lane', 2],
      ],
      ...[
        ['site', 'Maple School', 1],
        ['district', 'North', 1],
        ['organisation', 'Here', expect.any(Number)],
      ],
    ])
    const naming = async (audience: object) => answerOf(await acts.nominate(ana, clipId, { audience }))
    for (const audience of [
      { kind: 'cohort', id: pair },
      { kind: 'cohort', id: elsewhere },
      { kind: 'cohort' },
      { kind: 'site', id: other.siteId },
      { kind: 'district', id: other.districtId },
      { kind: 'site', id: districtId },
      { kind: 'organisation', id: siteId },
    ]) {
      expect(await naming(audience)).toBe('404 not-found')
    }
    expect(await naming({ kind: 'cohort', id: oak })).toBe(201)
  })

  test('waits for a clip that can be watched', async () => {
    const owner = await acts.member(stage.cast.maple)
    const clipId = await clipOf(stage.platform, owner)
    expect(answerOf(await acts.nominate(owner, clipId))).toBe('409 not-watchable')
    expect(answerOf(await acts.nominate(owner, clipId, { words: ' ' }))).toMatch(/^422|^400/)
    expect(answerOf(await acts.nominate(owner, clipId, { reasons: [] }))).toMatch(/^422|^400/)
  })
})

describe('the consent of the owner', () => {
  test('is to a text in two languages, by version and hash', async () => {
    const { body } = await stage.cast.ana.get('/api/v1/exemplars/consent-text')
    expect(body).toEqual(consentText)
    // A change of the text is a new version: then this hash, and the number with it.
    expect([body.version, body.hash]).toEqual([
      1,
      'bddc48860043c74cfc0428bc9f8dfaa9b80e99acafff0079e145b0002dea4993',
    ])
    const { owner, clipId } = await acts.lesson()
    const { id } = (await acts.nominate(stage.cast.ana, clipId)).body
    expect(answerOf(await acts.consent(owner, id, { textVersion: 2 }))).toBe('409 text-changed')
    expect(answerOf(await acts.consent(stage.cast.ana, id))).toBe('403 forbidden')
    await acts.consent(owner, id)
    const kept = await stage.platform.db
      .selectFrom('exemplarConsents')
      .selectAll()
      .where('exemplarId', '=', id)
      .executeTakeFirstOrThrow()
    expect([kept.textVersion, kept.textHash.toString('hex')]).toEqual([1, body.hash])
  })

  test('goes as far as the word of those in the picture', async () => {
    const { ana, dana, maple } = stage.cast
    const { owner, clipId } = await acts.lesson(null)
    const { id } = (await acts.nominate(ana, clipId)).body
    const { siteId, districtId } = await acts.site([owner])
    const agreeing = async (audience: object) => answerOf(await acts.consent(owner, id, { audience }))
    expect(await agreeing({ kind: 'organisation' })).toBe('409 attestation-needed')
    await acts.attest(owner, clipId, 'cohort')
    for (const audience of [
      { kind: 'organisation' },
      { kind: 'site', id: siteId },
      { kind: 'district', id: districtId },
    ]) {
      expect(await agreeing(audience)).toBe('409 consent-scope-too-small')
    }
    expect(await agreeing({ kind: 'cohort', id: maple })).toBe(200)
    // What its district asks must be answered, too.
    const policy = {
      text: 'Ask at home first.',
      asksGuardians: true,
      asksPrincipal: false,
      asksAdults: false,
    }
    await dana.post('/api/v1/administration/consent-policies', { ...policy, districtId })
    expect(await agreeing({ kind: 'organisation' })).toBe('409 consent-needed')
    const { body } = await owner.get('/api/v1/consent-policies/mine')
    await owner.send('PUT', `/api/v1/clips/${clipId}/consent`, {
      body: { policyId: body.policy.id, scope: 'network', unconsented: 'off camera', guardiansOk: true },
    })
    expect(await agreeing({ kind: 'organisation' })).toBe(200)
  })

  test('is to an audience of the owner’s, or the one that was asked for', async () => {
    const { ana, ben, oak } = stage.cast
    const { owner, clipId } = await acts.lesson('cohort')
    const other = await cohortOf('Other', 'cohort', [ana, ben])
    const { id } = (await acts.nominate(ana, clipId, { audience: { kind: 'cohort', id: oak } })).body
    const named = async (query = '') =>
      (await owner.get(`/api/v1/exemplar-audiences${query}`)).body.items.map(({ name }: never) => name)
    expect(await named()).toEqual(['Maple Street', 'Here'])
    expect(await named(`?clipId=${clipId}`)).toEqual(['Maple Street', 'Here', 'Oak Lane'])
    const agreeing = async (cohort: string) =>
      answerOf(await acts.consent(owner, id, { audience: { kind: 'cohort', id: cohort } }))
    expect(await agreeing(other)).toBe('404 not-found')
    expect(await agreeing(oak)).toBe(200)
    await acts.publish(stage.cast.liz, id)
    expect((await ben.get(`/api/v1/clips/${clipId}`)).body).toMatchObject({ exemplarId: id })
    expect((await stage.cast.dana.get(`/api/v1/clips/${clipId}`)).status).toBe(404)
  })

  test('ends on a day from tomorrow to two years from today, and the same again changes nothing', async () => {
    const { owner, clipId } = await acts.lesson()
    await acts.site([owner], 'UTC')
    const { id } = (await acts.nominate(stage.cast.ana, clipId)).body
    const until = async (endsOn: string) => answerOf(await acts.consent(owner, id, { endsOn }))
    for (const day of [today(), inDays(-1), inDays(732), '2027-02-30', 'soon']) {
      expect(await until(day)).toMatch(/^400|^422/)
    }
    expect(await until(inDays(730))).toBe(200)
    expect(await until(inDays(2))).toBe(200)
    expect(await until(inDays(2))).toBe(200)
    const { rows, ledger } = await consentsOf(id, clipId)
    expect([rows, ledger]).toEqual([2, 2])
  })

  test('can be changed while it is published, with what others see', async () => {
    const lesson = await acts.lesson()
    const id = await acts.published(lesson)
    const { ben } = stage.cast
    const seenBy = async (who: Person) => (await who.get(`/api/v1/exemplars/${id}`)).body
    expect(await seenBy(ben)).toMatchObject({ owner: { name: 'Olga' }, consent: null, asked: null })
    await acts.consent(lesson.owner, id, { showsName: false })
    const nameless = await seenBy(ben)
    expect(nameless.owner).toBeNull()
    expect(JSON.stringify(nameless)).not.toContain(lesson.owner.viewer.personId)
    await acts.consent(lesson.owner, id, { audience: { kind: 'cohort', id: stage.cast.maple } })
    expect((await ben.get(`/api/v1/exemplars/${id}`)).status).toBe(404)
    expect((await lesson.owner.get(`/api/v1/exemplars/${id}`)).body.state).toBe('published')
  })
})

async function consentsOf(id: string, clipId: string) {
  const { db } = stage.platform
  const rows = await db
    .selectFrom('exemplarConsents')
    .select('id')
    .where('exemplarId', '=', id as never)
    .execute()
  const ledger = await db
    .selectFrom('ledger')
    .select('seq')
    .where('clipId', '=', clipId as never)
    .where('what', '=', 'consent to exemplar')
    .execute()
  return { rows: rows.length, ledger: ledger.length }
}
