import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/** Meetings that the person planned, with what they wrote about them, what they did with any, and their feeds. */
export async function findOwnMeetings(db: Db, { personId }: Viewer) {
  const [planned, series, changes, feeds] = await Promise.all([
    db
      .selectFrom('meetings')
      .innerJoin('cohorts', 'cohorts.id', 'meetings.cohortId')
      .select(['cohorts.name as cohort', 'startsAt', 'endsAt', 'zone', 'mode', 'place', 'link', 'agenda'])
      .select(['meetings.createdAt', 'cancelledAt'])
      .where('createdBy', '=', personId)
      .orderBy('startsAt')
      .execute(),
    db
      .selectFrom('meetingSeries')
      .innerJoin('cohorts', 'cohorts.id', 'meetingSeries.cohortId')
      .select(['cohorts.name as cohort', 'rule', 'firstOn', 'lastOn', 'startsAt', 'minutes', 'zone'])
      .select('meetingSeries.createdAt')
      .where('createdBy', '=', personId)
      .orderBy('meetingSeries.id')
      .execute(),
    db
      .selectFrom('meetingChanges')
      .innerJoin('cohorts', 'cohorts.id', 'meetingChanges.cohortId')
      .select(['cohorts.name as cohort', 'what', 'meetings', 'changedAt'])
      .where('changedBy', '=', personId)
      .orderBy('changedAt')
      .execute(),
    db
      .selectFrom('feedTokens')
      .select(['createdAt', 'revokedAt'])
      .where('personId', '=', personId)
      .orderBy('createdAt')
      .execute(),
  ])
  return { planned, series, changes, feeds }
}
