import { findHours } from '../calendars/find-calendar.ts'
import { addDays, instantOf, type LocalDay, localOf } from '../calendars/local-time.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { malformed } from '../platform/problems.ts'

/** The day after which no consent goes, given today. */
export function latestEnd(today: LocalDay): LocalDay {
  const [year, monthAndDay] = [Number(today.slice(0, 4)) + 2, today.slice(5)]
  // Two years after a leap year there is none.
  return `${year}-${monthAndDay === '02-29' ? '02-28' : monthAndDay}`
}

/** The instant at which a day is over in a zone: its next midnight, or where the clocks skip that, when they go on. */
export const endOfDay = (zone: string, day: LocalDay): Date => instantOf(zone, addDays(day, 1), '00:00')

/** The instant at which the consent of an owner who chose this day ends. Refuses (400) a day out of bounds. */
export async function findUntil(db: Db, owner: Viewer, endsOn: LocalDay): Promise<Date> {
  const { siteId } = await db
    .selectFrom('people')
    .select('siteId')
    .where('id', '=', owner.personId)
    .executeTakeFirstOrThrow()
  const { zone } = await findHours(db, { organisationId: owner.organisationId, siteId })
  const today = localOf(zone, new Date()).day
  if (endsOn <= today || endsOn > latestEnd(today)) {
    malformed('ends-on', 'Please choose a day from tomorrow to two years from today.')
  }
  return endOfDay(zone, endsOn)
}
