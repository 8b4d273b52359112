import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { findClip } from './find-clip.ts'
import type { Clip } from './schemas.ts'
import { showClips } from './show-clips.ts'

/** One clip as the viewer is shown it. */
export async function findShownClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<Clip> {
  const [clip] = await showClips(db, viewer, [await findClip(db, viewer, clipId)])
  return clip ?? notFound('clip')
}
