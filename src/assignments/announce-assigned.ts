import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, CohortId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'

/** Tells those who have one of its clips open that whose turn it is may have changed, in the caller's transaction. */
export async function announceAssigned(
  db: Db,
  { id, cohortId }: { readonly id: AssignmentId; readonly cohortId: CohortId },
): Promise<void> {
  const clips = await db
    .selectFrom('assignmentClips')
    .select('clipId')
    .where('assignmentId', '=', id)
    .orderBy('clipId')
    .execute()
  for (const { clipId } of clips) await announce(db, { clipId, what: 'stages', cohortId })
}
