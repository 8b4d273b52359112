import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { dropResponses } from './drop-responses.ts'

/**
 * Takes out what was said about a purged clip, the notes people kept on it and who had read it, in the caller's transaction. Of the talk
 * only empty places are left. Answers how much there was.
 */
export async function eraseTalk(db: Db, clipId: ClipId): Promise<{ comments: number; notes: number }> {
  const comments = await db
    .updateTable('comments')
    .set({ body: null, deletedAt: sql<Date>`now()` })
    .where('threadId', 'in', (eb) =>
      eb.selectFrom('threads').select('threads.id').where('threads.clipId', '=', clipId),
    )
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  const threadIds = db.selectFrom('threads').select('threads.id').where('threads.clipId', '=', clipId)
  await dropResponses(db, sql<boolean>`comments.thread_id in (${threadIds})`)
  await db.deleteFrom('bringings').where('threadId', 'in', threadIds).execute()
  // Not counted: the owner reads the certificate, and who had read is none of theirs.
  await db.deleteFrom('readings').where('clipId', '=', clipId).execute()
  const notes = await db.deleteFrom('notes').where('clipId', '=', clipId).executeTakeFirst()
  return { comments: Number(comments.numUpdatedRows), notes: Number(notes.numDeletedRows) }
}

/** Takes the empty places out too, once nothing else is left of the clip, in the caller's transaction. */
export async function dropTalk(db: Db, clipId: ClipId): Promise<void> {
  for (const table of ['comments', 'threadResolutions'] as const) {
    await db
      .deleteFrom(table)
      .where('threadId', 'in', (eb) =>
        eb.selectFrom('threads').select('threads.id').where('threads.clipId', '=', clipId),
      )
      .execute()
  }
  for (const table of ['notes', 'readings'] as const) {
    await db.deleteFrom(table).where('clipId', '=', clipId).execute()
  }
  await db.deleteFrom('threads').where('clipId', '=', clipId).execute()
}
