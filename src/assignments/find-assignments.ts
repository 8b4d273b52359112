import { type SqlBool, sql } from 'kysely'
import { findClip } from '../clips/find-clip.ts'
import { isMember } from '../cohorts/is-member.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isMomentKey, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, ClipId, CohortId, MeetingId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Assignment, AssignmentQuery, AssignmentState } from './schemas.ts'
import { showAssignments } from './show-assignments.ts'

/** Every read of assignments starts here: those of the cohorts the viewer is in now. */
export const visibleAssignments = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('assignments')
    .where('assignments.cohortId', 'in', (eb) =>
      eb
        .selectFrom('memberships')
        .select('memberships.cohortId')
        .where('memberships.personId', '=', viewer.personId)
        .where('memberships.leftAt', 'is', null),
    )

/** By the clock of the database, as everything about them is; by that of the moment where locks were waited for. */
export const stateOfAssignment = (clock: 'now()' | 'clock_timestamp()' = 'now()') =>
  sql<AssignmentState>`case
    when assignments.cancelled_at is not null then 'cancelled'
    when assignments.closed_at is not null then 'closed'
    when ${sql.raw(clock)} < assignments.opens_at then 'planned'
    when ${sql.raw(clock)} < assignments.due_at then 'open'
    else 'past due' end`

/** Opened, neither closed nor cancelled, and not due yet: while it is, what is said about its clips belongs to a stage. */
export const isRunning = (clock: 'now()' | 'clock.at' = 'now()') =>
  sql<SqlBool>`(assignments.closed_at is null and assignments.cancelled_at is null
    and assignments.opens_at <= ${sql.raw(clock)} and ${sql.raw(clock)} < assignments.due_at)`

const assignmentRows = (db: Db, viewer: Viewer) =>
  visibleAssignments(db, viewer).selectAll('assignments').select(stateOfAssignment().as('state'))

export const findAssignment = async (db: Db, viewer: Viewer, id: AssignmentId) =>
  (await assignmentRows(db, viewer).where('assignments.id', '=', id).executeTakeFirst()) ??
  notFound('assignment')

/** One assignment as the viewer is shown it. */
export async function findShownAssignment(db: Db, viewer: Viewer, id: AssignmentId): Promise<Assignment> {
  const [shown] = await showAssignments(db, viewer, [await findAssignment(db, viewer, id)])
  return shown ?? notFound('assignment')
}

/** Those of one cohort, the latest due first. A cohort the viewer is not in does not exist here. */
export async function findAssignments(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { state, forMeetingId, limit = usualLimit, after }: AssignmentQuery,
) {
  const cursor = after === undefined ? undefined : readCursor(after, isMomentKey)
  if (!(await isMember(db, viewer, cohortId))) notFound('cohort')
  const rows = await assignmentRows(db, viewer)
    .where('assignments.cohortId', '=', cohortId)
    .$if(state !== undefined, (query) => query.where(stateOfAssignment(), '=', state ?? 'open'))
    .$if(forMeetingId !== undefined, (query) =>
      query.where('assignments.forMeetingId', '=', forMeetingId as MeetingId),
    )
    .$if(cursor !== undefined, (query) =>
      query.where(({ refTuple, tuple, eb }) =>
        eb(
          refTuple('assignments.dueAt', 'assignments.id'),
          '<',
          tuple(new Date(cursor?.[0] ?? 0), (cursor?.[1] ?? '') as AssignmentId),
        ),
      ),
    )
    .orderBy('assignments.dueAt', 'desc')
    .orderBy('assignments.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.dueAt.getTime(), row.id])
  return { items: await showAssignments(db, viewer, items), next }
}

/** What there is to do, or soon will be, in all of the viewer's cohorts, the soonest due first. */
export async function findOwnAssignments(db: Db, viewer: Viewer): Promise<{ items: Assignment[] }> {
  const rows = await assignmentRows(db, viewer)
    .where('assignments.closedAt', 'is', null)
    .where('assignments.cancelledAt', 'is', null)
    .where('assignments.dueAt', '>', sql<Date>`now()`)
    .orderBy('assignments.dueAt')
    .orderBy('assignments.id')
    .limit(usualLimit)
    .execute()
  return { items: await showAssignments(db, viewer, rows) }
}

/** Those that run now on a clip within reach, in the cohorts through which the viewer sees it. */
export async function findClipAssignments(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
): Promise<{ items: Assignment[] }> {
  await findClip(db, viewer, clipId)
  const rows = await assignmentRows(db, viewer)
    .where('assignments.id', 'in', (eb) =>
      eb
        .selectFrom('assignmentClips')
        .select('assignmentClips.assignmentId')
        .where('assignmentClips.clipId', '=', clipId),
    )
    .where(isRunning())
    .orderBy('assignments.dueAt')
    .orderBy('assignments.id')
    .limit(usualLimit)
    .execute()
  const shown = await showAssignments(db, viewer, rows)
  return { items: shown.filter(({ clips }) => clips.some(({ id }) => id === clipId)) }
}
