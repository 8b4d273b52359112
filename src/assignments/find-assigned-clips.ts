import { type SqlBool, sql } from 'kysely'
import { audiencesInReach } from '../clips/find-audiences.ts'
import { findPosterUrls } from '../clips/find-poster-urls.ts'
import { showOwners } from '../clips/show-owners.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'
import { clipsHere } from './clips-here.ts'
import type { AssignedClip } from './schemas.ts'

/**
 * The clips of assignments, in order, as far as they are in the cohort's hands now. All others are as if they had never
 * been part of it.
 */
export async function findAssignedClips(
  db: Db,
  viewer: Viewer,
  assignmentIds: readonly AssignmentId[],
): Promise<Map<AssignmentId, AssignedClip[]>> {
  if (assignmentIds.length === 0) return new Map()
  // As an array: as a join PostgreSQL looks at every exemplar in reach.
  const exemplars = audiencesInReach(db, viewer).where(
    sql<SqlBool>`clip_audiences.clip_id = any(array(${db
      .selectFrom('assignmentClips as asked')
      .select('asked.clipId')
      .where('asked.assignmentId', 'in', assignmentIds)}))`,
  )
  const rows = await clipsHere(db, viewer, exemplars)
    .innerJoin('assignmentClips', 'assignmentClips.clipId', 'reach.id')
    .innerJoin('assignments', (join) =>
      join
        .onRef('assignments.id', '=', 'assignmentClips.assignmentId')
        .onRef('assignments.cohortId', '=', 'shared.cohortId'),
    )
    .select(['assignmentClips.assignmentId', 'assignmentClips.position'])
    .select(['reach.id', 'reach.title', 'reach.durationMs'])
    .where('assignmentClips.assignmentId', 'in', assignmentIds)
    .orderBy('assignmentClips.position')
    .execute()
  const ids = rows.map(({ id }) => id)
  const [posters, owners] = [await findPosterUrls(db, ids), await showOwners(db, viewer, ids)]
  const byAssignment = Map.groupBy(rows, ({ assignmentId }) => assignmentId)
  return new Map(
    [...byAssignment].map(([assignmentId, clips]) => [
      assignmentId,
      clips.map(({ id, position, title, durationMs }) => ({
        ...{ id, position, title, durationMs },
        owner: owners.get(id) ?? null,
        posterUrl: posters.get(id) ?? null,
      })),
    ]),
  )
}
