import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { daysUntil, instantIn } from '../../web/src/calendars/local-time.ts'
import { speak } from '../../web/src/messages/messages.ts'
import {
  dateAndTimeIn,
  dateIn,
  dayIn,
  dueDayInWords,
  hoursOf,
  isElsewhere,
  ownZone,
  whenIn,
} from '../../web/src/messages/moments.ts'
import { nearDay } from '../../web/src/messages/near-day.ts'

const chicago = 'America/Chicago'
const plain = (text: string) => text.replace(/\s/g, ' ')
const at = (zone: string, day: string, time: string) => {
  const instant = instantIn(zone, day, time)
  if (instant === undefined) throw new Error(`no such time: ${day} ${time}`)
  return instant
}

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: {} })
})
afterAll(() => {
  vi.unstubAllGlobals()
})

describe('a day is near', () => {
  // Chicago sets its clocks forward on March 14, 2027 at two, and back on November 1, 2026 at two.
  test.each([
    ['America/Chicago', '2026-11-23 00:00', '2026-11-23 00:00', 'today'],
    ['America/Chicago', '2026-11-23 00:00', '2026-11-22 23:59', 'yesterday'],
    ['America/Chicago', '2026-11-23 23:59', '2026-11-24 00:00', 'tomorrow'],
    ['America/Chicago', '2026-11-23 23:59', '2026-11-24 23:59', 'tomorrow'],
    ['America/Chicago', '2026-11-23 23:59', '2026-11-25 00:00', undefined],
    ['America/Chicago', '2026-11-23 00:00', '2026-11-21 23:59', undefined],
    ['America/Chicago', '2027-03-13 23:59', '2027-03-14 23:59', 'tomorrow'],
    ['America/Chicago', '2027-03-14 00:00', '2027-03-14 23:59', 'today'],
    ['America/Chicago', '2027-03-13 00:01', '2027-03-15 00:00', undefined],
    ['America/Chicago', '2027-03-15 00:00', '2027-03-14 00:00', 'yesterday'],
    ['America/Chicago', '2026-11-01 00:00', '2026-11-01 23:59', 'today'],
    ['America/Chicago', '2026-10-31 23:59', '2026-11-01 00:00', 'tomorrow'],
    ['America/Chicago', '2026-11-01 00:00', '2026-11-02 23:59', 'tomorrow'],
    ['America/Chicago', '2026-11-01 23:59', '2026-11-03 00:00', undefined],
    // Where clocks are set forward at midnight, there is no such time: its day is that which begins at one.
    ['America/Santiago', '2026-09-05 23:59', '2026-09-06 00:30', 'tomorrow'],
    ['Pacific/Kiritimati', '2026-12-31 23:59', '2027-01-01 00:00', 'tomorrow'],
  ])('in %s at %s, that of %s: %s', (zone, now, then, near) => {
    const [of, from] = [then, now].map((local) => {
      const [day = '', time = ''] = local.split(' ')
      return new Date(at(zone, day, time))
    }) as [Date, Date]
    expect(nearDay(zone, of, from)).toBe(near)
  })

  test('by the calendar of the zone in question, not by that of who reads', () => {
    const now = new Date('2026-11-24T05:30:00Z')
    const then = new Date('2026-11-24T06:30:00Z')
    expect([nearDay(chicago, then, now), nearDay('UTC', then, now)]).toEqual(['tomorrow', 'today'])
    expect(daysUntil('Asia/Tokyo', new Date('2026-11-24T14:59:00Z'), now)).toBe(0)
    expect(daysUntil('Asia/Tokyo', new Date('2026-11-24T15:00:00Z'), now)).toBe(1)
  })
})

