import { describe, expect, test } from 'vitest'
import { monthsOf, schoolYearOf, schoolYears } from '../../web/src/year/year-of.ts'

const calendar = { zone: 'America/New_York', schoolYearEnds: '06-30' }
const now = '2026-11-10T15:00:00Z'
const at = (...instants: string[]) => instants.map((each) => ({ at: each }))

describe('the year of a cohort', () => {
  test.each([
    ['2026-11-01T03:59:00Z', '2026-10'],
    ['2026-11-01T04:00:00Z', '2026-11'],
    ['2026-12-01T04:59:00Z', '2026-11'],
    ['2027-01-01T05:00:00Z', '2027-01'],
  ])('has %s in the month %s of where the cohort meets', (instant, month) => {
    const months = monthsOf(at(instant), { year: 2026, now, calendar })
    expect(months.filter(({ past, coming }) => past.length + coming.length > 0)).toMatchObject([
      { key: month },
    ])
  })

  test.each([
    ['06-30', '2026-07-01T03:59:00Z', 2025],
    ['06-30', '2026-07-01T04:00:00Z', 2026],
    ['06-30', '2027-01-15T12:00:00Z', 2026],
    ['05-31', '2026-06-01T03:59:00Z', 2025],
    ['05-31', '2026-06-01T04:00:00Z', 2026],
    // Where there is no such day, it ends with its month.
    ['02-29', '2026-03-01T04:59:00Z', 2025],
    ['02-29', '2026-03-01T05:00:00Z', 2026],
    ['12-15', '2026-12-16T04:59:00Z', 2025],
    ['12-15', '2026-12-16T05:00:00Z', 2026],
    ['12-31', '2026-01-01T05:00:00Z', 2026],
    ['12-31', '2027-01-01T04:59:00Z', 2026],
  ])('that ends on %s has %s in the one that begins in %i', (schoolYearEnds, instant, year) => {
    expect(schoolYearOf(instant, { ...calendar, schoolYearEnds })).toBe(year)
  })

  test('has the month in which it ends in this one and in the next, each with its own', () => {
    const entries = at('2026-06-12T15:00:00Z', '2026-06-16T15:00:00Z')
    const mid = { ...calendar, schoolYearEnds: '06-15' }
    const of = (year: number) => monthsOf(entries, { year, now: '2026-06-20T15:00:00Z', calendar: mid })
    expect(of(2025)).toEqual([{ key: '2026-06', hasNow: false, past: [entries[0]], coming: [] }])
    expect(of(2026)).toEqual([{ key: '2026-06', hasNow: true, past: [entries[1]], coming: [] }])
  })

  test('is chosen among those with something in them, and the one of now', () => {
    expect(schoolYears(at('2025-03-01T12:00:00Z', '2025-05-01T12:00:00Z'), now, calendar)).toEqual([
      2026, 2024,
    ])
    expect(schoolYears([], now, calendar)).toEqual([2026])
  })

  test('is in the order of time, by month, with now between what was and what comes', () => {
    const entries = at(
      ...['2026-12-03T20:00:00Z', '2026-09-10T19:00:00Z', '2026-11-05T20:00:00Z', '2026-11-19T20:00:00Z'],
      ...['2026-09-03T19:00:00Z', '2025-11-05T20:00:00Z'],
    )
    const months = monthsOf(entries, { year: 2026, now, calendar })
    expect(months).toEqual([
      {
        ...{ key: '2026-09', hasNow: false, coming: [] },
        past: at('2026-09-03T19:00:00Z', '2026-09-10T19:00:00Z'),
      },
      {
        ...{ key: '2026-11', hasNow: true },
        ...{ past: at('2026-11-05T20:00:00Z'), coming: at('2026-11-19T20:00:00Z') },
      },
      { key: '2026-12', hasNow: false, past: [], coming: at('2026-12-03T20:00:00Z') },
    ])
  })

  test('shows where we are also in a month with nothing in it, and in no other year', () => {
    expect(monthsOf(at('2026-09-03T19:00:00Z'), { year: 2026, now, calendar }).map(({ key }) => key)).toEqual(
      [...['2026-09', '2026-11']],
    )
    expect(monthsOf(at('2025-09-03T19:00:00Z'), { year: 2025, now, calendar })).toMatchObject([
      { key: '2025-09', hasNow: false },
    ])
  })
})
