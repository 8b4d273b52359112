import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { FeedDay } from '../meetings/write-feed.ts'
import type { Db } from '../platform/db/schema.ts'
import { visibleAssignments } from './find-assignments.ts'

const words = {
  en: 'Reflection due',
  es: 'Reflexión para hoy',
} as const

/** The days on which assignments of the viewer's cohorts are due, for their calendar: whose, and never what about. */
export async function findDueDays(db: Db, viewer: Viewer, language: 'en' | 'es'): Promise<FeedDay[]> {
  const rows = await visibleAssignments(db, viewer)
    .innerJoin('cohorts', 'cohorts.id', 'assignments.cohortId')
    .innerJoin('organisations', 'organisations.id', 'assignments.organisationId')
    .leftJoin('sites', 'sites.id', 'cohorts.siteId')
    .leftJoin('meetings', 'meetings.id', 'assignments.forMeetingId')
    .select(['assignments.id', 'assignments.dueAt', 'assignments.createdAt', 'assignments.cancelledAt'])
    .select(['cohorts.name as cohort', 'cohorts.kind', 'organisations.zone', 'sites.zone as siteZone'])
    .select('meetings.changeNo')
    .where('assignments.dueAt', '>', sql<Date>`now() - interval '400 days'`)
    .orderBy('assignments.dueAt')
    .orderBy('assignments.id')
    .execute()
  return rows.map((row) => ({
    id: `due-${row.id}`,
    at: row.dueAt,
    zone: row.siteZone ?? row.zone,
    // That two people are in coaching is theirs alone, and calendars are looked at by others.
    summary: row.kind === 'coaching' ? words[language] : `${words[language]}: ${row.cohort}`,
    path: `/assignments/${row.id}`,
    changedAt: row.cancelledAt ?? row.createdAt,
    // It moves with its meeting, and once more when it is cancelled.
    changeNo: (row.changeNo ?? 0) + (row.cancelledAt ? 1 : 0),
    isCancelled: row.cancelledAt !== null,
  }))
}
