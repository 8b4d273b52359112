import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ThreadId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { standingIn } from './find-standing.ts'
import { findThread } from './find-thread.ts'
import { mayResolve } from './policy.ts'

/** A thread the viewer may resolve and reopen; refuses one that they may only read. */
export async function findResolvable(db: Db, viewer: Viewer, threadId: ThreadId) {
  const thread = await findThread(db, viewer, threadId)
  const standing = await standingIn(
    db,
    viewer,
    { id: thread.clipId, ownerId: thread.ownerId },
    thread.cohortId,
  )
  authorize(
    standing !== undefined && mayResolve(standing, viewer.personId, thread),
    'Only who started it, whose clip it is about, or a facilitator can close or reopen this.',
  )
  return thread
}
