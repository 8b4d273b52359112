import { type SqlBool, sql } from 'kysely'
import { audiencesInReach } from '../clips/find-audiences.ts'
import { visibleClips } from '../clips/find-clip.ts'
import { grantsInReach } from '../clips/find-grants.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CommentId, ThreadId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { isUnsealed } from './is-unsealed.ts'

/**
 * Every read of talk starts here: threads about clips within reach, in the cohorts the viewer is in and the clip is
 * shared with now, which no sealed first look keeps from them. The clip's owner reads what every cohort said about it that
 * they shared it with; no cohort reads another's, and nobody but its own members what a cohort says about an exemplar. Of
 * its comments each has to be asked for besides: a seal may keep an answer alone.
 */
export const visibleThreads = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('threads')
    .innerJoin(talkedOf(db, viewer).select(['clips.id', 'clips.ownerId']).as('reach'), (join) =>
      join.onRef('reach.id', '=', 'threads.clipId'),
    )
    .where(isRead(db, viewer))

/** Clips within reach that the viewer's cohorts talk about: of exemplars, those that one of them studies. */
export const talkedOf = (db: Db, viewer: Viewer) => visibleClips(db, viewer, studiedOf(db, viewer))

/**
 * The audiences through which the viewer sees exemplars that one of their cohorts studies. These few are looked up first, as
 * an array: as a join PostgreSQL looks at every exemplar in reach, and takes longer to plan that than to read.
 */
const studiedOf = (db: Db, viewer: Viewer) =>
  audiencesInReach(db, viewer).where(
    sql<SqlBool>`clip_audiences.clip_id = any(array(${db
      .selectFrom('threads as studied')
      .innerJoin('memberships as mine', 'mine.cohortId', 'studied.cohortId')
      .select('studied.clipId')
      .where('mine.personId', '=', viewer.personId)
      .where('mine.leftAt', 'is', null)
      .where('studied.exemplarId', 'is not', null)}))`,
  )

/**
 * Of a thread about a clip of `reach`: the viewer owns that and shared it with the cohort that talks, or is in the thread's
 * cohort, sees the clip through it or as an exemplar, and the thread is not sealed. What a cohort said while it studied an
 * exemplar stays kept from its owner, also where they are in that cohort and share the clip with it later.
 */
export const isRead = (db: Db, viewer: Viewer) => {
  const here = grantsInReach(db, viewer)
    .select('clipGrants.id')
    .whereRef('clipGrants.clipId', '=', sql.ref('threads.clipId'))
    .whereRef('clipGrants.cohortId', '=', sql.ref('threads.cohortId'))
  const mine = db
    .selectFrom('memberships')
    .select('memberships.cohortId')
    .where('memberships.personId', '=', viewer.personId)
    .where('memberships.leftAt', 'is', null)
  const published = studiedOf(db, viewer).select('clipAudiences.clipId')
  return sql<SqlBool>`(case when reach.owner_id = ${viewer.personId} then threads.exemplar_id is null
    else ${isUnsealed(db, viewer, 'threads')} and (exists (${here})
      or (threads.exemplar_id is not null and threads.cohort_id in (${mine}) and threads.clip_id in (${published}))) end)`
}

export const findThread = async (db: Db, viewer: Viewer, id: ThreadId) =>
  (await visibleThreads(db, viewer)
    .select(['threads.id', 'threads.clipId', 'threads.cohortId', 'threads.authorId', 'reach.ownerId'])
    .select('threads.stageId')
    .where('threads.id', '=', id)
    .executeTakeFirst()) ?? notFound('thread')

/** A comment of a thread within reach. One that its author deleted is gone. */
export const findComment = async (db: Db, viewer: Viewer, id: CommentId) =>
  (await visibleThreads(db, viewer)
    .innerJoin('comments', 'comments.threadId', 'threads.id')
    .select(['comments.id', 'comments.authorId', 'comments.threadId', 'threads.clipId', 'threads.cohortId'])
    .where('comments.id', '=', id)
    .where(isUnsealed(db, viewer, 'comments'))
    .where('comments.deletedAt', 'is', null)
    .executeTakeFirst()) ?? notFound('comment')
