import { addDays, instantOf, type LocalTime, localOf } from './local-time.ts'

/** When people of a place are to be left alone: from one time of day to the next time it is another. */
interface QuietHours {
  readonly zone: string
  readonly quietFrom: LocalTime | null
  readonly quietUntil: LocalTime | null
}

/** Whatever the clocks show while they are changed: between the two times it is quiet, always. */
export const isQuiet = (hours: QuietHours, instant: Date): boolean => endOfQuiet(hours, instant) !== undefined

/** The instant itself where it is loud, else the first after it that is. */
export function nextLoudInstant(hours: QuietHours, instant: Date): Date {
  const end = endOfQuiet(hours, instant)
  return end === undefined ? instant : nextLoudInstant(hours, end)
}

function endOfQuiet({ zone, quietFrom, quietUntil }: QuietHours, instant: Date): Date | undefined {
  if (quietFrom === null || quietUntil === null || quietFrom === quietUntil) return undefined
  const today = localOf(zone, instant).day
  const nights = quietFrom > quietUntil ? 1 : 0
  for (const day of [addDays(today, -1), today]) {
    const from = instantOf(zone, day, quietFrom, 'earlier')
    const until = instantOf(zone, addDays(day, nights), quietUntil, 'later')
    if (from <= instant && instant < until) return until
  }
  return undefined
}
