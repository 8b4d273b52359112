import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ThreadId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { findThread } from './find-thread.ts'

/** The viewer does not bring the thread any more; others still may. Twice is once. */
export async function takeBackBringing(db: Db, viewer: Viewer, threadId: ThreadId): Promise<void> {
  const { clipId, cohortId } = await findThread(db, viewer, threadId)
  await db.transaction().execute(async (trx) => {
    const taken = await trx
      .deleteFrom('bringings')
      .where('threadId', '=', threadId)
      .where('personId', '=', viewer.personId)
      .executeTakeFirst()
    if (taken.numDeletedRows !== 0n) await announce(trx, { clipId, what: 'talk', cohortId, threadId })
  })
}
