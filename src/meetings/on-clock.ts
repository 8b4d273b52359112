import type { ICalLuxonDateTimeStub } from 'ical-generator'
import { localOf } from '../calendars/local-time.ts'

/**
 * An instant as the clocks of a zone show it, in the shape ical-generator asks of a library for dates: of a plain Date
 * it would take what the clock of this machine shows. All it asks for are `yyyyLLdd` and `HHmmss`; meetings are on the
 * minute.
 */
export const onClock = (zone: string, instant: Date): ICalLuxonDateTimeStub => ({
  isValid: true,
  zone: { type: 'iana' },
  setZone: (other = zone) => onClock(other, instant),
  toFormat: (format) => {
    const { day, time } = localOf(zone, instant)
    return format === 'HHmmss' ? `${time.replace(':', '')}00` : day.replaceAll('-', '')
  },
  toJSDate: () => instant,
  toJSON: () => instant.toISOString(),
})
