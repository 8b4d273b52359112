import type { CalendarBlock } from '../../../src/calendars/schemas.ts'
import { language, type MessageKey } from '../messages/messages.ts'

export const kinds = {
  holiday: 'calendars.holiday',
  blackout: 'calendars.blackout',
} as const satisfies Record<CalendarBlock['kind'], MessageKey>

/** “December 21, 2026 – January 1, 2027”, or the one day. */
export const daysInWords = ({ startsOn, endsOn }: Pick<CalendarBlock, 'startsOn' | 'endsOn'>): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(
    new Date(startsOn),
    new Date(endsOn),
  )
