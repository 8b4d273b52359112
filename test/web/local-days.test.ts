import { afterEach, expect, test, vi } from 'vitest'
import { addDays, localIn, weekdayOf } from '../../web/src/calendars/local-time.ts'
import { inAWeek, minutesOf } from '../../web/src/meetings/local-days.ts'

afterEach(() => {
  vi.useRealTimers()
})

test.each([
  ['a Wednesday', '2026-11-18T12:00:00Z', '2026-11-25'],
  ['a Friday', '2026-11-20T12:00:00Z', '2026-11-27'],
  ['a Saturday, so the Monday after', '2026-11-21T12:00:00Z', '2026-11-30'],
  ['a Sunday, so the Monday after', '2026-11-22T12:00:00Z', '2026-11-30'],
  ['tomorrow here is today there', '2026-11-19T02:00:00Z', '2026-11-25'],
])('a meeting is proposed in a week, on a day of school: %s', (_what, now, day) => {
  vi.useFakeTimers({ now: new Date(now) })
  expect(inAWeek('America/Chicago')).toBe(day)
})

test.each([
  ['America/Chicago', '2026-11-18T21:30:00Z', '2026-11-18', '15:30'],
  ['America/Chicago', '2027-03-17T20:30:00Z', '2027-03-17', '15:30'],
  ['Asia/Kathmandu', '2026-11-18T18:20:00Z', '2026-11-19', '00:05'],
])('in %s %s is %s %s, as forms take it', (zone, instant, day, time) => {
  expect(localIn(zone, new Date(instant))).toEqual({ day, time })
})

test('days and minutes are counted over ends of months and changes of clocks', () => {
  expect(addDays('2026-12-30', 3)).toBe('2027-01-02')
  expect(weekdayOf('2026-11-29')).toBe(7)
  expect(minutesOf({ startsAt: '2027-03-14T07:00:00Z', endsAt: '2027-03-14T09:30:00Z' })).toBe(150)
})
