import { describe, expect, test } from 'vitest'
import {
  addDays,
  aYearAfter,
  dayIn,
  endingOf,
  endsOn,
  type Life,
  schoolYearEnd,
  usualDays,
  warningsDue,
} from '../../src/retention/ending-dates.ts'

const life = (changes: Partial<Life> = {}): Life => ({
  createdOn: '2026-09-01',
  sharedOn: null,
  withdrawnOn: null,
  keptUntil: null,
  exemplarUntil: null,
  ...changes,
})

describe('a calendar day', () => {
  test.each([
    ['2026-10-31', 2, '2026-11-02'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days is %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected)
  })

  test.each([
    ['2026-06-30', '2027-06-30'],
    ['2024-02-29', '2025-02-28'],
    ['2027-02-28', '2028-02-28'],
  ])('a year after %s is %s', (day, expected) => {
    expect(aYearAfter(day)).toBe(expected)
  })

  test.each([
    // Clocks went back in New York at 06:00Z, and forward there at 07:00Z in March.
    ['2026-11-01T03:59:59Z', 'America/New_York', '2026-10-31'],
    ['2026-11-01T04:00:00Z', 'America/New_York', '2026-11-01'],
    ['2026-11-02T04:59:59Z', 'America/New_York', '2026-11-01'],
    ['2026-11-02T05:00:00Z', 'America/New_York', '2026-11-02'],
    ['2027-03-14T04:59:59Z', 'America/New_York', '2027-03-13'],
    ['2027-03-15T03:59:59Z', 'America/New_York', '2027-03-14'],
    ['2027-03-15T04:00:00Z', 'America/New_York', '2027-03-15'],
    ['2026-12-31T11:00:00Z', 'Pacific/Auckland', '2027-01-01'],
    ['2026-12-31T23:59:59Z', 'Nowhere/At_All', '2026-12-31'],
  ])('%s in %s is %s', (at, zone, expected) => {
    expect(dayIn(new Date(at), zone)).toBe(expected)
  })
})

describe('a clip that is an exemplar', () => {
  const days = { 'never shared': 60, shared: 30, withdrawn: 14 }
  test.each([
    // Its owner agreed for longer than the school year.
    [{ sharedOn: '2026-10-01', exemplarUntil: '2028-03-01' }, 'shared', '2028-03-01'],
    // Or not as long.
    [{ sharedOn: '2026-10-01', exemplarUntil: '2027-01-01' }, 'shared', '2027-07-30'],
    [
      { sharedOn: '2026-10-01', keptUntil: '2027-02-01', exemplarUntil: '2027-05-01' },
      'shared',
      '2027-05-01',
    ],
    [
      { sharedOn: '2026-10-01', keptUntil: '2027-12-01', exemplarUntil: '2027-05-01' },
      'shared',
      '2027-12-01',
    ],
    // Taken back it is an exemplar no more.
    [{ sharedOn: '2026-10-01', withdrawnOn: '2026-11-01', exemplarUntil: null }, 'withdrawn', '2026-11-15'],
  ] as const)('%o ends as %s on %s', (changes, rule, dueOn) => {
    expect(endingOf(life(changes), days, '06-30')).toEqual({ rule, dueOn })
  })
})

describe('the school year', () => {
  test.each([
    ['2026-09-01', '06-30', '2027-06-30'],
    ['2027-06-30', '06-30', '2027-06-30'],
    ['2027-07-01', '06-30', '2028-06-30'],
    ['2026-12-20', '12-15', '2027-12-15'],
    ['2027-01-10', '02-29', '2027-02-28'],
    ['2028-01-10', '02-29', '2028-02-29'],
    ['2027-02-28', '02-29', '2027-02-28'],
    ['2027-03-01', '06-31', '2027-06-30'],
  ])('that %s lies in ends, by %s, on %s', (from, ends, expected) => {
    expect(schoolYearEnd(from, ends)).toBe(expected)
  })
})

describe('a clip ends', () => {
  test.each<[string, Life, string, string]>([
    ['60 days after it was made where it was never shared', life(), 'never shared', '2026-10-31'],
    ['30 days after the school year', life({ sharedOn: '2026-09-10' }), 'shared', '2027-07-30'],
    [
      'in the next year where it was shared on the first day of it',
      life({ sharedOn: '2027-07-01' }),
      'shared',
      '2028-07-30',
    ],
    [
      'on the day its owner chose',
      life({ sharedOn: '2026-09-10', keptUntil: '2028-01-01' }),
      'shared',
      '2028-01-01',
    ],
    [
      'two weeks after it was taken back',
      life({ sharedOn: '2026-09-10', withdrawnOn: '2026-10-01', keptUntil: '2028-01-01' }),
      'withdrawn',
      '2026-10-15',
    ],
    ['no later because it was taken back', life({ withdrawnOn: '2026-10-30' }), 'never shared', '2026-10-31'],
    [
      'on a choice, only where it was shared',
      life({ keptUntil: '2028-01-01' }),
      'never shared',
      '2026-10-31',
    ],
  ])('%s', (_what, lived, rule, dueOn) => {
    expect(endingOf(lived, usualDays, '06-30')).toEqual({ rule, dueOn })
  })
})

describe('an owner', () => {
  const due = { rule: 'never shared', dueOn: '2026-10-31' } as const
  test.each<[string, string, number[], number[]]>([
    ['not yet', '2026-10-15', [], []],
    ['on day 45', '2026-10-16', [], [15]],
    ['not twice', '2026-10-20', [15], []],
    ['on day 55', '2026-10-26', [15], [5]],
    ['of both at once where the server was off', '2026-10-28', [], [15, 5]],
  ])('is warned: %s', (_what, today, told, expected) => {
    expect(warningsDue(due, told, today)).toEqual(expected)
  })

  test.each<[string, string | null, string, string]>([
    ['warned in time, it ends when it is due', '2026-10-16', '2026-10-31', '2026-10-31'],
    ['not warned yet, and it is early', null, '2026-10-01', '2026-10-31'],
    ['not warned, and it is overdue: five days from now', null, '2026-12-01', '2026-12-06'],
    ['warned late, five days after that', '2026-12-01', '2026-12-04', '2026-12-06'],
  ])('never loses a clip without notice: %s', (_what, toldOn, today, expected) => {
    expect(endsOn(due, toldOn, today)).toBe(expected)
  })
})
