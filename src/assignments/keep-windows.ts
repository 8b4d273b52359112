import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId } from '../platform/ids.ts'

/**
 * What has opened stays open since when it did, and what has closed stays closed, though its assignment gets other times:
 * a stage that was sealed and then seen by all is not sealed again. In the caller's transaction, before the times change.
 */
export async function keepWindows(db: Db, assignmentId: AssignmentId): Promise<void> {
  await sql`
    update assignment_stages as stage set
      opened_at = case when shown.opens_at <= clock_timestamp() then shown.opens_at else stage.opened_at end,
      closed_at = case when shown.closes_at <= clock_timestamp() then shown.closes_at else stage.closed_at end
    from stage_windows as shown
    where shown.stage_id = stage.id and stage.assignment_id = ${assignmentId}`.execute(db)
}
