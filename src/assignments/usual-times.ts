import { sql } from 'kysely'
import { type Calendar, findCalendar } from '../calendars/find-calendar.ts'
import { addDays } from '../calendars/local-time.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, MeetingId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { dueByRule } from './due-by-rule.ts'

type Target = Awaited<ReturnType<typeof findTarget>>

/** A meeting of the cohort, or its next one, which there need not be. */
export async function findTarget(db: Db, cohortId: CohortId, which: MeetingId | 'next') {
  const isNext = which === 'next'
  const meeting = await db
    .selectFrom('meetings')
    .select(['id', 'startsAt', 'endsAt', 'cancelledAt'])
    .where('cohortId', '=', cohortId)
    .$if(!isNext, (query) => query.where('id', '=', which as MeetingId))
    .$if(isNext, (query) => query.where('cancelledAt', 'is', null).where('startsAt', '>', sql<Date>`now()`))
    .orderBy('startsAt')
    .limit(1)
    .executeTakeFirst()
  return meeting ?? (isNext ? undefined : notFound('meeting'))
}

/** The same, and 409 for one that is cancelled. */
export async function findMeetingThatIsOn(db: Db, cohortId: CohortId, meetingId: MeetingId) {
  const meeting = await findTarget(db, cohortId, meetingId)
  if (meeting?.cancelledAt)
    conflict('meeting-cancelled', 'This meeting is cancelled. Please choose another one.')
  return meeting
}

/** Blocks of the months before are enough to find the last working day. */
export async function calendarAbout(
  db: Db,
  cohort: Parameters<typeof findCalendar>[1],
  at: Date,
): Promise<Calendar> {
  const day = at.toISOString().slice(0, 10)
  return findCalendar(db, cohort, { from: addDays(day, -90), until: addDays(day, 30) })
}

/** When the meeting before it ends, if that is still to come, else now: from meeting to meeting. */
export async function openingBefore(db: Db, cohortId: CohortId, meeting: Target, now: Date): Promise<Date> {
  if (!meeting) return now
  const before = await db
    .selectFrom('meetings')
    .select('endsAt')
    .where('cohortId', '=', cohortId)
    .where('cancelledAt', 'is', null)
    .where('endsAt', '<=', meeting.startsAt)
    .where('id', '<>', meeting.id)
    .orderBy('endsAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return before && before.endsAt > now ? before.endsAt : now
}

/** By rule; where the meeting is too near for that, when it begins. Without a meeting, by rule for one in eight days, which leaves a week. */
export function usualDue(calendar: Calendar, meetingAt: Date | undefined, opensAt: Date): Date {
  const inEightDays = new Date(opensAt.getTime() + 8 * 86_400_000)
  const due = dueByRule(calendar, meetingAt ?? inEightDays)
  if (due && due > opensAt) return due
  return meetingAt && meetingAt > opensAt ? meetingAt : inEightDays
}
