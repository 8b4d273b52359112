import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PersonId } from '../platform/ids.ts'

/**
 * Takes out all that an erased person wrote in coaching, in the caller's transaction. What is kept of leavers in a cohort
 * is kept for those who go on talking there; a pair ends with either of the two, so nobody is left to read this.
 */
export async function forgetCoaching(db: Db, personId: PersonId): Promise<void> {
  await db.deleteFrom('coachingEntries').where('authorId', '=', personId).execute()
  await db.deleteFrom('coachingGoals').where('setBy', '=', personId).execute()
  await db.deleteFrom('coachingSteps').where('setBy', '=', personId).execute()
}

/** Entries about a purged clip stay their authors', without the clip; in the caller's transaction. */
export async function letClipGo(db: Db, clipId: ClipId): Promise<void> {
  await db.updateTable('coachingEntries').set({ clipId: null }).where('clipId', '=', clipId).execute()
}
