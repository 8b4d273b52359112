import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

/**
 * Forgets, in the caller's transaction, what a person watched and did with clips: their playbacks go, and ledgers keep
 * that it was done and when, but not by whom. Do it last: each act before it is in a ledger too.
 */
export async function forgetWatcher(db: Db, personId: PersonId): Promise<void> {
  await db.deleteFrom('playbacks').where('personId', '=', personId).execute()
  await db.deleteFrom('evaluatorAcknowledgements').where('evaluatorId', '=', personId).execute()
  await db.updateTable('clipPauses').set({ words: null }).where('raisedBy', '=', personId).execute()
  await db
    .updateTable('ledger')
    .set({ personId: null, personSalt: null })
    .where('personId', '=', personId)
    .execute()
}
