import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { Change } from '../platform/live/changes.ts'
import { sealsOn } from './find-seals.ts'
import { visibleThreads } from './find-thread.ts'
import { isUnsealed } from './is-unsealed.ts'

/**
 * Whether somebody may be told that talk about a clip changed: only where they read it. What a seal keeps from them, and
 * the owner what a cohort says while it studies an exemplar of theirs, they do not even learn of. Of a change that does
 * not say what of the talk it is, they are told once no seal of theirs is left there.
 */
export async function hearsTalk(db: Db, viewer: Viewer, change: Change): Promise<boolean> {
  const { clipId, cohortId, threadId, commentId } = change
  const read = visibleThreads(db, viewer)
    .select('threads.id')
    .where('threads.clipId', '=', clipId)
    .$if(cohortId !== undefined, (query) => query.where('threads.cohortId', '=', cohortId ?? ('' as never)))
    .limit(1)
  if (threadId === undefined && commentId === undefined) {
    const seal = await sealsOn(db, viewer, clipId)
      .select('seal.stageId')
      .$if(cohortId !== undefined, (query) =>
        query.where('assignments.cohortId', '=', cohortId ?? ('' as never)),
      )
      .limit(1)
      .executeTakeFirst()
    return seal === undefined && (await read.executeTakeFirst()) !== undefined
  }
  const heard =
    commentId === undefined
      ? read.where('threads.id', '=', threadId ?? ('' as never))
      : read
          .innerJoin('comments', 'comments.threadId', 'threads.id')
          .where('comments.id', '=', commentId)
          .where(isUnsealed(db, viewer, 'comments'))
  return (await heard.executeTakeFirst()) !== undefined
}
