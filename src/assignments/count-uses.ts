import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** How many assignments an exemplar is part of, in cohorts that its owner does not share the clip with. */
export async function countUses(db: Db, clipId: ClipId): Promise<number> {
  const { uses } = await db
    .selectFrom('assignmentClips')
    .innerJoin('assignments', 'assignments.id', 'assignmentClips.assignmentId')
    .select(sql<number>`count(distinct assignments.id)::integer`.as('uses'))
    .where('assignmentClips.clipId', '=', clipId)
    .where('assignments.cancelledAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('clipGrants')
            .select('clipGrants.id')
            .whereRef('clipGrants.clipId', '=', 'assignmentClips.clipId')
            .whereRef('clipGrants.cohortId', '=', 'assignments.cohortId')
            .where('clipGrants.revokedAt', 'is', null),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return uses
}
