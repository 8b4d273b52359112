import { describe, expect, test } from 'vitest'
import { addDays, localOf, weekdayOf } from '../../src/calendars/local-time.ts'
import { blockOn } from '../../src/calendars/working-days.ts'
import { daysOf, planDays, type SeriesRule } from '../../src/meetings/series-days.ts'

/** A school calendar as districts in the United States have it. */
const blocks = [
  { name: 'Labor Day', startsOn: '2026-09-07', endsOn: '2026-09-07' },
  { name: 'Fall break', startsOn: '2026-10-12', endsOn: '2026-10-13' },
  { name: 'Veterans Day', startsOn: '2026-11-11', endsOn: '2026-11-11' },
  { name: 'Thanksgiving', startsOn: '2026-11-25', endsOn: '2026-11-27' },
  { name: 'Winter break', startsOn: '2026-12-21', endsOn: '2027-01-01' },
  { name: 'Spring break', startsOn: '2027-03-22', endsOn: '2027-03-26' },
  { name: 'State tests', startsOn: '2027-04-19', endsOn: '2027-04-21' },
]
const year = { firstOn: '2026-08-15', lastOn: '2027-06-15' }
const zones = [
  'America/Los_Angeles',
  'America/Chicago',
  'America/Phoenix',
  'Europe/Madrid',
  'Pacific/Auckland',
]

describe('a school year with both changes of the clocks', () => {
  const weekdays = [1, 2, 3, 4, 5]
  const every: { what: string; rule: SeriesRule; firstOn: string; minutes: number; counts: number[] }[] = [
    ...weekdays.map((weekday) => ({
      what: `every other week, weekday ${weekday}`,
      rule: { every: 'weeks', weeks: 2 } as const,
      firstOn: addDays('2026-08-17', weekday - 1),
      minutes: 120,
      counts: [18, 20],
    })),
    ...weekdays.map((weekday) => ({
      what: `monthly, second weekday ${weekday}`,
      rule: { every: 'month', nth: 2, weekday } as const,
      firstOn: year.firstOn,
      minutes: 180,
      counts: [9, 10],
    })),
    ...weekdays.map((weekday) => ({
      what: `monthly, last weekday ${weekday}`,
      rule: { every: 'month', nth: -1, weekday } as const,
      firstOn: year.firstOn,
      minutes: 180,
      counts: [7, 10],
    })),
  ]

  test.each(every)('$what', ({ rule, firstOn, minutes, counts: [least = 0, most = 0] }) => {
    for (const zone of zones) {
      for (const startsAt of ['08:00', '15:30', '19:15']) {
        const plan = { rule, firstOn, lastOn: year.lastOn, startsAt, minutes }
        const days = planDays(plan, zone, blocks)
        const held = days.filter(({ skippedFor }) => skippedFor === null)
        expect(held.length).toBeGreaterThanOrEqual(least)
        expect(held.length).toBeLessThanOrEqual(most)
        for (const each of days) {
          const local = localOf(zone, each.startsAt)
          expect(local.time).toBe(startsAt)
          expect(+each.endsAt - +each.startsAt).toBe(minutes * 60_000)
          expect(each.skippedFor).toBe(blockOn(blocks, local.day)?.name ?? null)
          expect(local.day >= firstOn && local.day <= year.lastOn).toBe(true)
        }
        if (zone !== 'America/Phoenix' && zone !== 'Pacific/Auckland') {
          expect(new Set(held.map(({ startsAt: at }) => at.toISOString().slice(11, 16))).size).toBe(2)
        }
      }
    }
  })

  test('F-03: two hours every other Wednesday are 19 meetings, three hours monthly are 10', () => {
    const held = (rule: SeriesRule, firstOn: string, minutes: number) =>
      planDays({ rule, firstOn, lastOn: year.lastOn, startsAt: '15:30', minutes }, 'America/Chicago', blocks)
        .filter(({ skippedFor }) => skippedFor === null)
        .map(({ startsAt }) => localOf('America/Chicago', startsAt).day)
    const fortnightly = held({ every: 'weeks', weeks: 2 }, '2026-08-19', 120)
    expect(fortnightly).toHaveLength(19)
    expect(fortnightly).not.toContain('2026-11-25')
    expect(held({ every: 'month', nth: 3, weekday: 4 }, '2026-08-15', 180)).toHaveLength(10)
  })
})

test.each<[string, SeriesRule, string, string, string[]]>([
  [
    'each week',
    { every: 'weeks', weeks: 1 },
    '2026-12-24',
    '2027-01-07',
    ['2026-12-24', '2026-12-31', '2027-01-07'],
  ],
  ['the first day is the last', { every: 'weeks', weeks: 4 }, '2026-12-24', '2026-12-24', ['2026-12-24']],
  [
    'the first Monday, also where it is the first of the month',
    { every: 'month', nth: 1, weekday: 1 },
    '2027-01-05',
    '2027-03-31',
    ['2027-02-01', '2027-03-01'],
  ],
  [
    'the fourth Thursday',
    { every: 'month', nth: 4, weekday: 4 },
    '2026-11-01',
    '2026-12-31',
    ['2026-11-26', '2026-12-24'],
  ],
  [
    'the last Friday, over the end of a year and in a leap year',
    { every: 'month', nth: -1, weekday: 5 },
    '2027-12-01',
    '2028-02-29',
    ['2027-12-31', '2028-01-28', '2028-02-25'],
  ],
  ['none between', { every: 'month', nth: 1, weekday: 1 }, '2026-11-03', '2026-12-01', []],
])('%s', (_what, rule, firstOn, lastOn, days) => {
  expect(daysOf({ rule, firstOn, lastOn })).toEqual(days)
})

test('the nth weekday is one, and in the right week, in every month of ten years', () => {
  for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
    for (const nth of [1, 2, 3, 4, -1]) {
      const days = daysOf({
        rule: { every: 'month', nth, weekday },
        firstOn: '2026-01-01',
        lastOn: '2035-12-31',
      })
      expect(days).toHaveLength(120)
      for (const day of days) {
        expect(weekdayOf(day)).toBe(weekday)
        if (nth > 0) expect(Math.ceil(Number(day.slice(8)) / 7)).toBe(nth)
        else expect(addDays(day, 7).slice(0, 7)).not.toBe(day.slice(0, 7))
      }
    }
  }
})
