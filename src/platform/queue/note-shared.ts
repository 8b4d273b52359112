import { type SqlBool, sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import type { ClipId } from '../ids.ts'

/**
 * Notes on the work on a clip that is not done whether anybody but its owner waits for it, in the caller's transaction.
 * Work that the relay is just giving out is left as it is: nobody who shares a clip waits for the queue.
 */
export async function noteShared(db: Db, clipId: ClipId, isShared: boolean): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ isShared })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox')
        .select('id')
        .where(sql<SqlBool>`payload ->> 'clipId' = ${clipId}`)
        .where('finishedAt', 'is', null)
        .where('isShared', '!=', isShared)
        .forUpdate()
        .skipLocked(),
    )
    .execute()
}
