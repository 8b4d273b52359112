import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** Takes a purged clip out of every assignment, in the caller's transaction. */
export const eraseAssigned = (db: Db, clipId: ClipId) =>
  db.deleteFrom('assignmentClips').where('clipId', '=', clipId).execute()
