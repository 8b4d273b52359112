import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId } from '../platform/ids.ts'

/** How many cohorts talked about an exemplar among themselves. Nothing of what they said, and not which they are. */
export async function countStudies(db: Db, exemplarId: ExemplarId): Promise<number> {
  const { studies } = await db
    .selectFrom('threads')
    .innerJoin('comments', 'comments.threadId', 'threads.id')
    .select(sql<number>`count(distinct threads.cohort_id)::integer`.as('studies'))
    .where('threads.exemplarId', '=', exemplarId)
    .where('comments.deletedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return studies
}
