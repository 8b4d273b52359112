import { describe, expect, test } from 'vitest'
import { localOf } from '../../src/calendars/local-time.ts'
import { nextLoudInstant } from '../../src/calendars/quiet-hours.ts'
import { dueSlots, meetingDayOf } from '../../src/notices/digest-slots.ts'
import type { Rhythm } from '../../src/notices/kinds.ts'

const chicago = 'America/Chicago'
const slots = (
  rhythm: Rhythm,
  now: string,
  {
    zone = chicago,
    meetings = [] as string[],
    blocks = [] as { name: string; startsOn: string; endsOn: string }[],
  } = {},
) => {
  const found = dueSlots({
    ...{ rhythm, zone, blocks, now: new Date(now) },
    meetings: meetings.map((at) => new Date(at)),
  })
  return found.map(({ name, at }) => `${name} at ${at.toISOString()}`)
}
/** Where there is one at most. */
const slot = (...given: Parameters<typeof slots>) => {
  const [only, ...others] = slots(...given)
  expect(others).toEqual([])
  return only
}
const thanksgiving = { name: 'Thanksgiving', startsOn: '2026-11-26', endsOn: '2026-11-27' }

describe('the turns that have come', () => {
  test.each<[string, string, string | undefined]>([
    // Wednesday; 16:00 in Chicago is 22:00 in UTC while it is winter.
    ['a minute before four', '2026-11-18T21:59:00Z', 'daily 2026-11-17 at 2026-11-17T22:00:00.000Z'],
    ['at four', '2026-11-18T22:00:00Z', 'daily 2026-11-18 at 2026-11-18T22:00:00.000Z'],
    ['at midnight', '2026-11-19T06:00:00Z', 'daily 2026-11-18 at 2026-11-18T22:00:00.000Z'],
    ['on Saturday', '2026-11-22T00:00:00Z', 'daily 2026-11-20 at 2026-11-20T22:00:00.000Z'],
    ['on Monday morning', '2026-11-23T15:00:00Z', 'daily 2026-11-20 at 2026-11-20T22:00:00.000Z'],
    // Clocks were set back on November 1 and are set forward on March 14.
    [
      'the Friday before clocks are set back',
      '2026-10-30T21:00:00Z',
      'daily 2026-10-30 at 2026-10-30T21:00:00.000Z',
    ],
    ['the Monday after', '2026-11-02T21:59:00Z', 'daily 2026-10-30 at 2026-10-30T21:00:00.000Z'],
    ['the Monday after, at four', '2026-11-02T22:00:00Z', 'daily 2026-11-02 at 2026-11-02T22:00:00.000Z'],
    [
      'the Monday after clocks are set forward',
      '2027-03-15T21:00:00Z',
      'daily 2027-03-15 at 2027-03-15T21:00:00.000Z',
    ],
  ])('daily, %s', (_when, now, expected) => {
    expect(slot('daily', now)).toBe(expected)
  })

  test('is on no day that is blocked', () => {
    const blocks = [thanksgiving]
    expect(slot('daily', '2026-11-27T23:00:00Z', { blocks })).toMatch(/^daily 2026-11-25 /)
    expect(slot('daily', '2026-11-30T22:00:00Z', { blocks })).toMatch(/^daily 2026-11-30 /)
  })

  test.each<[string, string | undefined]>([
    ['2026-11-16T21:59:00Z', 'weekly 2026-11-09 at 2026-11-09T22:00:00.000Z'],
    ['2026-11-16T22:00:00Z', 'weekly 2026-11-16 at 2026-11-16T22:00:00.000Z'],
    ['2026-11-22T12:00:00Z', 'weekly 2026-11-16 at 2026-11-16T22:00:00.000Z'],
  ])('weekly, at %s', (now, expected) => {
    expect(slot('weekly', now)).toBe(expected)
  })

  test('weekly is on Tuesday where Monday is blocked, and named by its week all the same', () => {
    const blocks = [{ name: 'Labor Day', startsOn: '2026-09-07', endsOn: '2026-09-07' }]
    expect(slot('weekly', '2026-09-08T20:00:00Z', { blocks })).toMatch(/^weekly 2026-08-31 /)
    expect(slot('weekly', '2026-09-08T21:00:00Z', { blocks })).toBe(
      'weekly 2026-09-07 at 2026-09-08T21:00:00.000Z',
    )
  })

  test.each<[string, string, string, string | undefined]>([
    ['Thursday', '2026-11-19T21:30:00Z', '2026-11-17T21:59:00Z', undefined],
    [
      'Thursday',
      '2026-11-19T21:30:00Z',
      '2026-11-17T22:00:00Z',
      'meeting 2026-11-19 at 2026-11-17T22:00:00.000Z',
    ],
    [
      'Thursday, until it begins',
      '2026-11-19T21:30:00Z',
      '2026-11-19T21:29:00Z',
      'meeting 2026-11-19 at 2026-11-17T22:00:00.000Z',
    ],
    ['Thursday, that began', '2026-11-19T21:30:00Z', '2026-11-19T21:30:00Z', undefined],
    [
      'Monday',
      '2026-11-23T21:30:00Z',
      '2026-11-19T22:00:00Z',
      'meeting 2026-11-23 at 2026-11-19T22:00:00.000Z',
    ],
    // 3:30 UTC on Friday is still Thursday in Chicago.
    [
      'late on Thursday',
      '2026-11-20T03:30:00Z',
      '2026-11-17T22:00:00Z',
      'meeting 2026-11-19 at 2026-11-17T22:00:00.000Z',
    ],
  ])('before a meeting on %s', (_day, startsAt, now, expected) => {
    expect(slot('before meetings', now, { meetings: [startsAt] })).toBe(expected)
  })

  test('is one for all the meetings of a day, and one for each day', () => {
    const meetings = ['2026-11-20T21:30:00Z', '2026-11-19T21:30:00Z', '2026-11-19T16:00:00Z']
    const thursday = 'meeting 2026-11-19 at 2026-11-17T22:00:00.000Z'
    const friday = 'meeting 2026-11-20 at 2026-11-18T22:00:00.000Z'
    expect(slots('before meetings', '2026-11-18T21:59:00Z', { meetings })).toEqual([thursday])
    expect(slots('before meetings', '2026-11-18T22:00:00Z', { meetings })).toEqual([thursday, friday])
    // Until the last of the day begins.
    expect(slots('before meetings', '2026-11-19T21:29:00Z', { meetings })).toEqual([thursday, friday])
    expect(slots('before meetings', '2026-11-19T21:30:00Z', { meetings })).toEqual([friday])
    expect(meetingDayOf('meeting 2026-11-19')).toBe('2026-11-19')
    expect(meetingDayOf('daily 2026-11-19')).toBeUndefined()
  })

  test('is none for who wants none, and none where nothing takes place', () => {
    expect(slot('never', '2026-11-18T22:00:00Z')).toBeUndefined()
    expect(slot('before meetings', '2026-11-18T22:00:00Z')).toBeUndefined()
    const summer = [{ name: 'Summer', startsOn: '2026-05-01', endsOn: '2026-09-30' }]
    expect(slot('daily', '2026-08-20T22:00:00Z', { blocks: summer })).toBeUndefined()
    expect(slot('weekly', '2026-08-20T22:00:00Z', { blocks: summer })).toBeUndefined()
  })

  test('is at four by the clocks of wherever somebody is, on every day of a year', () => {
    for (const zone of [chicago, 'Europe/Madrid', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']) {
      for (let day = 0; day < 366; day++) {
        const now = new Date(Date.UTC(2026, 6, 1, 12) + day * 86_400_000)
        const [found] = dueSlots({ rhythm: 'daily', zone, blocks: [], now, meetings: [] })
        expect(found && localOf(zone, found.at).time).toBe('16:00')
        expect(found && found.at <= now).toBe(true)
        expect(found && now.getTime() - found.at.getTime()).toBeLessThan(3.1 * 86_400_000)
      }
    }
  })
})

describe('with quiet hours from seven to seven', () => {
  const quiet = { zone: chicago, quietFrom: '19:00', quietUntil: '07:00' }
  test.each<[string, string, string]>([
    ['at four it goes out at once', '2026-11-18T22:00:00Z', '2026-11-18T22:00:00.000Z'],
    ['at a minute to seven too', '2026-11-19T00:59:00Z', '2026-11-19T00:59:00.000Z'],
    ['from seven it waits until the morning', '2026-11-19T01:00:00Z', '2026-11-19T13:00:00.000Z'],
    ['over the night in which clocks are set back', '2026-11-01T05:00:00Z', '2026-11-01T13:00:00.000Z'],
    ['over the night in which they are set forward', '2027-03-14T05:00:00Z', '2027-03-14T12:00:00.000Z'],
  ])('%s', (_what, now, expected) => {
    expect(nextLoudInstant(quiet, new Date(now)).toISOString()).toBe(expected)
  })
})
