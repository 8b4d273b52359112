import {
  addDays,
  instantOf,
  type LocalDay,
  type LocalTime,
  localOf,
  weekdayOf,
} from '../calendars/local-time.ts'
import { type Block, isWorkingDay, lastWorkingDayBefore } from '../calendars/working-days.ts'
import type { Rhythm } from './kinds.ts'

/** A turn of somebody's rhythm. Its name is the same whoever works it out, and whenever. */
export interface Slot {
  readonly name: string
  readonly at: Date
}

interface Situation {
  readonly rhythm: Rhythm
  readonly zone: string
  readonly blocks: readonly Block[]
  readonly now: Date
  /** When meetings that are to come begin, of those who are written to before them. */
  readonly meetings: readonly Date[]
}

/** After the lessons, and before the evening. */
const timeOfDay: LocalTime = '16:00'

/**
 * The turns that have come: daily on each working day, weekly on the first of the week, before a meeting on the second-last
 * working day before it, so that one is left to do something. Of days and weeks only the last, as it tells what those before
 * it missed; of meetings one for each day on which some are still to begin, as each tells of its own.
 */
export function dueSlots({ rhythm, zone, blocks, now, meetings }: Situation): Slot[] {
  const at = (day: LocalDay): Date => instantOf(zone, day, timeOfDay)
  const today = localOf(zone, now).day
  switch (rhythm) {
    case 'never':
      return []
    case 'daily': {
      const tomorrow = addDays(today, 1)
      const last = at(today) <= now ? tomorrow : today
      const day = lastWorkingDayBefore(blocks, last)
      return day === undefined ? [] : [{ name: `daily ${day}`, at: at(day) }]
    }
    case 'weekly': {
      const monday = addDays(today, 1 - weekdayOf(today))
      for (const start of [monday, addDays(monday, -7)]) {
        const day = [0, 1, 2, 3, 4].map((n) => addDays(start, n)).find((each) => isWorkingDay(blocks, each))
        if (day !== undefined && at(day) <= now) return [{ name: `weekly ${start}`, at: at(day) }]
      }
      return []
    }
    case 'before meetings': {
      const days = meetings
        .filter((startsAt) => startsAt > now)
        .map((startsAt) => localOf(zone, startsAt).day)
      return [...new Set(days)].toSorted().flatMap((day) => {
        const eve = lastWorkingDayBefore(blocks, day)
        const before = eve && lastWorkingDayBefore(blocks, eve)
        return before && at(before) <= now ? [{ name: `${meetingSlot}${day}`, at: at(before) }] : []
      })
    }
  }
}

const meetingSlot = 'meeting '

/** The day of the meetings that a turn comes before, as the person's calendar has it. */
export const meetingDayOf = (slot: string): LocalDay | undefined =>
  slot.startsWith(meetingSlot) ? slot.slice(meetingSlot.length) : undefined
