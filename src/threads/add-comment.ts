import { refusePurged } from '../clips/still-stands.ts'
import { holdPeople } from '../identity/hold-people.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ThreadId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, conflict } from '../platform/problems.ts'
import { findShownComment } from './find-shown-comment.ts'
import { findStanding } from './find-standing.ts'
import { findThread } from './find-thread.ts'
import { mayComment } from './policy.ts'
import { sayOnce } from './say-once.ts'
import type { AddComment, Comment } from './schemas.ts'
import { takeStage } from './take-stage.ts'
import { writeComment } from './write-comment.ts'
import { writeMentions } from './write-mentions.ts'

/** Answers in a thread. The same `clientKey` again answers the comment that stands. */
export async function addComment(
  db: Db,
  viewer: Viewer,
  threadId: ThreadId,
  { body, mentions = [], clientKey, stageId: wanted }: AddComment,
): Promise<Comment> {
  const { clipId, cohortId, ownerId, stageId: answersIn } = await findThread(db, viewer, threadId)
  const standing = await findStanding(db, viewer, { id: clipId, ownerId }, cohortId)
  const { commentId } = await sayOnce(db, viewer, clientKey, { threadId }, () => {
    if (!standing.isShared) {
      conflict(
        'not-shared',
        'The clip is no longer shared with this cohort, so nobody there would read this.',
      )
    }
    authorize(mayComment(standing), 'The clip was shared with this cohort to watch, not to comment on.')
    return db.transaction().execute(async (trx) => {
      await holdPeople(trx, [viewer.personId, ...mentions])
      await refusePurged(trx, clipId)
      const stageId = await takeStage(trx, viewer, { clipId, cohortId, standing }, { answersIn }, wanted)
      const said = { threadId, body, clientKey, opensThread: false, stageId }
      const id = await writeComment(trx, viewer, said)
      await writeMentions(trx, { id, cohortId }, mentions)
      await announce(trx, { clipId, what: 'talk', cohortId, commentId: id })
      return { commentId: id, threadId }
    })
  })
  return findShownComment(db, viewer, commentId)
}
