import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ThreadId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { findResolvable } from './find-resolvable.ts'

/** Closes the question a thread asks. Twice is once: it stays with who did it first. */
export async function resolveThread(db: Db, viewer: Viewer, threadId: ThreadId): Promise<void> {
  const { clipId, cohortId } = await findResolvable(db, viewer, threadId)
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('threadResolutions')
      .values({ organisationId: viewer.organisationId, threadId, resolvedBy: viewer.personId })
      .onConflict((eb) => eb.column('threadId').doNothing())
      .execute()
    await announce(trx, { clipId, what: 'talk', cohortId, threadId })
  })
}
