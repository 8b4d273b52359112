import { daysUntil } from '../calendars/local-time.ts'
import { dayInWords } from './dates.ts'
import { language, t } from './messages.ts'
import { nearDay } from './near-day.ts'

interface Told {
  readonly length?: 'long' | 'short'
  /** Within the week ahead the weekday says it alone. */
  readonly brief?: boolean
  /** As it stands alone, after “until”, or in the place of “on Thursday”. */
  readonly as?: 'alone' | 'the' | 'on'
  readonly now?: Date
}

interface Span {
  readonly startsAt: string
  readonly endsAt: string
  readonly zone: string
}

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

const long = { weekday: 'long', month: 'long', day: 'numeric' } as const
const short = { weekday: 'short', month: 'short', day: 'numeric' } as const
const clock = { hour: 'numeric', minute: '2-digit' } as const

const shown = (zone: string | undefined, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language(), { timeZone: zone, ...options })

/** “tomorrow 3:30 PM”, else “Thursday, November 26, 3:30 PM”; with the zone where the reader's own clocks differ. */
export function whenIn(zone: string, iso: string, told: Told = {}): string {
  const at = new Date(iso)
  const near = nearDay(zone, at, told.now)
  const words = near
    ? `${near} ${shown(zone, clock).format(at)}`
    : shown(zone, { ...dayOptions(zone, at, told), ...clock }).format(at)
  return within(`${words}${zoneBeside(zone, at)}`, near ? 'alone' : told.as)
}

/** “tomorrow”, else “Thursday, November 26”. */
export function dayIn(zone: string, iso: string, told: Told = {}): string {
  const at = new Date(iso)
  return nearDay(zone, at, told.now) ?? within(shown(zone, dayOptions(zone, at, told)).format(at), told.as)
}

/** “tomorrow”, else “June 30, 2027”, of a calendar day, which is the same everywhere. To stand after “until”. */
export const dueDayInWords = (day: string, now?: Date): string =>
  nearDay(undefined, new Date(`${day}T12:00`), now) ?? within(dayInWords(day), 'the')

/** “3:30 – 5:30 PM”, and before it whether that is today or near; by the clocks of the zone, which are not named. */
export function hoursOf({ startsAt, endsAt, zone }: Span, now = new Date()): string {
  const hours = shown(zone, clock).formatRange(new Date(startsAt), new Date(endsAt))
  const near = nearDay(zone, new Date(startsAt), now)
  return near ? `${near} ${hours}` : hours
}

/** “Thursday, November 26”: its day whichever day it is read, as on paper. */
export const dateIn = (zone: string, iso: string, length: 'long' | 'short' = 'long'): string =>
  shown(zone, length === 'long' ? long : short).format(new Date(iso))

/** “Thursday, November 26, 3:30 PM”, whichever day it is read. */
export const dateAndTimeIn = (zone: string, iso: string): string =>
  `${shown(zone, { ...long, ...clock }).format(new Date(iso))}${zoneBeside(zone, new Date(iso))}`

/** “Central Time”. */
export const zoneInWords = (zone: string, at = new Date()): string =>
  shown(zone, { timeZoneName: 'longGeneric' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone

/** “ (Central Time)”, where the clocks of the zone differ from the reader's own then; zones of other names may not. */
export const zoneBeside = (zone: string, at: Date): string =>
  isElsewhere(zone, at) ? ` (${zoneInWords(zone, at)})` : ''

export function isElsewhere(zone: string, at: Date, own = ownZone()): boolean {
  const face = { ...clock, day: 'numeric' } as const
  return shown(zone, face).format(at) !== shown(own, face).format(at)
}

function dayOptions(zone: string, at: Date, { length, brief, now = new Date() }: Told) {
  const days = daysUntil(zone, at, now)
  if (brief && days > 0 && days < 7) return { weekday: 'long' } as const
  return length === 'short' ? short : long
}

const within = (when: string, as: Told['as'] = 'alone'): string =>
  as === 'alone' ? when : t(as === 'the' ? 'moment.the' : 'moment.on', { when })
