import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

/** Removes what an erased person agreed to, in the caller's transaction. */
export const forgetAgreements = (db: Db, personId: PersonId) =>
  db.deleteFrom('normAgreements').where('personId', '=', personId).execute()