describe('a moment', () => {
  const zone = ownZone()
  const now = new Date(at(zone, '2026-11-23', '09:00'))

  test.each([
    ['2026-11-23', '20:00', 'today 8:00 PM', 'hoy 20:00'],
    ['2026-11-24', '00:05', 'tomorrow 12:05 AM', 'mañana 0:05'],
    ['2026-11-25', '20:00', 'Wednesday 8:00 PM', 'miércoles, 20:00'],
    ['2026-11-29', '20:00', 'Sunday 8:00 PM', 'domingo, 20:00'],
    ['2026-11-30', '15:00', 'Mon, Nov 30, 3:00 PM', 'lun, 30 nov, 15:00'],
    ['2026-11-22', '15:00', 'yesterday 3:00 PM', 'ayer 15:00'],
    ['2026-11-21', '15:00', 'Sat, Nov 21, 3:00 PM', 'sáb, 21 nov, 15:00'],
  ])('%s at %s is “%s”', async (day, time, english, spanish) => {
    const told = { length: 'short', brief: true, now } as const
    await speak('en')
    expect(plain(whenIn(zone, at(zone, day, time), told))).toBe(english)
    await speak('es')
    expect(plain(whenIn(zone, at(zone, day, time), told))).toBe(spanish)
  })

  test('stands in a sentence as its language has it, and near days by themselves', async () => {
    const [near, far] = [at(zone, '2026-11-24', '15:30'), at(zone, '2026-12-03', '15:30')]
    const told = (iso: string) =>
      (['alone', 'the', 'on'] as const).map((as) => plain(dayIn(zone, iso, { as, now })))
    await speak('en')
    expect(told(near)).toEqual(['tomorrow', 'tomorrow', 'tomorrow'])
    expect(told(far)).toEqual(['Thursday, December 3', 'Thursday, December 3', 'on Thursday, December 3'])
    await speak('es')
    expect(told(near)).toEqual(['mañana', 'mañana', 'mañana'])
    expect(told(far)).toEqual([
      'jueves, 3 de diciembre',
      'el jueves, 3 de diciembre',
      'el jueves, 3 de diciembre',
    ])
  })

  test('names the zone where the clocks of who reads show another time, and there alone', async () => {
    await speak('en')
    const elsewhere = zone === 'Asia/Tokyo' ? chicago : 'Asia/Tokyo'
    const iso = at(elsewhere, '2026-12-03', '15:30')
    expect(plain(whenIn(elsewhere, iso, { now }))).toMatch(/^Thursday, December 3(,| at) 3:30 PM \(.+\)$/)
    expect(plain(whenIn(zone, at(zone, '2026-12-03', '15:30'), { now }))).toMatch(/ 3:30 PM$/)
    expect(isElsewhere('Europe/Berlin', new Date(iso), 'Europe/Rome')).toBe(false)
    // These two agree but in winter.
    expect(isElsewhere('America/Denver', new Date('2026-12-03T12:00:00Z'), 'America/Phoenix')).toBe(false)
    expect(isElsewhere('America/Denver', new Date('2026-07-03T12:00:00Z'), 'America/Phoenix')).toBe(true)
  })

  test('of a calendar day is near by the calendar of who reads', async () => {
    const told = () => ['2026-11-22', '2026-11-24', '2027-06-30'].map((day) => dueDayInWords(day, now))
    await speak('en')
    expect(told()).toEqual(['yesterday', 'tomorrow', 'June 30, 2027'])
    await speak('es')
    expect(told()).toEqual(['ayer', 'mañana', 'el 30 de junio de 2027'])
  })

  test('that is printed or heads a page has its date whichever day it is read', async () => {
    await speak('en')
    const iso = at(zone, '2026-11-24', '15:30')
    expect(plain(dateAndTimeIn(zone, iso))).toMatch(/^Tuesday, November 24(,| at) 3:30 PM$/)
    expect(dateIn(zone, iso)).toBe('Tuesday, November 24')
    expect(dateIn(zone, iso, 'short')).toBe('Tue, Nov 24')
  })

  test('that lasts has its hours, after the day where that is near', async () => {
    await speak('en')
    const span = (day: string) => ({ zone, startsAt: at(zone, day, '15:30'), endsAt: at(zone, day, '17:30') })
    expect(plain(hoursOf(span('2026-11-24'), now))).toBe('tomorrow 3:30 – 5:30 PM')
    expect(plain(hoursOf(span('2026-11-26'), now))).toBe('3:30 – 5:30 PM')
  })
})
