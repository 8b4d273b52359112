import type { Db } from '../platform/db/schema.ts'
import type { TermId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import type { FoundExemplar } from './find-exemplar.ts'

/**
 * Says what an exemplar is about, in the caller's transaction, which holds it. Retired terms stay where they were given,
 * and are given anew to nothing. Whoever renames or retires one of them waits, or was here before.
 */
export async function tagExemplar(
  trx: Db,
  { organisationId, id: exemplarId }: Pick<FoundExemplar, 'organisationId' | 'id'>,
  termIds: readonly TermId[],
): Promise<void> {
  const before = await trx
    .selectFrom('exemplarTags')
    .select('termId')
    .where('exemplarId', '=', exemplarId)
    .execute()
  const given = new Set(before.map(({ termId }) => termId))
  const added = termIds.filter((termId) => !given.has(termId))
  if (added.length > 0) {
    const terms = await trx
      .selectFrom('terms')
      .select(['id', 'retiredAt'])
      .where('organisationId', '=', organisationId)
      .where('id', 'in', added)
      .orderBy('id')
      .forShare()
      .execute()
    if (terms.length < added.length) notFound('term')
    if (terms.some(({ retiredAt }) => retiredAt)) {
      conflict('term-retired', 'One of these terms is not used any more. Please choose another one.')
    }
  }
  await trx
    .deleteFrom('exemplarTags')
    .where('exemplarId', '=', exemplarId)
    .$if(termIds.length > 0, (query) => query.where('termId', 'not in', termIds))
    .execute()
  if (added.length === 0) return
  await trx
    .insertInto('exemplarTags')
    .values(added.map((termId) => ({ organisationId, exemplarId, termId })))
    .execute()
}
