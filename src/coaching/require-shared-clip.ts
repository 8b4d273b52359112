import { findClip } from '../clips/find-clip.ts'
import { findLiveGrant } from '../clips/grant-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'

/** Refuses a clip beyond the viewer's reach (404), and one that its owner does not share with this very pair (409). */
export async function requireSharedClip(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  clipId: ClipId,
): Promise<void> {
  await findClip(db, viewer, clipId)
  if (await findLiveGrant(db, clipId, cohortId)) return
  conflict('clip-not-shared', 'This clip is not shared with the two of you. Its owner can share it first.')
}
