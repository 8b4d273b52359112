import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { MeetingId } from '../platform/ids.ts'
import { holdMeeting, type OnMoved } from './hold-meeting.ts'
import { refuseOverlap } from './refuse-overlap.ts'
import { noteChange } from './write-meetings.ts'

/** A cancelled meeting takes place after all, when it was to be, unless the cohort meets then by now. Twice is once. */
export const bringBackMeeting = (db: Db, viewer: Viewer, id: MeetingId, onMoved: OnMoved): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const meeting = await holdMeeting(trx, viewer, id)
    if (!meeting.cancelledAt) return
    await refuseOverlap(trx, meeting.cohortId, [meeting], id)
    await trx
      .updateTable('meetings')
      .set({ cancelledBy: null, cancelledAt: null, changeNo: sql<number>`change_no + 1` })
      .where('id', '=', id)
      .execute()
    await noteChange(trx, viewer, { cohortId: meeting.cohortId, meetingId: id, what: 'brought back' })
    await onMoved(trx, id)
  })
