import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExemplarId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { readyClipOf } from '../support/clips.ts'
import { exemplarOf, letExpire, termOf } from '../support/exemplars.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
/** Teaches here, is in no cohort, and is part of the audience of what is for everybody. */
let noor: Person
/** A program coach, who shares no cohort with anybody. */
let pat: Person
beforeAll(async () => {
  stage = await openStage()
  noor = await newcomer(stage)
  pat = await newcomer(stage, ['program coach'], { name: 'Pat' })
})
afterAll(() => stage.close())

const url = (id: string) => `/api/v1/exemplars/${id}`
const exemplar = (given: Parameters<typeof exemplarOf>[2] = {}) =>
  exemplarOf(stage.platform, stage.cast.leslie, given)
const change = (who: Person, id: string, body: object) => who.patch(url(id), body)
const whole = {
  title: '  Counting on  ',
  contentArea: 'mathematics',
  gradeBand: 'K-2',
  goal: ' Count on from ten ',
  cameBefore: '   ',
  questions: [' What do they say? ', 'And then?'],
  protocolKey: 'notice-and-wonder',
}
const kept = {
  title: 'Counting on',
  contentArea: 'mathematics',
  gradeBand: 'K-2',
  goal: 'Count on from ten',
  cameBefore: null,
  questions: ['What do they say?', 'And then?'],
  protocolKey: 'notice-and-wonder',
}

