import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

/** Removes how an erased person was written to, in the caller's transaction. */
export async function forgetNotices(db: Db, personId: PersonId): Promise<void> {
  await db.deleteFrom('noticeSettings').where('personId', '=', personId).execute()
  await db.deleteFrom('digests').where('personId', '=', personId).execute()
  await db.deleteFrom('mailRefusals').where('personId', '=', personId).execute()
}
