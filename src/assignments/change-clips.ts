import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, ClipId, CohortId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { chooseClips } from './choose-clips.ts'
import { findAssignedClips } from './find-assigned-clips.ts'
import { findClipIds } from './find-clip-ids.ts'
import { writeAssignmentClips } from './write-assignment.ts'

interface Wanted {
  readonly id: AssignmentId
  readonly cohortId: CohortId
  readonly clipIds: readonly ClipId[]
}

/**
 * Checks and locks the clips that come to an assignment, and answers how to put them there once that is held. Those that
 * are out of the viewer's reach now stay, behind the others: their owner may bring them back. Of an open assignment none
 * goes and none changes its place, since stages speak of them by that.
 */
export async function changeClips(
  db: Db,
  viewer: Viewer,
  { id, cohortId, clipIds }: Wanted,
): Promise<(isOpen: boolean) => Promise<void>> {
  const before = await findClipIds(db, id)
  await chooseClips(
    db,
    viewer,
    cohortId,
    clipIds.filter((clipId) => !before.includes(clipId)),
  )
  return async (isOpen) => {
    const standing = await findClipIds(db, id)
    const seen = ((await findAssignedClips(db, viewer, [id])).get(id) ?? []).map((clip) => clip.id)
    if (isOpen && seen.some((clipId) => !clipIds.includes(clipId))) {
      conflict('already-open', 'This assignment is open already, so no clip is taken out of it.')
    }
    const unseen = standing.filter((clipId) => !seen.includes(clipId) && !clipIds.includes(clipId))
    const added = clipIds.filter((clipId) => !standing.includes(clipId))
    const all = isOpen ? [...standing, ...added] : [...clipIds, ...unseen]
    await db.deleteFrom('assignmentClips').where('assignmentId', '=', id).execute()
    await writeAssignmentClips(db, viewer.organisationId, id, all)
  }
}
