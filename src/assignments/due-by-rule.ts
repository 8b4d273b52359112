import type { Calendar } from '../calendars/find-calendar.ts'
import { instantOf, localOf } from '../calendars/local-time.ts'
import { isQuiet } from '../calendars/quiet-hours.ts'
import { isWorkingDay, lastWorkingDayBefore } from '../calendars/working-days.ts'
import type { DueWarning } from './schemas.ts'

const usualTime = '15:00'

/**
 * When something is due that is for a meeting: at 15:00 on the last working day before it, in the zone of the place;
 * earlier where its district has nothing due so late, or where that is in quiet hours. Undefined where no day within ten
 * weeks is a working one.
 */
export function dueByRule(calendar: Calendar, meetingAt: Date): Date | undefined {
  const day = lastWorkingDayBefore(calendar.blocks, localOf(calendar.zone, meetingAt).day)
  if (day === undefined) return undefined
  const { latestDue, quietFrom } = calendar
  const time = latestDue !== null && latestDue < usualTime ? latestDue : usualTime
  const due = instantOf(calendar.zone, day, time)
  if (quietFrom === null || quietFrom > time || !endsInQuiet(calendar, due)) return due
  return instantOf(calendar.zone, day, quietFrom)
}

interface Plan {
  readonly opensAt: Date
  readonly dueAt: Date
  readonly meetingAt: Date | null
  readonly weeklyMinutes: { readonly planned: number; readonly limit: number | null }
}

const twoDaysMs = 2 * 86_400_000

/** What is to be thought of before a due time is set. None of it forbids anything. */
export function warnOfDue(calendar: Calendar, plan: Plan): DueWarning[] {
  const { opensAt, dueAt, meetingAt, weeklyMinutes } = plan
  const { day, time } = localOf(calendar.zone, dueAt)
  const { planned, limit } = weeklyMinutes
  const told: readonly (readonly [DueWarning, boolean])[] = [
    ['quiet-hours', endsInQuiet(calendar, dueAt)],
    ['past-latest-due', calendar.latestDue !== null && time > calendar.latestDue],
    ['not-a-working-day', !isWorkingDay(calendar.blocks, day)],
    ['after-meeting', meetingAt !== null && dueAt > meetingAt],
    ['little-time', dueAt.getTime() - opensAt.getTime() < twoDaysMs],
    ['too-many-minutes', limit !== null && planned > limit],
  ]
  return told.filter(([, holds]) => holds).map(([warning]) => warning)
}

/** The last minute before it is due is a quiet one: so it may be due when quiet hours begin, and not when they end. */
const endsInQuiet = (calendar: Calendar, dueAt: Date): boolean =>
  isQuiet(calendar, new Date(dueAt.getTime() - 60_000))

const weekMs = 7 * 86_400_000

/** Minutes of work in a week: what takes longer than one is spread over its weeks. */
export const minutesPerWeek = (minutes: number, opensAt: Date, dueAt: Date): number =>
  minutes / Math.max(1, (dueAt.getTime() - opensAt.getTime()) / weekMs)
