import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'

/** Ends every membership of a person who leaves the organisation, in the caller's transaction. */
export async function leaveAllCohorts(db: Db, personId: PersonId): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ leftAt: sql<Date>`greatest(now(), joined_at)` })
    .where('personId', '=', personId)
    .where('leftAt', 'is', null)
    .execute()
  await announceReach(db, personId)
}
