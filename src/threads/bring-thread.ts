import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ThreadId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { findThread } from './find-thread.ts'

/** Asks that a thread be talked about at the cohort's meeting: whoever reads it may. Twice is once. */
export async function bringThread(db: Db, viewer: Viewer, threadId: ThreadId): Promise<void> {
  const { clipId, cohortId } = await findThread(db, viewer, threadId)
  const { organisationId, personId } = viewer
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, clipId)
    const brought = await trx
      .insertInto('bringings')
      .values({ organisationId, threadId, personId })
      .onConflict((before) => before.columns(['threadId', 'personId']).doNothing())
      .executeTakeFirst()
    if (brought.numInsertedOrUpdatedRows !== 0n)
      await announce(trx, { clipId, what: 'talk', cohortId, threadId })
  })
}
