import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findClip, type VisibleClip } from './find-clip.ts'
import { lockTerms } from './lock-terms.ts'
import { ownsClip } from './policy.ts'

/**
 * Does what only the owner may do with a clip, in a transaction of its own and one at a time. `refusal` is the sentence
 * for others who can see the clip; `act` is given the clip as it is once everybody else is done with it. `lock` is for
 * what is done to more clips than this one.
 */
export async function actAsOwner<T>(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  refusal: string,
  act: (trx: Db, clip: VisibleClip) => Promise<T>,
  lock: typeof lockTerms = lockTerms,
): Promise<T> {
  // Before the lock, so that nobody else can make the owner wait.
  authorize(ownsClip(viewer, await findClip(db, viewer, clipId)), refusal)
  return db.transaction().execute(async (trx) => {
    await lock(trx, clipId)
    return act(trx, await findClip(trx, viewer, clipId))
  })
}
