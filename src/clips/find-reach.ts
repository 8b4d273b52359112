import { isStillSignedIn } from '../identity/is-still-signed-in.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { mayPlay, visibleClips } from './find-clip.ts'
import { findWayIn } from './find-way-in.ts'
import { ownsClip } from './policy.ts'

/** Whether a clip is still within reach of somebody for whom something is open: it is, and they are still here. */
export async function isWithinReach(db: Db, viewer: Viewer, clipId: ClipId): Promise<boolean> {
  const clip = await stillVisible(db, viewer, clipId).executeTakeFirst()
  return clip !== undefined && isStillSignedIn(db, viewer)
}

/** Whether they may go on playing this cut of it: others than the owner have the current one alone, and not in a pause. */
export async function mayPlayOn(db: Db, viewer: Viewer, clipId: ClipId, cutNo: number): Promise<boolean> {
  const clip = await stillVisible(db, viewer, clipId).where(mayPlay(viewer)).executeTakeFirst()
  return clip?.cutNo === cutNo && isStillSignedIn(db, viewer)
}

/** Whether they may have the rest of a download: of the original, which has no cut, only the owner ever has one, until it is sealed. */
export async function mayDownloadOn(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  cutNo: number | null,
): Promise<boolean> {
  const clip = await stillVisible(db, viewer, clipId)
    .leftJoin('recordings', 'recordings.id', 'clips.recordingId')
    .select(['clips.ownerId', 'recordings.sealedAt'])
    .where(mayPlay(viewer))
    .executeTakeFirst()
  if (!clip || (cutNo === null ? clip.sealedAt !== null : clip.cutNo !== cutNo)) return false
  const mayHaveIt = ownsClip(viewer, clip) || (await findWayIn(db, viewer, clipId, 'download')) !== null
  return mayHaveIt && isStillSignedIn(db, viewer)
}

/** A person's own clips stay theirs when they sign out, so that is asked besides. */
const stillVisible = (db: Db, viewer: Viewer, clipId: ClipId) =>
  visibleClips(db, viewer).select('clips.cutNo').where('clips.id', '=', clipId)
