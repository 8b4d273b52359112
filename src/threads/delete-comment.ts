import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CommentId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize } from '../platform/problems.ts'
import { dropResponses } from './drop-responses.ts'
import { findComment } from './find-thread.ts'
import { isAuthor } from './policy.ts'

/** Takes one's own words out for good; where others answered them, their place stays. */
export async function deleteComment(db: Db, viewer: Viewer, commentId: CommentId): Promise<void> {
  const comment = await findComment(db, viewer, commentId)
  authorize(isAuthor(viewer.personId, comment), 'Only the person who wrote this can delete it.')
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('comments')
      .set({ body: null, deletedAt: sql<Date>`now()` })
      .where('id', '=', commentId)
      .where('deletedAt', 'is', null)
      .execute()
    await dropResponses(trx, sql<boolean>`comments.id = ${commentId}`)
    await announce(trx, { clipId: comment.clipId, what: 'talk', cohortId: comment.cohortId, commentId })
  })
}
