import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { OrganisationId, PersonId } from '../platform/ids.ts'
import { endAccess } from './end-access.ts'

/**
 * Ends what many people were here, in the caller's transaction: their place, roles, tokens and sign-ins. Coming back
 * brings nothing of it back. Their memberships end one floor up.
 */
export async function departPeople(
  db: Db,
  organisationId: OrganisationId,
  personIds: readonly PersonId[],
): Promise<void> {
  if (personIds.length === 0) return
  await db
    .updateTable('people')
    .set({ state: 'departed', departedAt: sql<Date>`now()` })
    .where('organisationId', '=', organisationId)
    .where('id', 'in', personIds)
    .where('state', '=', 'active')
    .execute()
  await db.deleteFrom('roleGrants').where('personId', 'in', personIds).execute()
  for (const personId of personIds) await endAccess(db, personId)
}
