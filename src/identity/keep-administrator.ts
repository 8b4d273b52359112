import type { Db } from '../platform/db/schema.ts'
import { conflict } from '../platform/problems.ts'
import type { Viewer } from './viewer.ts'

/**
 * Refuses with 409 where nobody else administers the organisation. Two administrators who go at once wait for each
 * other here until the transaction ends.
 */
export async function keepAdministrator(db: Db, { organisationId, personId }: Viewer): Promise<void> {
  const administers = await db
    .selectFrom('roleGrants')
    .select('role')
    .where('personId', '=', personId)
    .where('role', '=', 'administrator')
    .executeTakeFirst()
  if (!administers) return
  await db
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', organisationId)
    .forNoKeyUpdate()
    .execute()
  const other = await db
    .selectFrom('roleGrants')
    .innerJoin('people', 'people.id', 'roleGrants.personId')
    .select('people.id')
    .where('people.organisationId', '=', organisationId)
    .where('people.state', '=', 'active')
    .where('people.id', '<>', personId)
    .where('roleGrants.role', '=', 'administrator')
    .executeTakeFirst()
  if (!other) {
    conflict(
      'last-administrator',
      'Nobody else administers your organisation. Please make somebody else first.',
    )
  }
}
