import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CommentId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { conflict, notFound } from '../platform/problems.ts'
import { findComment } from './find-thread.ts'
import { isAuthor } from './policy.ts'

/** Thanks somebody for their words, which only they are shown. Twice is once. */
export async function thankComment(db: Db, viewer: Viewer, commentId: CommentId): Promise<void> {
  const comment = await findComment(db, viewer, commentId)
  if (isAuthor(viewer.personId, comment)) {
    conflict('own-words', 'These are your own words. Thanks for them come from others.')
  }
  const { clipId, cohortId } = comment
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, clipId)
    // Locked: who deletes it just now would leave thanks for nothing.
    const stands = await trx
      .selectFrom('comments')
      .select('id')
      .where('id', '=', commentId)
      .where('deletedAt', 'is', null)
      .forShare()
      .executeTakeFirst()
    if (!stands) notFound('comment')
    const { organisationId, personId } = viewer
    const thanked = await trx
      .insertInto('thanks')
      .values({ organisationId, commentId, personId })
      .onConflict((before) => before.columns(['commentId', 'personId']).doNothing())
      .executeTakeFirst()
    if (thanked.numInsertedOrUpdatedRows !== 0n)
      await announce(trx, { clipId, what: 'talk', cohortId, commentId })
  })
}
