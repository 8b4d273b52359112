import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/**
 * Leaves only what no sealed first look keeps from the viewer: of `threads`, or of `comments` beside their `threads`.
 * What somebody wrote, and what is said about their own clip, is never kept from them.
 *
 * Every read of what others said in a stage stands on this, of a thread and of each comment in it (see decision 33).
 */
export const isUnsealed = (db: Db, viewer: Viewer, said: 'threads' | 'comments') =>
  sql<SqlBool>`(${sql.ref(`${said}.stageId`)} is null
    or ${sql.ref(`${said}.authorId`)} = ${viewer.personId}
    or ${sql.ref(`${said}.stageId`)} not in (${sealedStages(db, viewer).select('kept.id')})
    or exists (select from clips as owned where owned.id = threads.clip_id and owned.owner_id = ${viewer.personId}))`

/**
 * The stages in which others' words are kept from the viewer now: those from a sealed one onwards that is not closed and
 * in which they never wrote, deleted or not. Found once for a query, not for each row.
 */
export const sealedStages = (db: Db, viewer: Viewer) =>
  sealsOver(db, viewer)
    // `stage_windows` closes none later than its assignment is due: so the many that are over are not looked at.
    .where('assignments.dueAt', '>', sql<Date>`now()`)
    .where('seal.closesAt', '>', sql<Date>`now()`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('comments as own')
            .select('own.id')
            .whereRef('own.stageId', '=', 'seal.stageId')
            .where('own.authorId', '=', viewer.personId),
        ),
      ),
    )

/**
 * Each seal that the viewer ever stood before, with every stage that it is over: its own, and those behind it. Who runs
 * the cohort has none, and a stage that closes before it opens never seals anybody.
 */
export const sealsOver = (db: Db, { personId }: Viewer) =>
  db
    .selectFrom('memberships')
    .innerJoin('assignments', 'assignments.cohortId', 'memberships.cohortId')
    .innerJoin('stageWindows as seal', 'seal.assignmentId', 'assignments.id')
    .innerJoin('assignmentStages as kept', (join) =>
      join.onRef('kept.assignmentId', '=', 'seal.assignmentId').onRef('kept.seq', '>=', 'seal.seq'),
    )
    .where('memberships.personId', '=', personId)
    .where('memberships.leftAt', 'is', null)
    .where('memberships.part', '<>', 'facilitator')
    .where('seal.gate', '=', 'own post first')
    .whereRef('seal.opensAt', '<', 'seal.closesAt')
