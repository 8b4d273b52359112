import { findShownClip } from '../clips/find-shown-clip.ts'
import { findMe } from '../identity/find-me.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { findThreads } from '../threads/find-threads.ts'
import type { Boot } from './boot.ts'

export async function primePage(db: Db, viewer: Viewer | undefined): Promise<Boot> {
  return { me: viewer ? await findMe(db, viewer) : null }
}

/**
 * For the watch page: the clip, and the first page of its talk. Throws what the API would refuse. Not where it plays from:
 * that is a play which the owner is told of, and a page is also fetched ahead, restored, or asked for its head by those
 * who never look at it. The page asks once it is open.
 */
export async function primeWatchPage(db: Db, viewer: Viewer, clipId: ClipId): Promise<Boot> {
  const [me, clip] = await Promise.all([findMe(db, viewer), findShownClip(db, viewer, clipId)])
  if (!clip.can.play) return { me, clip }
  return { me, clip, threads: await findThreads(db, viewer, clipId, { limit: 100 }) }
}
