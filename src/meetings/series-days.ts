import { addDays, instantOf, type LocalDay, type LocalTime, weekdayOf } from '../calendars/local-time.ts'
import { type Block, blockOn } from '../calendars/working-days.ts'

/** Every so many weeks on the weekday of the first day; or each month on its nth such weekday, the last being -1. */
export type SeriesRule =
  | { readonly every: 'weeks'; readonly weeks: number }
  | { readonly every: 'month'; readonly nth: number; readonly weekday: number }

interface SeriesPlan {
  readonly rule: SeriesRule
  readonly firstOn: LocalDay
  /** Part of it. */
  readonly lastOn: LocalDay
  readonly startsAt: LocalTime
  readonly minutes: number
}

interface SeriesDay {
  readonly startsAt: Date
  readonly endsAt: Date
  /** The name of the block that is in the way, where one is. */
  readonly skippedFor: string | null
}

/** Every day of a series, blocked ones too. It begins at the same time of day on all of them, whatever clocks do. */
export const planDays = (plan: SeriesPlan, zone: string, blocks: readonly Block[]): SeriesDay[] =>
  daysOf(plan).map((day) => {
    const startsAt = instantOf(zone, day, plan.startsAt)
    return {
      startsAt,
      endsAt: new Date(startsAt.getTime() + plan.minutes * 60_000),
      skippedFor: blockOn(blocks, day)?.name ?? null,
    }
  })

export function daysOf({ rule, firstOn, lastOn }: Pick<SeriesPlan, 'rule' | 'firstOn' | 'lastOn'>) {
  const days: LocalDay[] = []
  if (rule.every === 'weeks') {
    for (let day = firstOn; day <= lastOn; day = addDays(day, 7 * rule.weeks)) days.push(day)
    return days
  }
  for (let first = `${firstOn.slice(0, 7)}-01`; first <= lastOn; first = nextMonth(first)) {
    const day = nthWeekday(first, rule.nth, rule.weekday)
    if (firstOn <= day && day <= lastOn) days.push(day)
  }
  return days
}

const nextMonth = (first: LocalDay): LocalDay => `${addDays(first, 31).slice(0, 7)}-01`

function nthWeekday(first: LocalDay, nth: number, weekday: number): LocalDay {
  if (nth > 0) return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1))
  const last = addDays(nextMonth(first), -1)
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7))
}
