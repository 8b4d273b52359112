import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, ClipId, CohortId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'

interface Span {
  readonly cohortId: CohortId
  readonly clipIds: readonly ClipId[]
  readonly opensAt: Date
  readonly dueAt: Date
  /** The assignment itself, where there is one already. */
  readonly except?: AssignmentId
}

/** When the first of the cohort's other assignments on one of these clips opens that runs in the same time. */
export async function findOverlap(db: Db, { cohortId, clipIds, opensAt, dueAt, except }: Span) {
  if (clipIds.length === 0) return undefined
  return db
    .selectFrom('assignments')
    .innerJoin('assignmentClips', 'assignmentClips.assignmentId', 'assignments.id')
    .select('assignments.opensAt')
    .where('assignments.cohortId', '=', cohortId)
    .where('assignments.cancelledAt', 'is', null)
    .where('assignmentClips.clipId', 'in', clipIds)
    .where('assignments.opensAt', '<', dueAt)
    .where(sql<Date>`least(assignments.due_at, assignments.closed_at)`, '>', opensAt)
    .$if(except !== undefined, (query) => query.where('assignments.id', '<>', except as AssignmentId))
    .orderBy('assignments.opensAt')
    .limit(1)
    .executeTakeFirst()
}

/**
 * Refuses with 409 where a clip would be in two assignments of a cohort at once, for what is said about it then belongs
 * to one stage. The cohort has to be held.
 */
export async function refuseOverlap(db: Db, span: Span): Promise<void> {
  if (await findOverlap(db, span)) {
    conflict(
      'clip-already-assigned',
      'One of these clips is part of another assignment in this cohort at that time. Choose another time, or end that one first.',
    )
  }
}
