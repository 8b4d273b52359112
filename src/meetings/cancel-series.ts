import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { MeetingId, SeriesId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { cancelHeld } from './cancel-meeting.ts'
import { visibleMeetings } from './find-meetings.ts'
import { holdMeeting } from './hold-meeting.ts'
import { noteChange } from './write-meetings.ts'

/** What is left of a series does not take place: what has not begun, and was not cancelled before. One act, told once. */
export const cancelSeries = (db: Db, viewer: Viewer, id: SeriesId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const any =
      (await visibleMeetings(trx, viewer)
        .select('meetings.id')
        .where('seriesId', '=', id)
        .limit(1)
        .executeTakeFirst()) ?? notFound('series')
    const { cohortId } = await holdMeeting(trx, viewer, any.id)
    const left = await trx
      .selectFrom('meetings')
      .select('id')
      .where('seriesId', '=', id)
      .where('cancelledAt', 'is', null)
      .where('startsAt', '>', sql<Date>`now()`)
      .orderBy('startsAt')
      .execute()
    const ids: MeetingId[] = left.map((meeting) => meeting.id)
    const [first] = ids
    if (first === undefined) return
    await cancelHeld(trx, viewer, ids)
    await noteChange(trx, viewer, { cohortId, meetingId: first, what: 'cancelled' }, ids.length)
  })
