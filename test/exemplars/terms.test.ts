import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TermId } from '../../src/platform/ids.ts'
import type { Person } from '../support/cast.ts'
import { exemplarOf, termOf } from '../support/exemplars.ts'
import { newcomer } from '../support/newcomer.ts'
import { openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const url = '/api/v1/terms'
const add = (who: Person, body: object) => who.post(url, body)
/** A name of its own, as tests share one organisation. */
const own = (name: string) => `${name} ${randomUUID().slice(0, 8)}`
const isFound = async (exemplarId: string, word: string): Promise<boolean> => {
  const { rows } = await stage.platform.pool.query(
    `select 1 from exemplar_words where exemplar_id = $1 and document @@ to_tsquery('english', $2)`,
    [exemplarId, word],
  )
  return rows.length > 0
}

describe('a term', () => {
  test('is added, found, renamed and retired', async () => {
    const { liz, ana } = stage.cast
    const name = own('Press for reasoning')
    const { status, body: term } = await add(liz, {
      kind: 'practice',
      name: `  ${name.replace(' ', '\n ')} `,
    })
    expect(status).toBe(201)
    expect(term).toEqual({ id: term.id, kind: 'practice', code: null, name })
    const find = async (q: string) =>
      (await ana.get(`${url}?kind=practice&q=${encodeURIComponent(q)}`)).body.items
    expect(await find(name.slice(6).toUpperCase())).toEqual([term])
    const renamed = await liz.patch(`${url}/${term.id}`, { name: `${name} aloud` })
    expect([renamed.status, renamed.body]).toEqual([200, { ...term, name: `${name} aloud` }])
    for (let twice = 0; twice < 2; twice++) expect((await liz.delete(`${url}/${term.id}`)).status).toBe(204)
    expect(await find(name)).toEqual([])
    expect((await liz.patch(`${url}/${term.id}`, { name })).status).toBe(404)
    // Added again, it is the same one, under the name it has now.
    const again = await add(liz, { kind: 'practice', name: `${name} ALOUD` })
    expect([again.status, again.body]).toEqual([201, { ...term, name: `${name} ALOUD` }])
  })

  test('of a name or a code that is here is refused, however it is written', async () => {
    const { liz } = stage.cast
    const [first, second, code] = [own('One'), own('Two'), own('K.CC')]
    await add(liz, { kind: 'practice', name: first })
    const { body: other } = await add(liz, { kind: 'practice', name: second })
    expect((await add(liz, { kind: 'look-for', name: first })).status).toBe(201)
    expect((await add(liz, { kind: 'standard', code, name: 'Count' })).status).toBe(201)
    for (const answer of [
      await add(liz, { kind: 'practice', name: ` ${first.toUpperCase()}` }),
      await add(liz, { kind: 'standard', code, name: 'Another name' }),
      await liz.patch(`${url}/${other.id}`, { name: first.toLowerCase() }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'term-exists'])
    }
    // Standards are told apart by their codes alone.
    expect((await add(liz, { kind: 'standard', code: `${code}.1`, name: 'Count' })).status).toBe(201)
  })

  test('that ten people add at once is there once', async () => {
    const { liz } = stage.cast
    const name = own('Wait time')
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(liz, { kind: 'look-for', name })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(409)])
  })

  test.each([
    ['a standard without a code', { kind: 'standard', name: 'Count' }, 'code-missing'],
    ['a practice with a code', { kind: 'practice', code: 'P1', name: 'Press' }, 'no-code'],
    ['no name', { kind: 'practice', name: ' ' }, 'invalid'],
    ['too long a name', { kind: 'practice', name: 'x'.repeat(301) }, 'invalid'],
    ['too long a code', { kind: 'standard', code: 'x'.repeat(61), name: 'Count' }, 'invalid'],
    ['a kind nobody knows', { kind: 'virtue', name: 'Patience' }, 'invalid'],
  ])('is refused as %s', async (_what, body, code) => {
    const answer = await add(stage.cast.liz, body)
    expect([answer.status, answer.body.code]).toEqual([400, code])
  })

  test('is chosen by those who curate for everybody, read by everybody here, and by nobody elsewhere', async () => {
    const { liz, ana, dana, eve, nobody, maple } = stage.cast
    const coach = await newcomer(stage, ['program coach'])
    const facilitator = await newcomer(stage)
    await stage.platform.db
      .insertInto('memberships')
      .values({ ...facilitator.viewer, cohortId: maple, part: 'facilitator' })
      .execute()
    const { body: term } = await add(coach, { kind: 'practice', name: own('Revoice') })
    for (const who of [ana, dana, facilitator]) {
      expect((await add(who, { kind: 'practice', name: own('Mine') })).status).toBe(403)
      expect((await who.patch(`${url}/${term.id}`, { name: 'Mine' })).status).toBe(403)
      expect((await who.delete(`${url}/${term.id}`)).status).toBe(403)
      expect((await who.get(`${url}?q=${encodeURIComponent(term.name)}`)).body.items).toEqual([term])
    }
    expect((await eve.get(`${url}?limit=200`)).body.items).toEqual([])
    expect((await nobody.get(url)).status).toBe(401)
    const abroad = await newcomer(stage, ['teacher leader'], { name: 'Olu', like: eve })
    expect((await abroad.patch(`${url}/${term.id}`, { name: 'Theirs' })).status).toBe(404)
    expect((await abroad.delete(`${url}/${term.id}`)).status).toBe(404)
    for (const missing of [randomUUID()]) {
      expect((await liz.patch(`${url}/${missing}`, { name: 'x' })).status).toBe(404)
      expect((await liz.delete(`${url}/${missing}`)).status).toBe(404)
    }
  })

  test('comes in pages, by kind, then by code or name, of which none is missed', async () => {
    const { eve } = stage.cast
    const { platform } = stage
    const leader = await newcomer(stage, ['teacher leader'], { name: 'Odd', like: eve })
    // As long as names may be: a cursor must hold the place nevertheless.
    const long = (letter: string) => `${letter}${'é'.repeat(299)}`
    const given = [
      ...['b', 'A', 'c'].map((letter) => ({ kind: 'practice' as const, name: long(letter) })),
      ...['2', '1', '10'].map((code) => ({ kind: 'standard' as const, code, name: 'The same name' })),
      { kind: 'look-for' as const, name: 'Looking' },
    ]
    const ids: TermId[] = []
    for (const term of given) ids.push(await termOf(platform, leader, term))
    const shown: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const { status, body } = await eve.get(`${url}?limit=2${after && `&after=${after}`}`)
      expect(status).toBe(200)
      shown.push(...body.items.map((term: { id: string }) => term.id))
      after = body.next
    }
    expect(shown).toEqual([6, 1, 0, 2, 4, 5, 3].map((at) => ids[at]))
    const found = async (query: string) =>
      (await eve.get(`${url}?${query}`)).body.items.map((term: { id: string }) => term.id)
    expect(await found('q=1')).toEqual([ids[4], ids[5]])
    expect(await found('q=name&kind=standard')).toHaveLength(3)
    expect(await found('q=%25')).toEqual([])
    expect((await eve.get(`${url}?after=no-such-page`)).body.code).toBe('bad-cursor')
  })
})

