import type { Meeting } from '../../../src/meetings/schemas.ts'
import { localIn } from '../calendars/local-time.ts'
import { language, type MessageKey, t } from '../messages/messages.ts'
import { isElsewhere, ownZone, zoneInWords } from '../messages/moments.ts'

type When = Pick<Meeting, 'startsAt' | 'endsAt' | 'zone'>

const shown = (zone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, ...options })

/** “Wednesday, November 18, 2026”, where the cohort is. */
export const dayOf = ({ startsAt, zone }: Omit<When, 'endsAt'>): string =>
  shown(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(startsAt))

/** Which clocks are meant, and what the reader's own show then; nothing where they show the same. */
export function elsewhereOf({ startsAt, zone }: When, own = ownZone()): string | undefined {
  const at = new Date(startsAt)
  if (!isElsewhere(zone, at, own)) return undefined
  const isSameDay = localIn(zone, at).day === localIn(own, at).day
  const yours = shown(own, {
    ...(!isSameDay && { weekday: 'long' }),
    ...{ hour: 'numeric', minute: '2-digit' },
  }).format(at)
  return t('meetings.elsewhere', { zone: zoneInWords(zone, at), yours })
}

/** “Wednesday”, of 3. */
export const weekdayName = (weekday: number): string =>
  // January 5, 2026 was a Monday.
  shown('UTC', { weekday: 'long' }).format(Date.UTC(2026, 0, 4 + weekday))

export const modes = {
  'in person': 'meetings.in-person',
  online: 'meetings.online',
  hybrid: 'meetings.hybrid',
} as const satisfies Record<Meeting['mode'], MessageKey>

export const isOver = ({ endsAt }: Pick<When, 'endsAt'>, now = Date.now()): boolean =>
  Date.parse(endsAt) <= now

export const hasBegun = ({ startsAt }: Pick<When, 'startsAt'>, now = Date.now()): boolean =>
  Date.parse(startsAt) <= now
