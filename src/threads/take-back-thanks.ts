import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CommentId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { findComment } from './find-thread.ts'

/** Takes one's thanks back. Twice is once. */
export async function takeBackThanks(db: Db, viewer: Viewer, commentId: CommentId): Promise<void> {
  const { clipId, cohortId } = await findComment(db, viewer, commentId)
  await db.transaction().execute(async (trx) => {
    const taken = await trx
      .deleteFrom('thanks')
      .where('commentId', '=', commentId)
      .where('personId', '=', viewer.personId)
      .executeTakeFirst()
    if (taken.numDeletedRows !== 0n) await announce(trx, { clipId, what: 'talk', cohortId, commentId })
  })
}
