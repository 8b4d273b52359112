import { sql } from 'kysely'
import { findBuiltIn } from '../assignments/built-in-protocols.ts'
import { visibleAssignments } from '../assignments/find-assignments.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Pack } from './schemas.ts'

/** An assignment within reach, with what the head of its pack says. */
export async function findPackAssignment(db: Db, viewer: Viewer, id: AssignmentId) {
  const row =
    (await visibleAssignments(db, viewer)
      .innerJoin('cohorts', 'cohorts.id', 'assignments.cohortId')
      .leftJoin('meetings', (join) =>
        join.onRef('meetings.id', '=', 'assignments.forMeetingId').on('meetings.cancelledAt', 'is', null),
      )
      .leftJoin('protocolVersions', (join) =>
        join
          .onRef('protocolVersions.protocolId', '=', 'assignments.protocolId')
          .onRef('protocolVersions.versionNo', '=', 'assignments.protocolVersion'),
      )
      .select(['assignments.id', 'assignments.cohortId', 'cohorts.name as cohort', 'assignments.question'])
      .select(['assignments.protocolKey', 'assignments.protocolId', 'assignments.protocolVersion'])
      .select(['protocolVersions.title', 'meetings.id as meetingId'])
      .select(['meetings.startsAt', 'meetings.endsAt', 'meetings.zone'])
      .where('assignments.id', '=', id)
      .executeTakeFirst()) ?? notFound('assignment')
  const { meetingId, startsAt, endsAt, zone } = row
  const forMeeting =
    meetingId && startsAt && endsAt && zone
      ? { id: meetingId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), zone }
      : null
  const { protocolKey: key, protocolId, protocolVersion: version } = row
  // A cohort's own has one text for everybody.
  const own = row.title === null ? null : { en: row.title, es: row.title }
  const title = (key === null ? undefined : findBuiltIn(key)?.title) ?? own
  const head: Pack['assignment'] = {
    ...{ id, cohort: { id: row.cohortId, name: row.cohort }, forMeeting, question: row.question },
    protocol: { key, id: protocolId, version, title },
  }
  return { id, cohortId: row.cohortId, head }
}

/** The protocol as it is spoken in the room, stage by stage. */
export const findScript = (db: Db, id: AssignmentId) =>
  db
    .selectFrom('assignmentStages')
    .select(['name', 'prompt', 'roomMinutes as minutes'])
    .where('assignmentId', '=', id)
    .orderBy('seq')
    .execute()

/** When the last sealed first look of it opens for everyone; null where none holds any more. */
export async function findSealedUntil(db: Db, id: AssignmentId): Promise<Date | null> {
  const { until } = await db
    .selectFrom('stageWindows')
    .select(({ fn }) => fn.max<Date | null>('closesAt').as('until'))
    .where('assignmentId', '=', id)
    .where('gate', '=', 'own post first')
    .whereRef('opensAt', '<', 'closesAt')
    .where('closesAt', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow()
  return until
}
