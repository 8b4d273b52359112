import { type SqlBool, sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { findTurn } from './find-turn.ts'

/**
 * Lets work on the clip that waits come as early as who can see the clip now makes it, in the caller's transaction. Work
 * that the relay is just giving out is left as it is: nobody who shares a clip waits for the queue.
 */
export async function settleTurn(db: Db, clipId: ClipId): Promise<void> {
  const { isShared } = await findTurn(db, clipId)
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
