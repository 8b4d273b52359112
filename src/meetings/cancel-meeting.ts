import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { MeetingId } from '../platform/ids.ts'
import { holdMeeting } from './hold-meeting.ts'
import { noteChange } from './write-meetings.ts'

/** A meeting does not take place. It stays, marked, for calendars to learn of it. Twice is once. */
export const cancelMeeting = (db: Db, viewer: Viewer, id: MeetingId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { cohortId, cancelledAt } = await holdMeeting(trx, viewer, id)
    if (cancelledAt) return
    await cancelHeld(trx, viewer, [id])
    await noteChange(trx, viewer, { cohortId, meetingId: id, what: 'cancelled' })
  })

/** The same for those of a cohort that is held, told of by the caller. */
export async function cancelHeld(db: Db, { personId }: Viewer, ids: readonly MeetingId[]): Promise<void> {
  await db
    .updateTable('meetings')
    .set({ cancelledBy: personId, cancelledAt: sql<Date>`now()`, changeNo: sql<number>`change_no + 1` })
    .where('id', 'in', ids)
    .execute()
}
