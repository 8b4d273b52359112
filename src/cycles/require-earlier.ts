import type { Db } from '../platform/db/schema.ts'
import type { CohortId, CycleId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'

/**
 * What a cycle goes on from is an earlier one of the same cohort. Numbers only grow and never change, so there can be no
 * circle, whoever else changes what at the same time.
 */
export async function requireEarlier(
  db: Db,
  { cohortId, seq }: { readonly cohortId: CohortId; readonly seq: number },
  previousId: CycleId,
): Promise<void> {
  const previous = await db
    .selectFrom('inquiryCycles')
    .select('seq')
    .where('id', '=', previousId)
    .where('cohortId', '=', cohortId)
    .executeTakeFirst()
  if (!previous) return notFound('cycle')
  if (previous.seq >= seq)
    conflict('cycle-not-earlier', 'A cycle can go on only from one that came before it.')
}
