import { sql } from 'kysely'
import { findCalendar } from '../calendars/find-calendar.ts'
import { instantOf, localOf } from '../calendars/local-time.ts'
import { findCohort } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { MeetingId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { checkWhere } from './check-where.ts'
import { findShownMeeting } from './find-meetings.ts'
import { holdMeeting, type OnMoved } from './hold-meeting.ts'
import { refuseBlocked } from './plan-meeting.ts'
import { refuseOverlap } from './refuse-overlap.ts'
import type { ChangeMeeting, Meeting } from './schemas.ts'
import { noteChange } from './write-meetings.ts'

type Held = Awaited<ReturnType<typeof holdMeeting>>

/**
 * Moves a meeting, or says something else about it. Calendars and members learn of when and where; an agenda is written
 * many times over before a meeting, and nobody is told of it.
 */
export const changeMeeting = (
  db: Db,
  viewer: Viewer,
  id: MeetingId,
  change: ChangeMeeting,
  onMoved: OnMoved,
): Promise<Meeting> =>
  db.transaction().execute(async (trx) => {
    const held = await holdMeeting(trx, viewer, id)
    if (held.cancelledAt) {
      conflict('meeting-cancelled', 'This meeting was cancelled. Bring it back before you change it.')
    }
    const time = await findNewTime(trx, viewer, held, change)
    const { agenda, ...where } = checkWhere(change)
    const said = { ...where, ...(change.mode !== undefined && { mode: change.mode }) }
    const isMoved = +time.startsAt !== +held.startsAt || +time.endsAt !== +held.endsAt
    const isChanged = Object.entries(said).some(([key, value]) => held[key as keyof Held] !== value)
    const isTold = isMoved || isChanged
    await trx
      .updateTable('meetings')
      .set({
        ...time,
        ...said,
        ...(agenda !== undefined && { agenda }),
        changeNo: isTold ? sql<number>`change_no + 1` : sql<number>`change_no`,
      })
      .where('id', '=', id)
      .execute()
    if (isTold) {
      await noteChange(trx, viewer, {
        ...{ cohortId: held.cohortId, meetingId: id, what: isMoved ? 'moved' : 'changed' },
        ...(isMoved && { previousStartsAt: held.startsAt }),
      })
    }
    if (isMoved) await onMoved(trx, id)
    return findShownMeeting(trx, viewer, id)
  })

/** Where it would be then, by the clocks of the zone it was planned in. What was not given stays. */
async function findNewTime(db: Db, viewer: Viewer, held: Held, change: ChangeMeeting) {
  const { startsAt, endsAt, zone, cohortId, id } = held
  if (change.startsOn === undefined && change.startsAt === undefined && change.minutes === undefined) {
    return { startsAt, endsAt }
  }
  const before = localOf(zone, startsAt)
  const day = change.startsOn ?? before.day
  const starts =
    change.startsOn === undefined && change.startsAt === undefined
      ? startsAt
      : instantOf(zone, day, change.startsAt ?? before.time)
  const lastsMs = change.minutes === undefined ? +endsAt - +startsAt : change.minutes * 60_000
  const time = { startsAt: starts, endsAt: new Date(+starts + lastsMs) }
  if (day !== before.day && !change.despiteBlock) {
    const cohort = await findCohort(db, viewer, cohortId)
    refuseBlocked((await findCalendar(db, cohort, { from: day, until: day })).blocks, day)
  }
  await refuseOverlap(db, cohortId, [time], id)
  return time
}
