import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, OrganisationId } from '../platform/ids.ts'

interface NewCohort {
  readonly id: CohortId
  readonly name: string
  readonly focus?: string | null
}

/** Makes many cohorts at once, still without members, in the caller's transaction. */
export async function writeCohorts(
  db: Db,
  organisationId: OrganisationId,
  cohorts: readonly NewCohort[],
): Promise<void> {
  for (const piece of inPieces(cohorts)) {
    await db
      .insertInto('cohorts')
      .values(piece.map(({ id, name, focus = null }) => ({ organisationId, id, name, focus })))
      .execute()
  }
}
