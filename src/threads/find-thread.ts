import { sql } from 'kysely'
import { visibleClips } from '../clips/find-clip.ts'
import { grantsInReach } from '../clips/find-grants.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CommentId, ThreadId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'

/**
 * Every read of talk starts here: threads about clips within reach, in the cohorts the viewer is in and the clip is
 * shared with now. The clip's owner reads what every cohort said about it; no cohort reads another's.
 */
export const visibleThreads = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('threads')
    .innerJoin(visibleClips(db, viewer).select(['clips.id', 'clips.ownerId']).as('reach'), (join) =>
      join.onRef('reach.id', '=', 'threads.clipId'),
    )
    .where(({ eb, or, exists }) =>
      or([
        eb('reach.ownerId', '=', viewer.personId),
        exists(
          grantsInReach(db, viewer)
            .select('clipGrants.id')
            .whereRef('clipGrants.clipId', '=', sql.ref('threads.clipId'))
            .whereRef('clipGrants.cohortId', '=', sql.ref('threads.cohortId')),
        ),
      ]),
    )

export const findThread = async (db: Db, viewer: Viewer, id: ThreadId) =>
  (await visibleThreads(db, viewer)
    .select(['threads.id', 'threads.clipId', 'threads.cohortId', 'threads.authorId', 'reach.ownerId'])
    .where('threads.id', '=', id)
    .executeTakeFirst()) ?? notFound('thread')

/** A comment of a thread within reach. One that its author deleted is gone. */
export const findComment = async (db: Db, viewer: Viewer, id: CommentId) =>
  (await visibleThreads(db, viewer)
    .innerJoin('comments', 'comments.threadId', 'threads.id')
    .select(['comments.id', 'comments.authorId', 'comments.threadId', 'threads.clipId', 'threads.cohortId'])
    .where('comments.id', '=', id)
    .where('comments.deletedAt', 'is', null)
    .executeTakeFirst()) ?? notFound('comment')
