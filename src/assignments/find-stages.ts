import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'

export type FoundStage = Awaited<ReturnType<typeof readStages>>[number]

/** The stages of assignments within reach, in their order, with how often the viewer posted in each. */
export async function findStages(
  db: Db,
  viewer: Viewer,
  assignmentIds: readonly AssignmentId[],
): Promise<Map<AssignmentId, FoundStage[]>> {
  if (assignmentIds.length === 0) return new Map()
  return Map.groupBy(await readStages(db, viewer, assignmentIds), ({ assignmentId }) => assignmentId)
}

const readStages = (db: Db, viewer: Viewer, assignmentIds: readonly AssignmentId[]) =>
  db
    .selectFrom('assignmentStages as stage')
    .innerJoin('stageWindows as shown', 'shown.stageId', 'stage.id')
    .select(['stage.id', 'stage.assignmentId', 'stage.seq', 'stage.key', 'stage.name', 'stage.prompt'])
    .select(['stage.whoPosts', 'stage.gate', 'stage.anchor', 'stage.kinds', 'stage.minPosts'])
    .select(['stage.roomMinutes', 'stage.clipPosition', 'stage.presenterAnswers'])
    .select(['shown.opensAt', 'shown.closesAt'])
    .select(({ selectFrom }) => [
      sql<'to come' | 'open' | 'closed'>`case
        when now() >= shown.closes_at then 'closed' when now() >= shown.opens_at then 'open' else 'to come' end`.as(
        'state',
      ),
      // Those that were deleted count for the rules, and not for what is left to do.
      selectFrom('comments')
        .select(sql<number>`count(*)::int`.as('posted'))
        .whereRef('comments.stageId', '=', 'stage.id')
        .where('comments.authorId', '=', viewer.personId)
        .as('posted'),
      selectFrom('comments')
        .select(sql<number>`count(*)::int`.as('posts'))
        .whereRef('comments.stageId', '=', 'stage.id')
        .where('comments.authorId', '=', viewer.personId)
        .where('comments.deletedAt', 'is', null)
        .as('posts'),
    ])
    .where('stage.assignmentId', 'in', assignmentIds)
    .orderBy('stage.assignmentId')
    .orderBy('stage.seq')
    .execute()
