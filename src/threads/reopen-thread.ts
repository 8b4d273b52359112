import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ThreadId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { findResolvable } from './find-resolvable.ts'

/** Opens a resolved thread again. Twice is once. */
export async function reopenThread(db: Db, viewer: Viewer, threadId: ThreadId): Promise<void> {
  const { clipId, cohortId } = await findResolvable(db, viewer, threadId)
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('threadResolutions').where('threadId', '=', threadId).execute()
    await announce(trx, { clipId, what: 'talk', cohortId, threadId })
  })
}
