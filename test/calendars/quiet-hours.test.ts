import { describe, expect, test } from 'vitest'
import { localOf } from '../../src/calendars/local-time.ts'
import { isQuiet, nextLoudInstant } from '../../src/calendars/quiet-hours.ts'

const night = { zone: 'America/Chicago', quietFrom: '19:00', quietUntil: '07:00' }

describe('quiet hours', () => {
  test.each([
    ['before they begin', '2026-11-25T18:59:59-06:00', false, null],
    ['at once', '2026-11-25T19:00:00-06:00', true, '2026-11-26T07:00:00-06:00'],
    ['over midnight', '2026-11-26T00:00:00-06:00', true, '2026-11-26T07:00:00-06:00'],
    ['until the last moment', '2026-11-26T06:59:59-06:00', true, '2026-11-26T07:00:00-06:00'],
    ['and no longer', '2026-11-26T07:00:00-06:00', false, null],
    ['when clocks go back meanwhile', '2026-10-31T22:00:00-05:00', true, '2026-11-01T07:00:00-06:00'],
    ['when they go forward', '2027-03-13T22:00:00-06:00', true, '2027-03-14T07:00:00-05:00'],
  ])('%s', (_when, instant, quiet, loud) => {
    const at = new Date(instant)
    expect(isQuiet(night, at)).toBe(quiet)
    expect(nextLoudInstant(night, at)).toEqual(loud === null ? at : new Date(loud))
  })

  test('within one day', () => {
    const noon = { ...night, quietFrom: '12:00', quietUntil: '13:00:00' }
    expect(isQuiet(noon, new Date('2026-11-25T12:30:00-06:00'))).toBe(true)
    expect(isQuiet(noon, new Date('2026-11-25T13:00:00-06:00'))).toBe(false)
    expect(isQuiet(noon, new Date('2026-11-25T02:00:00-06:00'))).toBe(false)
  })

  test('nobody agreed on any', () => {
    expect(isQuiet({ ...night, quietFrom: null, quietUntil: null }, new Date())).toBe(false)
    expect(isQuiet({ ...night, quietUntil: '19:00' }, new Date('2026-11-25T19:00:00-06:00'))).toBe(false)
  })

  test.each([
    ['19:00', '07:00'],
    ['01:30', '02:30'],
    ['22:15', '01:30'],
    ['02:30', '12:00'],
  ])(
    'whatever the clocks show while they change: from %s until %s nothing is loud',
    (quietFrom, quietUntil) => {
      const hours = { ...night, quietFrom, quietUntil }
      const overMidnight = quietFrom > quietUntil
      for (const start of ['2026-10-31T12:00:00Z', '2027-03-13T12:00:00Z', '2027-01-10T12:00:00Z']) {
        let loudSince: Date | undefined
        for (let minute = 48 * 60; minute >= 0; minute--) {
          const instant = new Date(Date.parse(start) + minute * 60_000)
          const { time } = localOf(hours.zone, instant)
          const within = overMidnight
            ? time >= quietFrom || time < quietUntil
            : time >= quietFrom && time < quietUntil
          if (within) expect(isQuiet(hours, instant)).toBe(true)
          if (!isQuiet(hours, instant)) loudSince = instant
          if (loudSince) expect(nextLoudInstant(hours, instant)).toEqual(loudSince)
        }
      }
    },
  )
})
