import type { Db } from '../db/schema.ts'
import type { PersonId } from '../ids.ts'

/** Makes the jobs of a person nobody's, done or not, in the caller's transaction. What still waits takes nobody's turn. */
export async function forgetOwner(db: Db, personId: PersonId): Promise<void> {
  await db.updateTable('outbox').set({ ownerId: null }).where('ownerId', '=', personId).execute()
}
