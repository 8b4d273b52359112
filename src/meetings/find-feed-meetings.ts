import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { visibleMeetings } from './find-meetings.ts'

export type FeedMeeting = Awaited<ReturnType<typeof findFeedMeetings>>[number]

/** A school year back, and all that is planned; what was cancelled too, so that calendars learn of it. */
export const findFeedMeetings = (db: Db, viewer: Viewer) =>
  visibleMeetings(db, viewer)
    .innerJoin('cohorts', 'cohorts.id', 'meetings.cohortId')
    .select(['meetings.id', 'meetings.startsAt', 'meetings.endsAt', 'meetings.zone', 'meetings.place'])
    .select(['meetings.link', 'meetings.changeNo', 'meetings.cancelledAt', 'meetings.createdAt'])
    .select(['cohorts.name as cohort', 'cohorts.kind'])
    .select(({ selectFrom }) =>
      selectFrom('meetingChanges')
        .select(({ fn }) => fn.max('meetingChanges.changedAt').as('at'))
        .whereRef('meetingChanges.meetingId', '=', 'meetings.id')
        .as('changedAt'),
    )
    .where('meetings.endsAt', '>', sql<Date>`now() - interval '400 days'`)
    .orderBy('meetings.startsAt')
    .orderBy('meetings.id')
    .execute()
