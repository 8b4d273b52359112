import { findPlayback } from '../clips/find-playback.ts'
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

/** For the watch page: the clip, where it plays from, and the first page of its talk. Throws what the API would refuse. */
export async function primeWatchPage(db: Db, viewer: Viewer, clipId: ClipId): Promise<Boot> {
  const [me, clip] = await Promise.all([findMe(db, viewer), findShownClip(db, viewer, clipId)])
  if (!clip.can.play) return { me, clip }
  const [playback, threads] = await Promise.all([
    findPlayback(db, viewer, clipId),
    findThreads(db, viewer, clipId, { limit: 100 }),
  ])
  return { me, clip, playback, threads }
}
