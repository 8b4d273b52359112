const dayMs = 86_400_000

/** Day and time of day as fields of a form take them, by the clocks of a zone. */
export function localIn(zone: string, instant: Date): { readonly day: string; readonly time: string } {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const [day = '', time = ''] = text.format(instant).split(' ')
  return { day, time }
}

/**
 * The instant at which clocks of a zone show this; undefined for what is no day or time. Where they are set forward and
 * never show it, the one that is as long after the change.
 */
export function instantIn(zone: string, day: string, time: string): string | undefined {
  const shown = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(shown)) return undefined
  const offsetAt = (instant: number) => {
    const local = localIn(zone, new Date(instant))
    return Date.parse(`${local.day}T${local.time}Z`) - Math.floor(instant / 60_000) * 60_000
  }
  // No zone is more than 14 hours off, so a change of its clocks lies between these two.
  const [before, after] = [shown - offsetAt(shown - dayMs), shown - offsetAt(shown + dayMs)]
  const real = [before, after].filter((instant) => instant + offsetAt(instant) === shown)
  return new Date(real.length > 0 ? Math.min(...real) : Math.max(before, after)).toISOString()
}

/** A day some days later, as in `2026-11-26`. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** From 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/**
 * How many days of the calendar a moment is from now, whatever hours these have: 1 is tomorrow, -1 yesterday. By the
 * calendar of a zone, or the reader's own.
 */
export const daysUntil = (zone: string | undefined, instant: Date, now: Date): number =>
  dayNumber(zone, instant) - dayNumber(zone, now)

/** The reader's own needs no calendar made, and every comment says when it was written. */
const dayNumber = (zone: string | undefined, at: Date): number =>
  (zone === undefined
    ? Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
    : Date.parse(localIn(zone, at).day)) / dayMs
