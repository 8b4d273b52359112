import type { Db } from '../platform/db/schema.ts'
import type { CohortId, ExemplarId, PersonId } from '../platform/ids.ts'
import type { Thanks } from './schemas.ts'

/** What cohorts said to the owner of an exemplar, the newest first; or what one person said for one. */
export async function findThanks(
  db: Db,
  id: ExemplarId,
  from?: { readonly cohortId: CohortId; readonly authorId: PersonId },
): Promise<Thanks[]> {
  const rows = await db
    .selectFrom('exemplarThanks')
    .innerJoin('cohorts', 'cohorts.id', 'exemplarThanks.cohortId')
    .innerJoin('people', 'people.id', 'exemplarThanks.authorId')
    .select(['exemplarThanks.id', 'exemplarThanks.body', 'exemplarThanks.sentAt'])
    .select(['cohorts.name as cohort', 'people.id as authorId', 'people.name as author'])
    .where('exemplarThanks.exemplarId', '=', id)
    .$if(from !== undefined, (query) =>
      query
        .where('exemplarThanks.cohortId', '=', from?.cohortId as CohortId)
        .where('exemplarThanks.authorId', '=', from?.authorId as PersonId),
    )
    .orderBy('exemplarThanks.sentAt', 'desc')
    .orderBy('exemplarThanks.id', 'desc')
    .execute()
  return rows.map(({ authorId, author, sentAt, ...thanks }) => ({
    ...thanks,
    by: { id: authorId, name: author },
    sentAt: sentAt.toISOString(),
  }))
}
