import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { visibleThreads } from '../threads/find-thread.ts'
import { isUnsealed } from '../threads/is-unsealed.ts'
import { mayBeNew, openings, readableAt } from '../threads/since-when.ts'
import type { What } from './kinds.ts'
import type { NoticeSource } from './notice-source.ts'

/**
 * What others said that the viewer can read now. Nobody is called to a clip that is paused or taken back, its owner
 * included.
 */
const readableWords = (db: Db, viewer: Viewer, since: Date) =>
  visibleThreads(db, viewer)
    .innerJoin(openings(db, viewer, since).as('opened'), (join) => join.onTrue())
    .innerJoin('comments', 'comments.threadId', 'threads.id')
    // An answer may be sealed in a thread that is not.
    .where(isUnsealed(db, viewer, 'comments'))
    .where('comments.authorId', '<>', viewer.personId)
    .where('comments.deletedAt', 'is', null)
    .where(
      sql<SqlBool>`not exists (select from clip_withdrawals where clip_withdrawals.clip_id = threads.clip_id)`,
    )
    .where(
      sql<SqlBool>`not exists (select from clip_pauses
        where clip_pauses.clip_id = threads.clip_id and clip_pauses.resolved_at is null)`,
    )

/** Somebody may be mentioned in what was said long ago. */
export const mentionRows = (db: Db, viewer: Viewer, since: Date): NoticeSource => {
  const at = sql<Date>`greatest(mentions.mentioned_at, ${readableAt(viewer)})`
  return readableWords(db, viewer, since)
    .innerJoin('mentions', 'mentions.commentId', 'comments.id')
    .select([sql<What>`'mention'`.as('what'), at.as('at'), 'comments.id as aboutId'])
    .select(['threads.cohortId', 'comments.authorId as whoId'])
    .where('mentions.personId', '=', viewer.personId)
    .where(at, '>', since)
}

/**
 * Of each conversation that is the viewer's (begun by them, spoken in, or about their clip) the newest words of others:
 * one notice, however much is said. A mention is told as what it is.
 */
export const talkRows = (db: Db, viewer: Viewer, since: Date): NoticeSource => {
  const at = readableAt(viewer)
  return db
    .selectFrom(
      readableWords(db, viewer, since)
        .distinctOn('threads.id')
        .select('threads.id')
        .select(sql<What>`case when comments.opens_thread then 'thread' else 'reply' end`.as('what'))
        .select([at.as('at'), 'comments.id as aboutId', 'threads.cohortId'])
        .select('comments.authorId as whoId')
        .where(mayBeNew(sql`${since}::timestamptz`))
        .where(at, '>', since)
        .where('threads.id', 'in', (eb) =>
          eb
            .selectFrom('comments as said')
            .select('said.threadId as id')
            .where('said.authorId', '=', viewer.personId)
            .where('said.deletedAt', 'is', null)
            .union(
              eb
                .selectFrom('threads as about')
                .innerJoin('clips as own', 'own.id', 'about.clipId')
                .select('about.id')
                .where('own.ownerId', '=', viewer.personId),
            ),
        )
        .where(
          sql<SqlBool>`not exists (select from mentions
            where mentions.comment_id = comments.id and mentions.person_id = ${viewer.personId})`,
        )
        .orderBy('threads.id')
        .orderBy(at, 'desc')
        .orderBy('comments.createdAt', 'desc')
        .orderBy('comments.id', 'desc')
        .as('newest'),
    )
    .select(['newest.what', 'newest.at', 'newest.aboutId', 'newest.cohortId', 'newest.whoId'])
}
