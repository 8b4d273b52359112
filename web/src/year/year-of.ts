import { localIn } from '../calendars/local-time.ts'

/** Something that stands at a time in the year of a cohort. */
export interface Dated {
  /** An instant, as the API says it. */
  readonly at: string
}

export interface Month<Entry> {
  /** As in `2026-11`. */
  readonly key: string
  readonly past: readonly Entry[]
  /** What comes after now. */
  readonly coming: readonly Entry[]
  readonly hasNow: boolean
}

/** By which clocks and calendar it is told. */
export interface Calendar {
  /** Where the cohort meets, not where it is looked at. */
  readonly zone: string
  /** The last day of each year of school, as in `06-30`. */
  readonly schoolYearEnds: string
}

/** The year of school that an instant is in, named by the calendar year it begins in. */
export function schoolYearOf(at: string, { zone, schoolYearEnds }: Calendar): number {
  const { day } = localIn(zone, new Date(at))
  const year = Number(day.slice(0, 4))
  return day.slice(5) > schoolYearEnds || isCalendarYear(schoolYearEnds) ? year : year - 1
}

/** One that ends with the calendar's begins with it, too. */
export const isCalendarYear = (schoolYearEnds: string): boolean => schoolYearEnds === '12-31'

/** The years of school in which there is something, and the one of now; the latest first. */
export function schoolYears(entries: readonly Dated[], now: string, calendar: Calendar): number[] {
  const years = [...entries.map(({ at }) => at), now].map((at) => schoolYearOf(at, calendar))
  return [...new Set(years)].sort((a, b) => b - a)
}

/**
 * One year of school by month, in the order of time; the month in which one ends and the next begins is in both. The
 * month of now is among them, with nothing in it or something.
 */
export function monthsOf<Entry extends Dated>(
  entries: readonly Entry[],
  { year, now, calendar }: { readonly year: number; readonly now: string; readonly calendar: Calendar },
): Month<Entry>[] {
  const isIn = ({ at }: Dated) => schoolYearOf(at, calendar) === year
  const monthOf = ({ at }: Dated) => localIn(calendar.zone, new Date(at)).day.slice(0, 7)
  const nowMonth = isIn({ at: now }) ? monthOf({ at: now }) : undefined
  const byMonth = Map.groupBy(
    entries.filter(isIn).sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    monthOf,
  )
  if (nowMonth && !byMonth.has(nowMonth)) byMonth.set(nowMonth, [])
  return [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, all]) => ({
      key,
      past: all.filter(({ at }) => Date.parse(at) <= Date.parse(now)),
      coming: all.filter(({ at }) => Date.parse(at) > Date.parse(now)),
      hasNow: key === nowMonth,
    }))
}
