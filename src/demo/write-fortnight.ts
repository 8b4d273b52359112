import { findBuiltIn } from '../assignments/built-in-protocols.ts'
import { writeAssignment } from '../assignments/write-assignment.ts'
import { addDays, instantOf, type LocalDay, localOf } from '../calendars/local-time.ts'
import { isWorkingDay, lastWorkingDayBefore } from '../calendars/working-days.ts'
import type { Viewer } from '../identity/viewer.ts'
import { writeManyMeetings } from '../meetings/write-many-meetings.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type CohortId, type MeetingId, newId, type StageId } from '../platform/ids.ts'

interface Fortnight {
  readonly cohortId: CohortId
  readonly clipId: ClipId
  readonly facilitator: Viewer
  readonly place: string
  readonly words: string
  readonly question: string
  /** Fortnights that went by before this one. */
  readonly past?: number
}

const hour = 3_600_000

/**
 * A cohort in the middle of the weeks between two meetings: the last was some days ago, the next is about a week off, and
 * one clip is looked at by "Notice and wonder". In the caller's transaction; answers the stages in their order.
 */
export async function writeFortnight(
  db: Db,
  { cohortId, clipId, facilitator, place, words, question, past = 0 }: Fortnight,
): Promise<{ lastMeetingId: MeetingId; stageIds: readonly StageId[] }> {
  const { organisationId, personId: createdBy } = facilitator
  const { zone } = await db
    .selectFrom('organisations')
    .select('zone')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  // So that the first look is still open, whatever day of the week it is.
  const next = workingDayFrom(addDays(localOf(zone, new Date()).day, 8))
  const at = (day: LocalDay) => {
    const startsAt = instantOf(zone, day, '15:30')
    return { id: newId<MeetingId>(), cohortId, createdBy, zone, place, startsAt }
  }
  const days = Array.from({ length: past + 4 }, (_, n) => addDays(next, 14 * (n - past - 1)))
  const meetings = days.map((day) => {
    const meeting = at(day)
    return { ...meeting, endsAt: new Date(meeting.startsAt.getTime() + 2 * hour) }
  })
  await writeManyMeetings(db, organisationId, meetings)
  const [last, coming] = meetings.slice(past, past + 2)
  const protocol = findBuiltIn('notice-and-wonder')
  const due = lastWorkingDayBefore([], next)
  if (!last || !coming || !protocol || !due) throw new Error('there is no fortnight')
  const { stageIds } = await writeAssignment(db, facilitator, {
    ...{ cohortId, clipIds: [clipId], protocol, words, question },
    ...{ afterMeetingId: last.id, forMeetingId: coming.id },
    ...{ opensAt: last.endsAt, dueAt: instantOf(zone, due, '15:00'), dueBy: 'rule' },
  })
  return { lastMeetingId: last.id, stageIds }
}

/** That day, or the first working day after it. */
function workingDayFrom(day: LocalDay): LocalDay {
  return isWorkingDay([], day) ? day : workingDayFrom(addDays(day, 1))
}
