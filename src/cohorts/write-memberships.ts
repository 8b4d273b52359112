import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, OrganisationId, PersonId } from '../platform/ids.ts'
import type { Part } from './parts.ts'

export interface NewMembership {
  readonly cohortId: CohortId
  readonly personId: PersonId
  readonly part: Part
}

/** Lets many people join cohorts at once, in the caller's transaction. Whoever is in one keeps their part. */
export async function writeMemberships(
  db: Db,
  organisationId: OrganisationId,
  memberships: readonly NewMembership[],
): Promise<void> {
  for (const piece of inPieces(memberships)) {
    await db
      .insertInto('memberships')
      .values(piece.map((membership) => ({ organisationId, ...membership })))
      .onConflict((conflict) =>
        conflict.columns(['personId', 'cohortId']).where('leftAt', 'is', null).doNothing(),
      )
      .execute()
  }
}
