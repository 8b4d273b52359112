import { sql } from 'kysely'
import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CommentId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, notFound } from '../platform/problems.ts'
import { findShownComment } from './find-shown-comment.ts'
import { findComment } from './find-thread.ts'
import { isAuthor } from './policy.ts'
import type { Comment, EditComment } from './schemas.ts'
import { writeMentions } from './write-mentions.ts'

/** Changes one's own words, and marks them as edited. The words that stood there are kept nowhere. */
export async function editComment(
  db: Db,
  viewer: Viewer,
  commentId: CommentId,
  { body, mentions }: EditComment,
): Promise<Comment> {
  const comment = await findComment(db, viewer, commentId)
  authorize(isAuthor(viewer.personId, comment), 'Only the person who wrote this can change it.')
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, comment.clipId)
    const edited = await trx
      .updateTable('comments')
      .set({ body, editedAt: sql<Date>`now()` })
      .where('id', '=', commentId)
      .where('deletedAt', 'is', null)
      .executeTakeFirst()
    if (edited.numUpdatedRows === 0n) notFound('comment')
    if (mentions) await writeMentions(trx, comment, mentions)
    await announce(trx, { clipId: comment.clipId, what: 'talk', cohortId: comment.cohortId, commentId })
  })
  return findShownComment(db, viewer, commentId)
}
