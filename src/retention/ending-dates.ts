/** When clips end: dates in, dates out. The clock and the database are others' business. */

/** A calendar day, `YYYY-MM-DD`, in no zone; such strings sort as days do. */
export type Day = string

export const endRules = ['never shared', 'shared', 'withdrawn'] as const
export type EndRule = (typeof endRules)[number]
export const retentionRules = ['original', ...endRules] as const
export type RetentionRule = (typeof retentionRules)[number]

/** For `shared`, after the end of the school year; for `original`, after the renditions of the last cut. */
export const usualDays: Readonly<Record<RetentionRule, number>> = {
  original: 30,
  'never shared': 60,
  shared: 30,
  withdrawn: 14,
}

/** How many days before its end the owner is told, the first time first. */
export const warnings: Readonly<Record<EndRule, readonly number[]>> = {
  'never shared': [15, 5],
  shared: [30, 7],
  withdrawn: [3],
}

/** How long a shared clip may be kept beyond today. */
export const longestKeeping = (today: Day): Day => aYearAfter(today)

export interface Life {
  readonly createdOn: Day
  /** The last time it was shared or published as an exemplar; null if it never was. */
  readonly sharedOn: Day | null
  readonly withdrawnOn: Day | null
  /** The owner's choice, which stands in for the end of the school year. */
  readonly keptUntil: Day | null
  /** The day from which its owner's consent no longer makes it an exemplar, while it is published as one. */
  readonly exemplarUntil: Day | null
}

export interface Ending {
  readonly rule: EndRule
  readonly dueOn: Day
}

/**
 * The rule that ends a clip first, and the day it does; of an exemplar not while others may learn from it.
 * `schoolYearEnds` is `MM-DD`.
 */
export function endingOf(
  { createdOn, sharedOn, withdrawnOn, keptUntil, exemplarUntil }: Life,
  days: Readonly<Record<EndRule, number>>,
  schoolYearEnds: string,
): Ending {
  const usual: Ending =
    sharedOn === null
      ? { rule: 'never shared', dueOn: addDays(createdOn, days['never shared']) }
      : { rule: 'shared', dueOn: keptUntil ?? addDays(schoolYearEnd(sharedOn, schoolYearEnds), days.shared) }
  if (withdrawnOn === null) {
    return exemplarUntil !== null && usual.dueOn < exemplarUntil ? { ...usual, dueOn: exemplarUntil } : usual
  }
  const withdrawn: Ending = { rule: 'withdrawn', dueOn: addDays(withdrawnOn, days.withdrawn) }
  return withdrawn.dueOn < usual.dueOn ? withdrawn : usual
}

/**
 * The day a clip really ends: when it is due, but never before its owner knew for as long as the last warning gives
 * them. A rule made shorter, or a server that was off, must not end what nobody was told of. `toldOn` is when they were
 * first told of this ending.
 */
export function endsOn({ rule, dueOn }: Ending, toldOn: Day | null, today: Day): Day {
  const known = addDays(toldOn ?? today, Math.min(...warnings[rule]))
  return known > dueOn ? known : dueOn
}

/** The warnings whose day has come and that were not given yet. */
export const warningsDue = ({ rule, dueOn }: Ending, told: readonly number[], today: Day): number[] =>
  warnings[rule].filter((days) => addDays(dueOn, -days) <= today && !told.includes(days))

/** The first end of a school year on that day or after it. A day its month does not have is the month's last. */
export function schoolYearEnd(from: Day, monthAndDay: string): Day {
  const year = Number(from.slice(0, 4))
  const end = dayOf(year, monthAndDay)
  return end >= from ? end : dayOf(year + 1, monthAndDay)
}

/** The same day in the next year; for a leap day, the last of that February. */
export const aYearAfter = (day: Day): Day => dayOf(Number(day.slice(0, 4)) + 1, day.slice(5))

export function addDays(day: Day, days: number): Day {
  // In UTC, where every day has 24 hours.
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The day it is somewhere at that moment. A zone nobody knows counts as UTC. */
export function dayIn(at: Date, zone: string): Day {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, ...parts }).format(at)
  } catch {
    return at.toISOString().slice(0, 10)
  }
}

function dayOf(year: number, monthAndDay: string): Day {
  const [month = 1, day = 1] = monthAndDay.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1, Math.min(day, lastOfMonth))).toISOString().slice(0, 10)
}
