import ical, {
  ICalCalendarMethod,
  ICalEventClass,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { addDays, instantOf, localOf } from '../calendars/local-time.ts'
import type { FeedMeeting } from './find-feed-meetings.ts'
import { onClock } from './on-clock.ts'
import { writeZone } from './write-zone.ts'

/** Something of the whole day that a higher rank adds to a feed: when an assignment is due. Never a clip's title. */
export interface FeedDay {
  /** Stable, of letters, digits and dashes: the same day changed is the same entry. */
  readonly id: string
  readonly at: Date
  readonly zone: string
  readonly summary: string
  /** Below the public URL. */
  readonly path: string
  readonly changedAt: Date
  readonly changeNo: number
  readonly isCancelled: boolean
}

interface Feed {
  readonly meetings: readonly FeedMeeting[]
  readonly days: readonly FeedDay[]
  readonly language: 'en' | 'es'
  readonly publicUrl: string
}

const dayMs = 86_400_000

/** What a calendar subscribes to (RFC 5545). Each meeting is an event of its own, so none depends on a rule's reading. */
export function writeFeed({ meetings, days, language, publicUrl }: Feed): string {
  const instants = [Date.now(), ...meetings.map(({ startsAt }) => startsAt.getTime())]
  const from = new Date(Math.min(...instants) - 400 * dayMs)
  const until = new Date(Math.max(...instants) + 400 * dayMs)
  const calendar = ical({
    prodId: { company: 'Interlude', product: 'Interlude', language: language.toUpperCase() },
    name: 'Interlude',
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: null, generator: (zone) => writeZone(zone, from, until) },
    ttl: 3600,
  })
  for (const meeting of meetings) calendar.createEvent(eventOf(meeting, language, publicUrl))
  for (const day of days) calendar.createEvent(entryOf(day, publicUrl))
  // The library leaves the end of the last line away.
  return `${calendar.toString()}\r\n`
}

const eventOf = (meeting: FeedMeeting, language: 'en' | 'es', publicUrl: string): ICalEventData => {
  const { id, startsAt, endsAt, zone, place, link, cancelledAt } = meeting
  const page = `${publicUrl}/meetings/${id}`
  return {
    id: `${id}@interlude`,
    ...{ start: onClock(zone, startsAt), end: onClock(zone, endsAt) },
    ...(isClear(zone, startsAt) && isClear(zone, endsAt) && { timezone: zone }),
    summary: printable(summaryOf(meeting, language)),
    ...(place || link ? { location: printable(place ?? link ?? '') } : {}),
    description: [...(link ? [link] : []), page].join('\n'),
    url: page,
    class: ICalEventClass.PRIVATE,
    ...stateOf(cancelledAt !== null),
    stamp: meeting.changedAt ?? meeting.createdAt,
    sequence: meeting.changeNo,
  }
}

/** In the hour that clocks show twice calendars do not agree which is meant: such a time is told in UTC. */
function isClear(zone: string, instant: Date): boolean {
  const { day, time } = localOf(zone, instant)
  return +instantOf(zone, day, time, 'earlier') === +instantOf(zone, day, time, 'later')
}

/** Calendars are looked at by others too, and that two people are in coaching is theirs alone. */
const summaryOf = ({ kind, cohort }: FeedMeeting, language: 'en' | 'es'): string => {
  if (kind !== 'coaching') return cohort
  return language === 'es' ? 'Reunión' : 'Meeting'
}

const entryOf = (day: FeedDay, publicUrl: string): ICalEventData => {
  const on = localOf(day.zone, day.at).day
  return {
    id: `${day.id}@interlude`,
    ...{ start: new Date(on), end: new Date(addDays(on, 1)), allDay: true },
    summary: printable(day.summary),
    url: publicUrl + day.path,
    description: publicUrl + day.path,
    class: ICalEventClass.PRIVATE,
    ...stateOf(day.isCancelled),
    transparency: ICalEventTransparency.TRANSPARENT,
    ...{ stamp: day.changedAt, sequence: day.changeNo },
  }
}

const stateOf = (isCancelled: boolean) => ({
  status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  transparency: isCancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
})

/** RFC 5545 knows no control characters in a text but the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant.
const printable = (text: string): string => text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
