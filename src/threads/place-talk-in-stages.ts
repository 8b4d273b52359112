import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId } from '../platform/ids.ts'

/**
 * Puts made-up talk into the stages of the assignments that its clips were looked at in, in the caller's transaction: into the
 * first that asks for its kind, else into the last.
 */
export async function placeTalkInStages(db: Db, organisationId: OrganisationId): Promise<void> {
  await sql`
    update threads set stage_id = (
      select s.id from assignment_stages s where s.assignment_id = a.id
      order by threads.kind = any(s.kinds) desc, case when threads.kind = any(s.kinds) then s.seq else -s.seq end
      limit 1)
    from assignments a join assignment_clips c on c.assignment_id = a.id
    where c.clip_id = threads.clip_id and a.cohort_id = threads.cohort_id
      and a.organisation_id = ${organisationId} and threads.organisation_id = ${organisationId}`.execute(db)
  await sql`
    update comments set stage_id = threads.stage_id from threads
    where threads.id = comments.thread_id and threads.stage_id is not null
      and comments.organisation_id = ${organisationId} and threads.organisation_id = ${organisationId}`.execute(
    db,
  )
}
