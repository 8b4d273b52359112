import { describe, expect, test } from 'vitest'
import type { Exemplar, Passport, Term } from '../../src/exemplars/schemas.ts'
import { audienceIn, audienceValue } from '../../web/src/curating/audience-value.ts'
import { type Card, cardOf, changeOf, withQuestion } from '../../web/src/curating/card.ts'
import { checkTerms, endDays, lacks } from '../../web/src/curating/consent-terms.ts'
import { endOf, isOpen, stands } from '../../web/src/curating/curating-words.ts'

const term = (id: string) => ({ id, kind: 'practice', code: null, name: id }) as Term
const exemplar = {
  ...{
    title: 'Partner talk',
    contentArea: 'mathematics',
    gradeBand: null,
    goal: null,
    cameBefore: 'A warm-up',
  },
  ...{ terms: [term('wait')], questions: ['Who talks?', 'Who listens?'], protocolKey: null, firstTry: null },
} as unknown as Exemplar
const was = cardOf(exemplar)
const changed = (now: Partial<Card>) => changeOf(was, { ...was, ...now })

describe('the card of an exemplar', () => {
  test('is sent as far as it is another now, and nothing else of it', () => {
    expect(changed({})).toEqual({})
    expect(changed({ title: ' Partner talk ', goal: '  ' })).toEqual({})
    expect(changed({ title: 'Talk', contentArea: null })).toEqual({ title: 'Talk', contentArea: null })
    expect(changed({ cameBefore: ' ' })).toEqual({ cameBefore: null })
    expect(changed({ protocolKey: 'notice-and-wonder', firstTryId: 'e' })).toEqual({
      ...{ protocolKey: 'notice-and-wonder', firstTryId: 'e' },
    })
  })

  test('has its questions in their order, without those that are empty, and its terms in any', () => {
    const [first, second] = was.questions as [Card['questions'][number], Card['questions'][number]]
    expect(changed({ questions: [second, first] })).toEqual({ questions: ['Who listens?', 'Who talks?'] })
    expect(changed({ questions: withQuestion(was.questions) })).toEqual({})
    expect(changed({ terms: [] })).toEqual({ termIds: [] })
    const both = { ...was, terms: [term('wait'), term('press')] }
    expect(changeOf(both, { ...both, terms: both.terms.toReversed() })).toEqual({})
  })

  test('gives each question a number of its own, also once some were removed', () => {
    const [, second] = was.questions
    expect(withQuestion(second ? [second] : []).map(({ no }) => no)).toEqual([1, 2])
    expect(withQuestion([]).map(({ no }) => no)).toEqual([0])
  })
})

describe('what an owner agrees to', () => {
  test.each([
    ['2027-03-01', '2027-03-02', '2028-03-01', '2029-03-01'],
    ['2028-02-29', '2028-03-01', '2029-02-28', '2030-02-28'],
    ['2026-12-31', '2027-01-01', '2027-12-31', '2028-12-31'],
    ['2026-02-28', '2026-03-01', '2027-02-28', '2028-02-28'],
  ])('from %s on ends on %s at the earliest, in a year, or in two at the latest', (today, ...days) => {
    const { earliest, usual, latest } = endDays(today)
    expect([earliest, usual, latest]).toEqual(days)
  })

  test('says for whom, until when, and whether by name: all three, and a day that can be', () => {
    const terms = { audience: 'organisation', endsOn: '2028-03-01', showsName: false }
    const fields = (now: Partial<Parameters<typeof checkTerms>[0]>) =>
      checkTerms({ ...terms, ...now }, '2027-03-01').map(({ field }) => field)
    expect(fields({})).toEqual([])
    expect(fields({ audience: '', endsOn: '', showsName: undefined })).toEqual([
      ...['agree-for', 'agree-until', 'agree-name'],
    ])
    for (const endsOn of ['2027-03-01', '2029-03-02']) expect(fields({ endsOn })).toEqual(['agree-until'])
    for (const endsOn of ['2027-03-02', '2029-03-01']) expect(fields({ endsOn })).toEqual([])
  })

  test.each([
    [null, 'cohort', 'word'],
    [null, 'organisation', 'word'],
    ['cohort', 'cohort', undefined],
    ['cohort', 'site', 'reach'],
    ['cohort', 'organisation', 'reach'],
    ['organisation', 'district', undefined],
    ['network', 'organisation', undefined],
  ] as const)('with those in the picture agreeing to %s, for %s, lacks %s', (attestation, kind, lack) => {
    expect(lacks(attestation, kind)).toBe(lack)
  })

  test('is named in a form by kind and id, an organisation without one', () => {
    for (const audience of [
      { kind: 'cohort', id: 'a1' },
      { kind: 'organisation', id: null },
    ] as const) {
      const { kind, id = null } = audienceIn(audienceValue(audience)) ?? {}
      expect({ kind, id }).toEqual(audience)
    }
    expect(audienceIn('')).toBeUndefined()
  })
})

test('an exemplar is open until it is answered no, taken back or over, and stands once it was agreed to', () => {
  const states = ['asked', 'agreed', 'published', 'refused', 'taken back', 'ended'] as const
  expect(states.filter((state) => isOpen({ state }))).toEqual(['asked', 'agreed', 'published'])
  expect(states.filter((state) => stands({ state }))).toEqual(['agreed', 'published'])
})

test('the last consent in the history is its end where the owner ended it, and in no other case', () => {
  const history = [{ what: 'unpublish' }, { what: 'consent to exemplar' }, { what: 'consent to exemplar' }]
  const passport = (because: string | undefined) =>
    ({ history, receipt: because ? { because } : null }) as unknown as Passport
  expect(endOf(passport('owner'))).toBe(1)
  expect(endOf(passport('expired'))).toBe(-1)
  expect(endOf(passport(undefined))).toBe(-1)
})
