import { sql } from 'kysely'
import type { Db } from '../../src/platform/db/schema.ts'
import { type CohortId, type MeetingId, newId } from '../../src/platform/ids.ts'
import type { Person } from './cast.ts'

/** A meeting of an hour that begins so many minutes from now, or began so many ago. */
export async function meetingAt(
  db: Db,
  by: Person,
  cohortId: CohortId,
  minutesFromNow: number,
): Promise<MeetingId> {
  const id = newId<MeetingId>()
  const startsAt = sql<Date>`now() + ${minutesFromNow} * interval '1 minute'`
  await db
    .insertInto('meetings')
    .values({
      ...{ organisationId: by.viewer.organisationId, id, cohortId, createdBy: by.viewer.personId },
      ...{ startsAt, endsAt: sql<Date>`${startsAt} + interval '1 hour'` },
      ...{ zone: 'America/New_York', mode: 'in person', place: 'Room 12' },
    })
    .execute()
  return id
}