describe('the context card', () => {
  test('is written by the owner and by curators who may watch, and what is left out stays', async () => {
    const { leslie, liz } = stage.cast
    const { id } = await exemplar()
    const { status, body } = await change(leslie, id, whole)
    expect([status, body]).toMatchObject([200, kept])
    for (const curator of [liz, pat]) {
      const changed = await change(curator, id, { goal: `As ${curator.name} says` })
      expect([changed.status, changed.body]).toMatchObject([
        200,
        { ...kept, goal: `As ${curator.name} says` },
      ])
    }
    const emptied = await change(leslie, id, {
      contentArea: null,
      gradeBand: null,
      goal: null,
      questions: [],
    })
    expect(emptied.body).toMatchObject({ contentArea: null, gradeBand: null, goal: null, questions: [] })
    expect(emptied.body.title).toBe('Counting on')
  })

  test('is written once the owner agreed, by curators whom the clip is shared with', async () => {
    const { leslie, liz, ana, maple } = stage.cast
    const { id, clipId } = await exemplar({ state: 'agreed' })
    expect((await change(liz, id, whole)).status).toBe(404)
    await leslie.post(`/api/v1/clips/${clipId}/grants`, { cohortId: maple })
    expect((await change(liz, id, whole)).body).toMatchObject(kept)
    // In the same cohort, and no curator: there is nothing for them before it is published.
    expect((await change(ana, id, whole)).status).toBe(404)
    expect((await change(pat, id, whole)).status).toBe(404)
  })

  test('is not for who watches alone (403), nor for who is outside (404)', async () => {
    const { ana, ben, dana, eve, nobody, liz, maple } = stage.cast
    const { id } = await exemplar()
    for (const who of [ana, ben, dana, noor]) {
      const { status, body } = await change(who, id, whole)
      expect([status, body.code]).toEqual([403, 'forbidden'])
    }
    expect((await change(eve, id, whole)).status).toBe(404)
    expect((await nobody.send('PATCH', url(id), { body: whole })).status).toBe(401)
    // A facilitator curates, and only what reaches them.
    const near = await exemplar({ audience: { kind: 'cohort', id: maple } })
    expect((await change(liz, near.id, whole)).status).toBe(200)
    expect((await change(pat, near.id, whole)).status).toBe(404)
    expect((await change(liz, randomUUID(), whole)).status).toBe(404)
  })

  test('waits for the owner’s yes, and is closed once it is over', async () => {
    const { leslie, liz } = stage.cast
    const asked = await exemplar({ state: 'asked' })
    const early = await change(leslie, asked.id, whole)
    expect([early.status, early.body.code]).toEqual([409, 'not-agreed'])
    const over = await exemplar()
    await letExpire(stage.platform, over.id)
    const late = await change(leslie, over.id, whole)
    expect([late.status, late.body.code]).toEqual([409, 'not-agreed'])
    expect((await change(liz, over.id, whole)).status).toBe(404)
  })

  test.each([
    ['no title', { title: '  ' }, 400, 'invalid'],
    ['too long a title', { title: 'x'.repeat(201) }, 400, 'invalid'],
    ['an area nobody knows', { contentArea: 'alchemy' }, 400, 'invalid'],
    ['a question without words', { questions: ['One?', ' '] }, 400, 'invalid'],
    ['a long question', { questions: ['x'.repeat(501)] }, 400, 'invalid'],
    ['thirteen questions', { questions: Array(13).fill('Why?') }, 400, 'invalid'],
    ['a protocol that not everybody has', { protocolKey: 'mine' }, 400, 'no-such-protocol'],
    ['a field nobody knows', { owner: 'Liz' }, 400, 'invalid'],
    ['a term that is not here', { termIds: [randomUUID()] }, 404, 'not-found'],
    ['the same term twice', { termIds: Array(2).fill(randomUUID()) }, 400, 'invalid'],
    ['a first try that is not here', { firstTryId: randomUUID() }, 404, 'not-found'],
  ])('refuses %s', async (_what, body, status, code) => {
    const { id } = await exemplar()
    const answer = await change(stage.cast.leslie, id, body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  test('takes terms in use; a retired one stays where it was, and is given to nothing more', async () => {
    const { leslie, liz, eve } = stage.cast
    const { platform } = stage
    const press = await termOf(platform, liz, { kind: 'practice', name: `Press ${randomUUID()}` })
    const wait = await termOf(platform, liz, { kind: 'look-for', name: `Wait ${randomUUID()}` })
    const theirs = await termOf(platform, eve, { kind: 'practice', name: 'Theirs' })
    const { id } = await exemplar()
    const idsOf = (body: { terms: { id: string }[] }) => body.terms.map((term) => term.id)
    expect(idsOf((await change(leslie, id, { termIds: [press] })).body)).toEqual([press])
    await liz.delete(`/api/v1/terms/${press}`)
    expect(new Set(idsOf((await change(leslie, id, { termIds: [press, wait] })).body))).toEqual(
      new Set([press, wait]),
    )
    const other = await exemplar()
    const refused = await change(leslie, other.id, { termIds: [press] })
    expect([refused.status, refused.body.code]).toEqual([409, 'term-retired'])
    expect((await change(leslie, other.id, { termIds: [theirs] })).status).toBe(404)
    expect(idsOf((await change(leslie, id, { termIds: [wait] })).body)).toEqual([wait])
    expect((await change(leslie, id, { termIds: [press, wait] })).body.code).toBe('term-retired')
    expect((await change(leslie, id, { termIds: [] })).body.terms).toEqual([])
  })
})

describe('a pair of tries', () => {
  test('is shown from both sides', async () => {
    const { leslie, liz } = stage.cast
    const first = await exemplar({ title: 'The first try' })
    const later = await exemplar({ title: 'The second try' })
    const { body } = await change(liz, later.id, { firstTryId: first.id })
    expect(body.firstTry).toEqual({ id: first.id, title: 'The first try' })
    for (const who of [leslie, liz]) {
      const { body: seen } = await change(who, first.id, {})
      expect(seen.laterTry).toEqual({ id: later.id, title: 'The second try' })
    }
    expect((await change(liz, later.id, { firstTryId: null })).body.firstTry).toBeNull()
  })

  test('is of one owner, who is named in both; it never says more than that it is not', async () => {
    const { ana, leslie, liz } = stage.cast
    const own = await exemplar()
    const another = await exemplarOf(stage.platform, ana)
    const unnamed = await exemplar({ showsName: false })
    for (const firstTryId of [another.id, unnamed.id]) {
      const { status, body } = await change(liz, own.id, { firstTryId })
      expect([status, body.code]).toEqual([409, 'not-one-owner'])
    }
    expect((await change(liz, unnamed.id, { firstTryId: own.id })).body.code).toBe('not-one-owner')
    // The owner may pair their own; to others the pair would tell who they are, so it is not shown to them.
    const paired = await change(leslie, unnamed.id, { firstTryId: own.id })
    expect(paired.body.firstTry).toMatchObject({ id: own.id })
    expect((await change(liz, unnamed.id, {})).body).toMatchObject({ owner: null, firstTry: null })
    expect((await change(liz, own.id, {})).body.laterTry).toBeNull()
  })

  test('makes no circle, not of one and not of three, not even at once', async () => {
    const { leslie } = stage.cast
    const made: { id: ExemplarId }[] = []
    for (let n = 0; n < 3; n++) made.push(await exemplar())
    const ids = made.map(({ id }) => id)
    const next = (at: number) => ids[(at + 1) % ids.length]
    const itself = await change(leslie, ids[0] ?? '', { firstTryId: ids[0] })
    expect([itself.status, itself.body.code]).toEqual([409, 'tries-in-a-circle'])
    const answers = await Promise.all(ids.map((id, at) => change(leslie, id, { firstTryId: next(at) })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body.code).toBe('tries-in-a-circle')
  })
})

describe('what is written about an exemplar', () => {
  test('is found at once, and no more once it is gone', async () => {
    const { leslie } = stage.cast
    const { id } = await exemplar()
    const finds = async (word: string) => {
      const { rows } = await stage.platform.pool.query(
        `select 1 from exemplar_words where exemplar_id = $1 and document @@ to_tsquery('english', $2)`,
        [id, word],
      )
      return rows.length > 0
    }
    await change(leslie, id, { goal: 'Tessellation' })
    expect(await finds('tessellation')).toBe(true)
    await change(leslie, id, { goal: 'Symmetry' })
    expect([await finds('tessellation'), await finds('symmetry')]).toEqual([false, true])
  })

  test('of two who change different things at once, both stand, and can be found', async () => {
    const { leslie, liz } = stage.cast
    const { id } = await exemplar()
    for (let n = 0; n < 5; n++) {
      const said = [`alpha${n}`, `beta${n}`]
      const answers = await Promise.all([
        change(leslie, id, { goal: said[0] }),
        change(liz, id, { cameBefore: said[1] }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      const { rows } = await stage.platform.pool.query(
        `select goal, came_before, document @@ to_tsquery('simple', $2) as found from exemplars
          join exemplar_words on exemplar_id = id where id = $1`,
        [id, said.join(' & ')],
      )
      expect(rows).toEqual([{ goal: said[0], came_before: said[1], found: true }])
    }
  })
})

test('an exemplar of a clip that is paused is there for its owner alone', async () => {
  const { leslie, liz } = stage.cast
  const clipId = await readyClipOf(stage.platform, leslie)
  const { id } = await exemplar({ clipId })
  await noor.post(`/api/v1/clips/${clipId}/concerns`, { kind: 'tone', words: 'Please look' })
  const { rows } = await stage.platform.pool.query('select 1 from clip_pauses where clip_id = $1', [clipId])
  expect(rows).toHaveLength(1)
  expect((await change(liz, id, whole)).status).toBe(404)
  expect((await change(leslie, id, whole)).status).toBe(200)
})
