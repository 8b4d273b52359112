import { describe, expect, test } from 'vitest'
import { dueByRule, minutesPerWeek, warnOfDue } from '../../src/assignments/due-by-rule.ts'
import type { Calendar } from '../../src/calendars/find-calendar.ts'
import { localOf } from '../../src/calendars/local-time.ts'

const zone = 'America/Chicago'
const calendar = (given: Partial<Calendar> = {}): Calendar => ({
  ...{ zone, quietFrom: null, quietUntil: null, latestDue: null, weeklyMinutes: null, blocks: [] },
  ...given,
})
const block = (startsOn: string, endsOn: string) => ({
  kind: 'holiday' as const,
  name: 'closed',
  startsOn,
  endsOn,
})
/** In words of the zone. */
const due = (given: Partial<Calendar>, meetingAt: string): string => {
  const at = dueByRule(calendar(given), new Date(meetingAt))
  const { day, time } = localOf(given.zone ?? zone, at as Date)
  return `${day} ${time}`
}

describe('what is due by rule', () => {
  test.each<[what: string, given: Partial<Calendar>, meetingAt: string, due: string]>([
    ['the day before, at three', {}, '2026-11-19T21:30:00Z', '2026-11-18 15:00'],
    ['on Friday for a Monday, not on Sunday night', {}, '2026-11-23T21:30:00Z', '2026-11-20 15:00'],
    ['on Friday for a Saturday', {}, '2026-11-21T16:00:00Z', '2026-11-20 15:00'],
    [
      'before a holiday',
      { blocks: [block('2026-11-25', '2026-11-29')] },
      '2026-11-30T21:30:00Z',
      '2026-11-24 15:00',
    ],
    [
      'before two weeks of it',
      { blocks: [block('2026-12-19', '2027-01-03')] },
      '2027-01-04T21:30:00Z',
      '2026-12-18 15:00',
    ],
    ['no later than the district allows', { latestDue: '14:00' }, '2026-11-19T21:30:00Z', '2026-11-18 14:00'],
    ['at three where later is allowed', { latestDue: '18:00' }, '2026-11-19T21:30:00Z', '2026-11-18 15:00'],
    [
      'when quiet hours begin, if three is in them',
      { quietFrom: '14:30', quietUntil: '07:00' },
      '2026-11-19T21:30:00Z',
      '2026-11-18 14:30',
    ],
    [
      'at three exactly where quiet hours begin then',
      { quietFrom: '15:00', quietUntil: '07:00' },
      '2026-11-19T21:30:00Z',
      '2026-11-18 15:00',
    ],
    // Clocks are set back on Sunday the first of November 2026 and forward on the fourteenth of March 2027.
    ['at the same time across the autumn change', {}, '2026-11-02T21:30:00Z', '2026-10-30 15:00'],
    ['at the same time across the spring change', {}, '2027-03-15T20:30:00Z', '2027-03-12 15:00'],
    [
      'by the day of the place, not of UTC',
      { zone: 'Pacific/Auckland' },
      '2026-11-18T20:00:00Z',
      '2026-11-18 15:00',
    ],
  ])('%s', (_what, given, meetingAt, expected) => {
    expect(due(given, meetingAt)).toBe(expected)
  })

  test('is nothing where no day within ten weeks is a working one', () => {
    const closed = calendar({ blocks: [block('2026-06-01', '2026-12-31')] })
    expect(dueByRule(closed, new Date('2026-11-19T21:30:00Z'))).toBeUndefined()
  })

  test('never falls on a weekend or a blocked day, whatever day the meeting is on', () => {
    const blocks = [
      block('2026-11-25', '2026-11-29'),
      block('2026-12-19', '2027-01-03'),
      block('2027-03-22', '2027-03-26'),
    ]
    for (let n = 0; n < 300; n++) {
      const meetingAt = new Date(Date.parse('2026-08-15T21:30:00Z') + n * 86_400_000)
      const at = dueByRule(calendar({ blocks }), meetingAt) as Date
      const { day, time } = localOf(zone, at)
      expect(time).toBe('15:00')
      expect([0, 6]).not.toContain(new Date(`${day}T12:00:00Z`).getUTCDay())
      expect(blocks.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)).toBe(false)
      expect(at < meetingAt).toBe(true)
    }
  })
})

describe('what is warned of', () => {
  const plan = {
    opensAt: new Date('2026-11-09T15:00:00Z'),
    meetingAt: new Date('2026-11-19T21:30:00Z'),
    weeklyMinutes: { planned: 20, limit: 30 },
  }
  const warn = (given: Partial<Calendar>, dueAt: string, more: object = {}) =>
    warnOfDue(calendar(given), { ...plan, dueAt: new Date(dueAt), ...more })

  test('nothing, by rule', () => {
    const hours = { quietFrom: '19:00', quietUntil: '07:00', latestDue: '18:00' }
    expect(warn(hours, '2026-11-18T21:00:00Z')).toEqual([])
  })

  test('quiet hours, from the minute after they begin to when they end', () => {
    const hours = { quietFrom: '19:00', quietUntil: '07:00' }
    expect(warn(hours, '2026-11-19T01:00:00Z')).toEqual([])
    expect(warn(hours, '2026-11-19T01:01:00Z')).toEqual(['quiet-hours'])
    expect(warn(hours, '2026-11-18T13:00:00Z')).toEqual(['quiet-hours'])
    expect(warn(hours, '2026-11-18T13:01:00Z')).toEqual([])
  })

  test('a time that is too late, a day off, the meeting itself, a hurry, and too much', () => {
    expect(warn({ latestDue: '15:00' }, '2026-11-18T21:01:00Z')).toEqual(['past-latest-due'])
    expect(warn({}, '2026-11-15T21:00:00Z')).toEqual(['not-a-working-day'])
    expect(warn({ blocks: [block('2026-11-18', '2026-11-18')] }, '2026-11-18T21:00:00Z')).toEqual([
      'not-a-working-day',
    ])
    expect(warn({}, '2026-11-20T21:00:00Z')).toEqual(['after-meeting'])
    expect(warn({}, '2026-11-10T15:00:00Z')).toEqual(['little-time'])
    expect(warn({}, '2026-11-18T21:00:00Z', { weeklyMinutes: { planned: 31, limit: 30 } })).toEqual([
      'too-many-minutes',
    ])
    expect(warn({}, '2026-11-18T21:00:00Z', { weeklyMinutes: { planned: 500, limit: null } })).toEqual([])
  })

  test('work is spread over the weeks that there are for it, and not over less than one', () => {
    const from = new Date('2026-11-09T15:00:00Z')
    expect(minutesPerWeek(30, from, new Date('2026-11-23T15:00:00Z'))).toBe(15)
    expect(minutesPerWeek(30, from, new Date('2026-11-11T15:00:00Z'))).toBe(30)
  })
})
