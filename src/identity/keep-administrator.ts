import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'

/** Comes first in a transaction that may take an administrator away: one such transaction waits for another. */
export const holdAdministrators = (db: Db, organisationId: OrganisationId) =>
  db
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', organisationId)
    // Not "for update": that would hold up every insert that refers to the organisation.
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()

/** Comes after the change: refuses with 409 where nobody active administers the organisation any more. */
export async function keepAnAdministrator(db: Db, organisationId: OrganisationId): Promise<void> {
  const left = await db
    .selectFrom('roleGrants')
    .innerJoin('people', 'people.id', 'roleGrants.personId')
    .select('people.id')
    .where('roleGrants.organisationId', '=', organisationId)
    .where('roleGrants.role', '=', 'administrator')
    .where('people.state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  if (!left) {
    conflict(
      'last-administrator',
      'Nobody else administers this organisation. Please make somebody else an administrator first.',
    )
  }
}
