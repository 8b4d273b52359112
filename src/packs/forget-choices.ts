import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'

/** Takes out what was chosen of the talk about a purged clip, in the caller's transaction. */
export async function forgetChoices(db: Db, clipId: ClipId): Promise<void> {
  await db
    .deleteFrom('packChoices')
    .where('threadId', 'in', (eb) =>
      eb.selectFrom('threads').select('threads.id').where('threads.clipId', '=', clipId),
    )
    .execute()
}
