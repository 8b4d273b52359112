import { sql } from 'kysely'
import { findHours } from '../calendars/find-calendar.ts'
import { addDays, instantOf } from '../calendars/local-time.ts'
import { findCohort, visibleCohorts } from '../cohorts/find-cohorts.ts'
import type { Part } from '../cohorts/parts.ts'
import { facilitates } from '../cohorts/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isMomentKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, MeetingId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Meeting, MeetingsQuery } from './schemas.ts'

/** Every read of meetings starts here: those of the cohorts the viewer is in now. */
export const visibleMeetings = (db: Db, viewer: Viewer) =>
  db.selectFrom('meetings').where('meetings.cohortId', 'in', visibleCohorts(db, viewer).select('cohorts.id'))

/** One of them, as its row. */
export const findMeeting = async (db: Db, viewer: Viewer, id: MeetingId) =>
  (await visibleMeetings(db, viewer)
    .selectAll('meetings')
    .where('meetings.id', '=', id)
    .executeTakeFirst()) ?? notFound('meeting')

export async function findShownMeeting(db: Db, viewer: Viewer, id: MeetingId): Promise<Meeting> {
  const row = await shownMeetings(db, viewer).where('meetings.id', '=', id).executeTakeFirst()
  return row ? showMeeting(row) : notFound('meeting')
}

/** As the one who just wrote them is shown them. */
export const findTheseMeetings = async (db: Db, viewer: Viewer, ids: readonly MeetingId[]) =>
  (
    await shownMeetings(db, viewer)
      .where('meetings.id', 'in', ids)
      .orderBy('meetings.startsAt')
      .orderBy('meetings.id')
      .execute()
  ).map(showMeeting)

/** A cohort's meetings from first to last; what was cancelled is among them. */
export async function findMeetings(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { from, until, limit = usualLimit, after }: MeetingsQuery,
) {
  const cohort = await findCohort(db, viewer, cohortId)
  const { zone } = await findHours(db, cohort)
  return pageOfMeetings(
    shownMeetings(db, viewer)
      .where('meetings.cohortId', '=', cohortId)
      .$if(from !== undefined, (query) => query.where('meetings.endsAt', '>', instantIn(zone, from ?? '', 0)))
      .$if(until !== undefined, (query) =>
        query.where('meetings.startsAt', '<', instantIn(zone, until ?? '', 1)),
      ),
    { limit, after },
  )
}

/** What is to come in all cohorts of the viewer, soonest first. */
export const findMyMeetings = (db: Db, viewer: Viewer, request: PageRequest) =>
  pageOfMeetings(
    shownMeetings(db, viewer)
      .where('meetings.cancelledAt', 'is', null)
      .where('meetings.endsAt', '>', sql<Date>`now()`),
    request,
  )

const instantIn = (zone: string, text: string, days: number): Date =>
  text.length === 10 ? instantOf(zone, addDays(text, days), '00:00') : new Date(text)

async function pageOfMeetings(
  query: ReturnType<typeof shownMeetings>,
  { limit = usualLimit, after }: PageRequest,
) {
  const cursor = after === undefined ? undefined : readCursor(after, isMomentKey)
  const rows = await query
    .$if(cursor !== undefined, (before) =>
      before.where(
        sql<boolean>`(meetings.starts_at, meetings.id) > (${new Date(cursor?.[0] ?? 0)}, ${cursor?.[1]}::uuid)`,
      ),
    )
    .orderBy('meetings.startsAt')
    .orderBy('meetings.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.startsAt.getTime(), row.id])
  return { items: items.map(showMeeting), next }
}

const shownMeetings = (db: Db, viewer: Viewer) =>
  visibleMeetings(db, viewer)
    .innerJoin('cohorts', 'cohorts.id', 'meetings.cohortId')
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.cohortId', '=', 'meetings.cohortId')
        .on('memberships.personId', '=', viewer.personId)
        .on('memberships.leftAt', 'is', null),
    )
    .select(['meetings.id', 'meetings.cohortId', 'cohorts.name as cohort', 'memberships.part'])
    .select(['meetings.seriesId', 'meetings.startsAt', 'meetings.endsAt', 'meetings.zone', 'meetings.mode'])
    .select(['meetings.place', 'meetings.link', 'meetings.agenda', 'meetings.cancelledAt'])

interface Shown extends Omit<Meeting, 'cohort' | 'startsAt' | 'endsAt' | 'cancelledAt' | 'can'> {
  readonly cohortId: CohortId
  readonly cohort: string
  readonly part: Part
  readonly startsAt: Date
  readonly endsAt: Date
  readonly cancelledAt: Date | null
}

const showMeeting = ({ cohortId, cohort, part, ...row }: Shown): Meeting => ({
  ...row,
  cohort: { id: cohortId, name: cohort },
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  cancelledAt: row.cancelledAt?.toISOString() ?? null,
  can: { change: facilitates(part) },
})
