import { daysUntil } from '../calendars/local-time.ts'
import { language } from './messages.ts'
import { nearDay } from './near-day.ts'

const unit = (value: number, name: string, display: 'long' | 'short', digits = 0): string =>
  new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: name,
    unitDisplay: display,
    maximumFractionDigits: digits,
  }).format(value)

/** “1 minute 23 seconds”. For being read out, and where a time code would be cryptic. */
export function durationInWords(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ]
  const said = parts.filter(([value]) => value > 0).map(([value, name]) => unit(value, name, 'long'))
  return said.length > 0 ? said.join(' ') : unit(0, 'second', 'long')
}

/** “2 minutes”: as exact as a forecast can be. */
export function roughly(seconds: number): string {
  if (seconds < 50) return unit(Math.max(5, Math.ceil(seconds / 5) * 5), 'second', 'long')
  if (seconds < 3600) return unit(Math.max(1, Math.round(seconds / 60)), 'minute', 'long')
  return unit(Math.round(seconds / 360) / 10, 'hour', 'long', 1)
}

/** “10.3 MB”, in powers of ten as phones and file managers show it. */
export function bytesInWords(bytes: number): string {
  if (bytes >= 1e9) return unit(bytes / 1e9, 'gigabyte', 'short', 1)
  if (bytes >= 1e6) return unit(bytes / 1e6, 'megabyte', 'short', bytes < 1e7 ? 1 : 0)
  return unit(Math.ceil(bytes / 1e3), 'kilobyte', 'short')
}

export const percent = (fraction: number): string =>
  new Intl.NumberFormat(language(), { style: 'percent' }).format(Math.floor(fraction * 100) / 100)

/** “today 2:14 PM”, “yesterday 2:14 PM”, “Tuesday 2:14 PM” within a week, else the date. */
export function whenInWords(iso: string, now = new Date()): string {
  const at = new Date(iso)
  const near = nearDay(undefined, at, now)
  if (near) return `${near} ${timeInWords(at)}`
  const days = daysUntil(undefined, at, now)
  const options: Intl.DateTimeFormatOptions =
    days < 0 && days > -7 ? { weekday: 'long', hour: 'numeric', minute: '2-digit' } : { dateStyle: 'medium' }
  return new Intl.DateTimeFormat(language(), options).format(at)
}

export const timeInWords = (at: Date): string =>
  new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit' }).format(at)

/** “Ana, Leslie and Liz”. */
export const listInWords = (names: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'conjunction' }).format(names)
