import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

/** Takes out what a person wrote down after meetings, in the caller's transaction. */
export async function forgetTakeaways(db: Db, authorId: PersonId): Promise<void> {
  await db.deleteFrom('takeaways').where('authorId', '=', authorId).execute()
}
