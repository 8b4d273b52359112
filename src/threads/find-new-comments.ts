import { sql } from 'kysely'
import { isPaused } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { isRead, talkedOf } from './find-thread.ts'
import { isUnsealed } from './is-unsealed.ts'
import { mayBeNew, openings, readableAt } from './since-when.ts'

const readUntil = sql<Date>`coalesce(readings.read_until, '-infinity')`

/**
 * Somebody else said it, it stands, and the viewer has not read so far: what a seal kept from them is new from when it
 * opened. Needs the viewer's own `readings` and `openings` joined.
 */
export const isNew = (viewer: Viewer) =>
  sql<boolean>`(comments.author_id <> ${viewer.personId} and comments.deleted_at is null
    and ${readableAt(viewer)} >= ${readUntil})`

/**
 * Every count of what is new starts here: comments within the viewer's reach that are new to them. Nothing is new about a
 * clip that is paused or taken back, which is no time to call anybody to it, its owner included.
 */
export const newComments = (db: Db, viewer: Viewer) =>
  db
    // Found first, and once: as one join PostgreSQL goes through the threads of the whole organisation.
    .with(
      (cte) => cte('reach').materialized(),
      () =>
        talkedOf(db, viewer)
          .select(['clips.id', 'clips.ownerId'])
          .where('clipWithdrawals.clipId', 'is', null)
          .where(({ not }) => not(isPaused)),
    )
    .selectFrom('reach')
    .innerJoin('threads', 'threads.clipId', 'reach.id')
    .leftJoin('readings', (join) =>
      join.onRef('readings.clipId', '=', 'threads.clipId').on('readings.personId', '=', viewer.personId),
    )
    .innerJoin(openings(db, viewer).as('opened'), (join) => join.onTrue())
    .innerJoin('comments', 'comments.threadId', 'threads.id')
    .where(mayBeNew(readUntil))
    .where(isRead(db, viewer))
    .where(isUnsealed(db, viewer, 'comments'))
    .where(isNew(viewer))
