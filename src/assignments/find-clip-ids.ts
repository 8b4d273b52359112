import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, ClipId } from '../platform/ids.ts'

/** The clips of an assignment in their order, in reach or not. */
export async function findClipIds(db: Db, assignmentId: AssignmentId): Promise<ClipId[]> {
  const rows = await db
    .selectFrom('assignmentClips')
    .select('clipId')
    .where('assignmentId', '=', assignmentId)
    .orderBy('position')
    .execute()
  return rows.map(({ clipId }) => clipId)
}