describe('the name of a term', () => {
  test('finds the exemplars that are about it, as it is now', async () => {
    const { leslie, liz } = stage.cast
    const term = await termOf(stage.platform, liz, { kind: 'practice', name: own('Zigzagging') })
    const { id } = await exemplarOf(stage.platform, leslie, { termIds: [term] })
    expect(await isFound(id, 'zigzagging')).toBe(true)
    await liz.patch(`${url}/${term}`, { name: own('Meandering') })
    expect([await isFound(id, 'zigzagging'), await isFound(id, 'meandering')]).toEqual([false, true])
    await liz.delete(`${url}/${term}`)
    expect(await isFound(id, 'meandering')).toBe(true)
  })

  test('is the one that is found by, also where it is given and changed at once', async () => {
    const { leslie, liz } = stage.cast
    const { id } = await exemplarOf(stage.platform, leslie)
    for (let n = 0; n < 5; n++) {
      const terms = [
        await termOf(stage.platform, liz, { kind: 'practice', name: `Before${n}` }),
        await termOf(stage.platform, liz, { kind: 'look-for', name: `Earlier${n}` }),
      ]
      const answers = await Promise.all([
        leslie.patch(`/api/v1/exemplars/${id}`, { termIds: terms }),
        liz.patch(`${url}/${terms[0]}`, { name: `After${n}` }),
        liz.patch(`${url}/${terms[1]}`, { name: `Later${n}` }),
        leslie.patch(`/api/v1/exemplars/${id}`, { goal: `Goal${n}` }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      for (const word of [`after${n}`, `later${n}`, `goal${n}`]) {
        expect([word, await isFound(id, word)]).toEqual([word, true])
      }
      expect(await isFound(id, `before${n} | earlier${n}`)).toBe(false)
    }
  })
})
