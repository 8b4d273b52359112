import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../platform/ids.ts'
import type { Role } from './roles.ts'

interface RoleOf {
  readonly personId: PersonId
  readonly role: Role
}

/** Gives many people their roles, in the caller's transaction. Whoever has one keeps it as it is. */
export async function writeManyRoles(
  db: Db,
  organisationId: OrganisationId,
  grants: readonly RoleOf[],
  grantedBy: PersonId | null,
): Promise<void> {
  for (const piece of inPieces(grants)) {
    await db
      .insertInto('roleGrants')
      .values(piece.map((grant) => ({ organisationId, grantedBy, ...grant })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
