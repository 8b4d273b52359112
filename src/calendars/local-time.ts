/** A day as in `2026-11-26`, in no zone. */
export type LocalDay = string
/** A time of day as in `15:30` or `15:30:00`, in no zone. */
export type LocalTime = string

const dayMs = 86_400_000

/**
 * The instant at which clocks of a zone show this. Where they are set back it comes twice: `earlier` takes the first.
 * Where they are set forward it never comes: `later`, as RFC 5545 has it, is as long after the change as it would have
 * been, `earlier` as long before.
 */
export function instantOf(
  zone: string,
  day: LocalDay,
  time: LocalTime,
  choose: 'usual' | 'earlier' | 'later' = 'usual',
): Date {
  const shown = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`)
  if (Number.isNaN(shown)) throw new RangeError(`no day or time: ${day} ${time}`)
  // No zone is more than 14 hours off, so the change, if there is one near, lies between these two.
  const before = shown - offsetAt(zone, shown - dayMs)
  const after = shown - offsetAt(zone, shown + dayMs)
  const real = [before, after].filter((instant) => instant + offsetAt(zone, instant) === shown)
  const all = real.length > 0 ? real : [before, after]
  const usual = real.length > 0 ? 'earlier' : 'later'
  const wanted = choose === 'usual' ? usual : choose
  return new Date(wanted === 'earlier' ? Math.min(...all) : Math.max(...all))
}

/** What clocks and calendars of a zone show at an instant, to the minute. */
export function localOf(zone: string, instant: Date): { day: LocalDay; time: LocalTime } {
  const shown = new Date(instant.getTime() + offsetAt(zone, instant.getTime())).toISOString()
  return { day: shown.slice(0, 10), time: shown.slice(11, 16) }
}

export const addDays = (day: LocalDay, days: number): LocalDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** From 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export const weekdayOf = (day: LocalDay): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

const clocks = new Map<string, Intl.DateTimeFormat>()

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
export function offsetAt(zone: string, instantMs: number): number {
  const clock = clocks.get(zone) ?? makeClock(zone)
  const shown: Record<string, number> = {}
  for (const { type, value } of clock.formatToParts(instantMs)) shown[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instantMs / 1000) * 1000
}

/** To make one costs a hundred times what its use does. */
function makeClock(zone: string): Intl.DateTimeFormat {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  clocks.set(zone, clock)
  return clock
}
