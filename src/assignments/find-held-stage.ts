import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, StageId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'

/** A stage of a held assignment, with where it is at this moment. */
export const findHeldStage = async (db: Db, assignmentId: AssignmentId, stageId: StageId) =>
  (await db
    .selectFrom('stageWindows')
    .select(['stageId', 'gate'])
    .select([
      sql<boolean>`opens_at <= clock_timestamp()`.as('hasOpened'),
      sql<boolean>`closes_at <= clock_timestamp()`.as('hasClosed'),
    ])
    .where('stageId', '=', stageId)
    .where('assignmentId', '=', assignmentId)
    .executeTakeFirst()) ?? notFound('stage')
