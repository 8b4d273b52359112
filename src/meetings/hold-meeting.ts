import { holdFacilitatedCohort } from '../cohorts/hold-cohort.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { MeetingId } from '../platform/ids.ts'
import { findMeeting } from './find-meetings.ts'

/** Part of the transaction in which a meeting is moved or brought back: what hangs on it moves with it. */
export type OnMoved = (db: Db, meetingId: MeetingId) => Promise<void>

/**
 * A meeting of a cohort that the viewer facilitates, as it stands until the caller's transaction ends: whatever changes
 * one holds its cohort first.
 */
export async function holdMeeting(db: Db, viewer: Viewer, id: MeetingId) {
  const { cohortId } = await findMeeting(db, viewer, id)
  await holdFacilitatedCohort(db, viewer, cohortId)
  return findMeeting(db, viewer, id)
}
