import { describe, expect, test } from 'vitest'
import type { Facets, Search } from '../../src/exemplars/library-schemas.ts'
import {
  askedIn,
  choicesOf,
  isAsking,
  libraryAddress,
  nothingAsked,
  queryOf,
  readAsked,
  searchOf,
  toggled,
} from '../../web/src/exemplars/asked.ts'
import { filtersOf } from '../../web/src/exemplars/filters-of.ts'
import { inOrderOf, moved } from '../../web/src/exemplars/moves.ts'

const practice = '01890000-0000-7000-8000-000000000001'

describe('what is asked of the library', () => {
  test.each([
    ['/exemplars', '/exemplars'],
    ['/exemplars?', '/exemplars'],
    ['/exemplars?q=wait+time', '/exemplars?q=wait+time'],
    ['/exemplars?q=%20%20', '/exemplars'],
    ['/exemplars?q=%C2%BFpor+qu%C3%A9%3F%26', '/exemplars?q=%C2%BFpor+qu%C3%A9%3F%26'],
    [
      '/exemplars?gradeBand=3-5&contentArea=language+arts&gradeBand=6-8&q=a',
      '/exemplars?q=a&contentArea=language+arts&gradeBand=3-5&gradeBand=6-8',
    ],
    [`/exemplars?practice=${practice}&length=short`, `/exemplars?practice=${practice}&length=short`],
    ['/exemplars?captions=es&captions=es', '/exemplars?captions=es'],
  ])('is read from an address and written into one: %s', (address, written) => {
    expect(libraryAddress(readAsked(address))).toBe(written)
    expect(libraryAddress(readAsked(written))).toBe(written)
  })

  test.each([
    '/exemplars?gradeBand=13',
    '/exemplars?contentArea=toString',
    '/exemplars?practice=1',
    '/exemplars?captions=xx',
    '/exemplars?length=long%00',
    '/exemplars?unknown=1',
  ])('is nothing where the address makes no sense: %s', (address) => {
    expect(isAsking(readAsked(address))).toBe(false)
  })

  test('has words of a length that the server takes', () => {
    expect(readAsked(`/exemplars?q=${'a'.repeat(5000)}`).q).toHaveLength(200)
  })

  test('is kept and found again as it was', () => {
    const asked = readAsked(`/exemplars?q=wait&contentArea=arts&practice=${practice}`)
    expect(searchOf(asked)).toEqual({ q: 'wait', contentArea: ['arts'], practice: [practice] })
    expect(askedIn(searchOf(asked) as Search)).toEqual(asked)
    expect(searchOf(nothingAsked)).toEqual({})
  })

  test('is chosen and left again, the rest untouched', () => {
    const asked = readAsked('/exemplars?q=wait&gradeBand=3-5')
    const more = toggled(asked, { facet: 'gradeBand', value: '6-8' })
    expect(queryOf(more)).toBe('q=wait&gradeBand=3-5&gradeBand=6-8')
    expect(choicesOf(more)).toHaveLength(2)
    expect(toggled(more, { facet: 'gradeBand', value: '6-8' })).toEqual(asked)
  })
})

describe('the filters that are named', () => {
  const facets = { practice: [{ value: practice, code: null, name: 'Wait time', count: 0 }] }

  test('are the words and each choice, and each can be done without', () => {
    const asked = readAsked(`/exemplars?q=why&length=short&practice=${practice}`)
    const filters = filtersOf(asked, facets as unknown as Facets)
    expect(filters.map(({ without }) => queryOf(without))).toEqual([
      `practice=${practice}&length=short`,
      'q=why&length=short',
      `q=why&practice=${practice}`,
    ])
    expect(filters[1]?.name).toBe('Wait time')
    expect(filtersOf(nothingAsked, undefined)).toEqual([])
  })
})

describe('an order', () => {
  const order = ['a', 'b', 'c']

  test.each([
    ['a', 1, 'b a c'],
    ['b', 1, 'a c b'],
    ['c', -1, 'a c b'],
    ['b', -1, 'b a c'],
  ] as const)('changes by one place: %s by %i', (id, by, after) => {
    expect(moved(order, id, by).join(' ')).toBe(after)
    expect(moved(moved(order, id, by), id, by === 1 ? -1 : 1)).toEqual(order)
  })

  test.each([
    ['a', -1],
    ['c', 1],
    ['x', 1],
  ] as const)('stays the very same where there is no further to go: %s by %i', (id, by) => {
    expect(moved(order, id, by)).toBe(order)
  })

  test('is that of the ids, and what they do not name stands behind', () => {
    const items = order.map((id) => ({ id }))
    expect(inOrderOf(items, ['c', 'a']).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
    expect(inOrderOf(items, []).map(({ id }) => id)).toEqual(order)
  })
})
