import { sql } from 'kysely'
import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'

export interface Rates {
  readonly evaluatorId: PersonId
  readonly evaluateeId: PersonId
}

/**
 * Notes who rates whom for employment, and takes back what only a roster had noted, in the caller's transaction. What
 * somebody set by hand stays. It changes what the evaluators may watch, so theirs looks again.
 */
export async function writeEvaluators(
  db: Db,
  organisationId: OrganisationId,
  {
    noted,
    dropped = [],
    source = 'roster',
  }: { noted: readonly Rates[]; dropped?: readonly Rates[]; source?: 'roster' | 'set' },
): Promise<void> {
  for (const piece of inPieces(noted)) {
    await db
      .insertInto('evaluators')
      .values(piece.map((rates) => ({ organisationId, source, ...rates })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  for (const piece of inPieces(dropped)) {
    await db
      .deleteFrom('evaluators')
      .where('organisationId', '=', organisationId)
      .where('source', '=', 'roster')
      .where(
        sql<boolean>`(evaluator_id, evaluatee_id) in (select * from unnest(
          ${piece.map(({ evaluatorId }) => evaluatorId)}::uuid[], ${piece.map(({ evaluateeId }) => evaluateeId)}::uuid[]))`,
      )
      .execute()
  }
  for (const id of new Set([...noted, ...dropped].map(({ evaluatorId }) => evaluatorId))) {
    await announceReach(db, id)
  }
}
