import { describe, expect, test } from 'vitest'
import { addDays, instantOf, localOf, weekdayOf } from '../../src/calendars/local-time.ts'

const zones = [
  'America/Los_Angeles',
  'America/Phoenix',
  'America/New_York',
  'Europe/Madrid',
  'Asia/Kathmandu',
]

describe('local time', () => {
  test.each([
    ['in winter', 'America/Los_Angeles', '2026-12-01', '15:30', '2026-12-01T23:30:00.000Z'],
    ['in summer', 'America/Los_Angeles', '2026-09-01', '15:30', '2026-09-01T22:30:00.000Z'],
    ['where there is no summer time', 'America/Phoenix', '2026-07-01', '15:30', '2026-07-01T22:30:00.000Z'],
    ['an hour before clocks go back', 'America/Chicago', '2026-11-01', '00:30', '2026-11-01T05:30:00.000Z'],
    ['in the hour that comes twice', 'America/Chicago', '2026-11-01', '01:30', '2026-11-01T06:30:00.000Z'],
    ['after it', 'America/Chicago', '2026-11-01', '02:00', '2026-11-01T08:00:00.000Z'],
    ['before clocks go forward', 'America/Chicago', '2027-03-14', '01:59', '2027-03-14T07:59:00.000Z'],
    ['in the hour that never comes', 'America/Chicago', '2027-03-14', '02:30', '2027-03-14T08:30:00.000Z'],
    ['after that', 'America/Chicago', '2027-03-14', '03:00', '2027-03-14T08:00:00.000Z'],
    ['south of the equator', 'America/Santiago', '2026-12-24', '09:00', '2026-12-24T12:00:00.000Z'],
    ['where clocks change at midnight', 'America/Havana', '2026-03-08', '00:30', '2026-03-08T05:30:00.000Z'],
    ['by a quarter of an hour', 'Asia/Kathmandu', '2026-11-26', '12:00', '2026-11-26T06:15:00.000Z'],
    ['by half an hour at a change', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
    ['on a day that a country left out', 'Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T22:00:00.000Z'],
    ['with seconds', 'UTC', '2026-11-26', '19:00:00', '2026-11-26T19:00:00.000Z'],
    ['on a leap day', 'Europe/Madrid', '2028-02-29', '09:00', '2028-02-29T08:00:00.000Z'],
  ])('%s', (_when, zone, day, time, instant) => {
    expect(instantOf(zone, day, time).toISOString()).toBe(instant)
  })

  test('both times where clocks are set back, and both sides of what is left out', () => {
    const at = (day: string, time: string, choose: 'earlier' | 'later') =>
      instantOf('America/Chicago', day, time, choose).toISOString()
    expect(at('2026-11-01', '01:30', 'earlier')).toBe('2026-11-01T06:30:00.000Z')
    expect(at('2026-11-01', '01:30', 'later')).toBe('2026-11-01T07:30:00.000Z')
    expect(at('2027-03-14', '02:30', 'earlier')).toBe('2027-03-14T07:30:00.000Z')
    expect(at('2027-03-14', '02:30', 'later')).toBe('2027-03-14T08:30:00.000Z')
  })

  test('there and back again, each half hour of a school year', () => {
    for (const zone of zones) {
      for (let day = '2026-08-15'; day <= '2027-06-15'; day = addDays(day, 1)) {
        for (const time of ['00:00', '00:30', '03:00', '08:45', '15:30', '23:30']) {
          expect(localOf(zone, instantOf(zone, day, time))).toEqual({ day, time })
        }
      }
    }
  })

  test('agrees with what Intl shows, at every hour of two years', () => {
    const shown = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'short',
    })
    const from = Date.parse('2026-01-01T00:00:00Z')
    for (let hour = 0; hour < 2 * 365 * 24; hour++) {
      const instant = new Date(from + hour * 3_600_000)
      const { day, time } = localOf('America/New_York', instant)
      expect(`${day} ${time}`).toBe(shown.format(instant))
    }
  })

  test('counts days over ends of months, of years and of February', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(weekdayOf('2026-11-26')).toBe(4)
    expect(weekdayOf('2026-11-29')).toBe(7)
  })

  test('refuses what is no day', () => {
    expect(() => instantOf('UTC', '2026-13-01', '10:00')).toThrow(RangeError)
  })
})
