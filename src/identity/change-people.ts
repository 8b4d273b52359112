import { sql } from 'kysely'
import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId, SiteId } from '../platform/ids.ts'

export interface PersonNow {
  readonly id: PersonId
  readonly name: string
  /** In small letters. */
  readonly email: string
  readonly siteId: SiteId | null
}

/**
 * Writes what a list now says of many people, in the caller's transaction, and makes those active again who had left.
 * An account that was erased stays so.
 */
export async function changePeople(
  db: Db,
  organisationId: OrganisationId,
  people: readonly PersonNow[],
): Promise<void> {
  for (const piece of inPieces(people)) {
    await sql`
      update people set name = said.name, email = said.email, site_id = said.site_id, state = 'active'
      from unnest(${piece.map(({ id }) => id)}::uuid[], ${piece.map(({ name }) => name)}::text[],
        ${piece.map(({ email }) => email)}::text[], ${piece.map(({ siteId }) => siteId)}::uuid[])
        as said (id, name, email, site_id)
      where people.id = said.id and people.organisation_id = ${organisationId} and people.state <> 'erased'`.execute(
      db,
    )
  }
}
