import { daysUntil } from '../calendars/local-time.ts'
import { language } from './messages.ts'

/** “today”, “tomorrow”, “yesterday”, by the calendar of a zone, or the reader's own; undefined for any other day. */
export function nearDay(zone: string | undefined, at: Date, now = new Date()): string | undefined {
  const days = daysUntil(zone, at, now)
  if (Math.abs(days) > 1) return undefined
  return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(days, 'day')
}
