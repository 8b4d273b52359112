import { addDays, localIn, weekdayOf } from '../calendars/local-time.ts'

/** In a week from now, on a day of school. */
export function inAWeek(zone: string): string {
  const day = addDays(localIn(zone, new Date()).day, 7)
  return addDays(day, Math.max(0, weekdayOf(day) - 5) && 8 - weekdayOf(day))
}

export const minutesOf = ({
  startsAt,
  endsAt,
}: {
  readonly startsAt: string
  readonly endsAt: string
}): number => (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000
