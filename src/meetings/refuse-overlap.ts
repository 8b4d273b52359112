import type { Db } from '../platform/db/schema.ts'
import type { CohortId, MeetingId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'

interface Time {
  readonly startsAt: Date
  readonly endsAt: Date
}

/**
 * Refuses times at which the cohort meets already; what was cancelled is in nobody's way. It settles the matter only
 * where the caller's transaction holds the cohort.
 */
export async function refuseOverlap(
  db: Db,
  cohortId: CohortId,
  times: readonly Time[],
  but?: MeetingId,
): Promise<void> {
  const overlaps = await findOverlaps(db, cohortId, times, but)
  if (overlaps.includes(true)) {
    conflict('meeting-overlaps', 'The cohort meets at that time already. Please choose another time.')
  }
}

/** Whether the cohort meets at these times already: one answer for each. */
export async function findOverlaps(
  db: Db,
  cohortId: CohortId,
  times: readonly Time[],
  but?: MeetingId,
): Promise<boolean[]> {
  if (times.length === 0) return []
  const first = new Date(Math.min(...times.map(({ startsAt }) => startsAt.getTime())))
  const last = new Date(Math.max(...times.map(({ endsAt }) => endsAt.getTime())))
  const taken = await db
    .selectFrom('meetings')
    .select(['startsAt', 'endsAt'])
    .where('cohortId', '=', cohortId)
    .where('cancelledAt', 'is', null)
    .where('startsAt', '<', last)
    .where('endsAt', '>', first)
    .$if(but !== undefined, (query) => query.where('id', '<>', but as MeetingId))
    .execute()
  return times.map((time) =>
    taken.some(({ startsAt, endsAt }) => startsAt < time.endsAt && endsAt > time.startsAt),
  )
}
