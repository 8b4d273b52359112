import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'

/**
 * Deletes a person's notes, and what they said too unless it is to be kept, in the caller's transaction. Where others
 * answered them, their place stays.
 */
export async function forgetAuthor(db: Db, authorId: PersonId, words: 'keep' | 'remove'): Promise<void> {
  await db.deleteFrom('notes').where('authorId', '=', authorId).execute()
  const places = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.threadId')
    .select(['threads.clipId', 'threads.cohortId'])
    .distinct()
    .where('comments.authorId', '=', authorId)
    .execute()
  if (words === 'remove') {
    await db
      .updateTable('comments')
      .set({ body: null, deletedAt: sql<Date>`now()` })
      .where('authorId', '=', authorId)
      .where('deletedAt', 'is', null)
      .execute()
  }
  // Kept words are shown under another name from now on.
  for (const place of places) await announce(db, { ...place, what: 'talk' })
}
