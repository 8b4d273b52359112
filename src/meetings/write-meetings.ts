import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CohortId, type MeetingChangeId, type MeetingId, newId, type SeriesId } from '../platform/ids.ts'
import { announceNews } from '../platform/live/changes.ts'
import type { Mode } from './schemas.ts'

export interface NewMeeting {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly zone: string
  readonly mode: Mode
  readonly place?: string | null
  readonly link?: string | null
  readonly agenda?: string | null
  readonly seriesId?: SeriesId
}

/**
 * Writes meetings of a cohort that the caller's transaction holds, first to last, and that they were planned: once,
 * however many there are. Nothing is checked. Answers their ids.
 */
export async function writeMeetings(
  db: Db,
  { organisationId, personId }: Viewer,
  cohortId: CohortId,
  meetings: readonly [NewMeeting, ...NewMeeting[]],
): Promise<[MeetingId, ...MeetingId[]]> {
  const withIds = meetings.map((meeting) => ({ ...meeting, id: newId<MeetingId>() }))
  await db
    .insertInto('meetings')
    .values(withIds.map((meeting) => ({ organisationId, cohortId, createdBy: personId, ...meeting })))
    .execute()
  const ids = withIds.map(({ id }) => id) as [MeetingId, ...MeetingId[]]
  await noteChange(
    db,
    { organisationId, personId },
    { cohortId, meetingId: ids[0], what: 'planned' },
    ids.length,
  )
  return ids
}

interface MeetingChange {
  readonly cohortId: CohortId
  readonly meetingId: MeetingId
  readonly what: 'planned' | 'moved' | 'changed' | 'cancelled' | 'brought back'
  readonly previousStartsAt?: Date
}

/** What members are told of one act, be it about one meeting or many. */
export async function noteChange(
  db: Db,
  { organisationId, personId }: Viewer,
  change: MeetingChange,
  meetings = 1,
): Promise<void> {
  await db
    .insertInto('meetingChanges')
    .values({ organisationId, id: newId<MeetingChangeId>(), changedBy: personId, meetings, ...change })
    .execute()
  await announceNews(db, { cohortId: change.cohortId })
}
