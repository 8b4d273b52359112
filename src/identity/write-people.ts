import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId, SiteId } from '../platform/ids.ts'
import type { Role } from './roles.ts'
import { writeManyRoles } from './write-many-roles.ts'

interface NewPerson {
  readonly id: PersonId
  readonly name: string
  /** In small letters. */
  readonly email: string
  readonly siteId: SiteId | null
  readonly roles: readonly Role[]
}

/**
 * Adds many people at once, in the caller's transaction. They come without a sign-in: a link by mail or their issuer
 * brings it.
 */
export async function writePeople(
  db: Db,
  organisationId: OrganisationId,
  people: readonly NewPerson[],
  grantedBy: PersonId | null,
): Promise<void> {
  for (const piece of inPieces(people)) {
    await db
      .insertInto('people')
      .values(piece.map(({ id, name, email, siteId }) => ({ organisationId, id, name, email, siteId })))
      .execute()
  }
  const grants = people.flatMap(({ id, roles }) => roles.map((role) => ({ personId: id, role })))
  await writeManyRoles(db, organisationId, grants, grantedBy)
}
