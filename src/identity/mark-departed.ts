import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { endAccess } from './end-access.ts'
import { endRoles } from './write-roles.ts'

/**
 * A person leaves the organisation, in the caller's transaction: no sign-in, token or role acts for them any more. Their
 * cohorts are left by `leaveAllCohorts`. Answers false where they had left before.
 */
export async function markDeparted(db: Db, personId: PersonId): Promise<boolean> {
  const departed = await db
    .updateTable('people')
    .set({ state: 'departed', departedAt: sql<Date>`now()` })
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .returning('id')
    .executeTakeFirst()
  if (!departed) return false
  await endRoles(db, personId)
  await endAccess(db, personId)
  return true
}

/** They are back. Tokens, roles, memberships: nothing they had comes back by itself. Answers false if they never left. */
export async function markReturned(db: Db, personId: PersonId): Promise<boolean> {
  const returned = await db
    .updateTable('people')
    .set({ state: 'active' })
    .where('id', '=', personId)
    .where('state', '=', 'departed')
    .returning('id')
    .executeTakeFirst()
  if (!returned) return false
  await endRoles(db, personId)
  return true
}
