import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId, ThreadId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { dropResponses } from './drop-responses.ts'
import { forgetResponses } from './forget-responses.ts'

/**
 * Deletes a person's notes, readings, thanks and the like, and what they said too unless it is to be kept, in the caller's transaction. Where others
 * answered them, their place stays.
 */
export async function forgetAuthor(db: Db, authorId: PersonId, words: 'keep' | 'remove'): Promise<void> {
  await db.deleteFrom('notes').where('authorId', '=', authorId).execute()
  await db.deleteFrom('readings').where('personId', '=', authorId).execute()
  await forgetResponses(db, authorId)
  const places = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.threadId')
    .select(['threads.clipId', 'threads.cohortId'])
    // What is said of an exemplar is announced thread by thread, as not everybody who hears of the clip reads it.
    .select(
      sql<ThreadId | null>`case when threads.exemplar_id is not null then threads.id end`.as('threadId'),
    )
    .distinct()
    .where('comments.authorId', '=', authorId)
    .execute()
  if (words === 'remove') {
    await dropResponses(db, sql<boolean>`comments.author_id = ${authorId}`)
    await db
      .updateTable('comments')
      .set({ body: null, deletedAt: sql<Date>`now()` })
      .where('authorId', '=', authorId)
      .where('deletedAt', 'is', null)
      .execute()
  }
  // Kept words are shown under another name from now on.
  for (const { threadId, ...place } of places) {
    await announce(db, { ...place, what: 'talk', ...(threadId && { threadId }) })
  }
}
