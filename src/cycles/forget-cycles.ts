import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PersonId } from '../platform/ids.ts'

/** What stands in the place of a question that was taken back with its author. */
const forgotten = '—'

/** Takes a person's words out of cycles, in the caller's transaction; the cycles are their cohort's and stay. */
export async function forgetCycleWords(db: Db, personId: PersonId): Promise<void> {
  await db
    .updateTable('inquiryCycles')
    .set({ question: forgotten, practice: null })
    .where('askedBy', '=', personId)
    .execute()
  await db.updateTable('inquiryCycles').set({ changed: null }).where('changedSaidBy', '=', personId).execute()
  await db.updateTable('inquiryCycles').set({ learned: null }).where('learnedSaidBy', '=', personId).execute()
}

/** A clip that was purged is compared with nothing any more. In the caller's transaction. */
export async function forgetComparedClip(db: Db, clipId: ClipId): Promise<void> {
  await db
    .updateTable('inquiryCycles')
    .set({ firstClipId: null, firstFromMs: 0 })
    .where('firstClipId', '=', clipId)
    .execute()
  await db
    .updateTable('inquiryCycles')
    .set({ secondClipId: null, secondFromMs: 0 })
    .where('secondClipId', '=', clipId)
    .execute()
}
