import type { Db } from '../platform/db/schema.ts'
import { announceReach } from '../platform/live/changes.ts'

/** Something about this sign-in changed: what is open for any of its people looks again. */
export async function announceReachOf(db: Db, userId: string): Promise<void> {
  const people = await db.selectFrom('people').select('id').where('signInId', '=', userId).execute()
  for (const { id } of people) await announceReach(db, id)
}
