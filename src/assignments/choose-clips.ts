import { audiencesInReach } from '../clips/find-audiences.ts'
import { findClip } from '../clips/find-clip.ts'
import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, PersonId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { clipsHere } from './clips-here.ts'
import { ownersHere } from './owners-here.ts'
import { refuseUncovered } from './refuse-uncovered.ts'

/**
 * INV-06: an assignment takes only what its owner shares with the cohort already, or exemplars for all of its members; it
 * widens nothing. Refuses with 404 what is beyond the viewer's reach and with 409 what is shared elsewhere alone. No purge
 * of them is ordered before the caller's transaction ends. Answers who owns each that was shared here: of an exemplar its
 * owner may not be named.
 */
export async function chooseClips(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  clipIds: readonly ClipId[],
): Promise<Map<ClipId, PersonId>> {
  if (clipIds.length === 0) return new Map()
  for (const clipId of clipIds.toSorted()) {
    await findClip(db, viewer, clipId)
    await refusePurged(db, clipId)
  }
  const exemplars = audiencesInReach(db, viewer).where('clipAudiences.clipId', 'in', clipIds)
  const here = await clipsHere(db, viewer, exemplars)
    .select('reach.id')
    .where('shared.cohortId', '=', cohortId)
    .where('reach.id', 'in', clipIds)
    .execute()
  if (here.length < clipIds.length) {
    conflict(
      'not-shared-here',
      'One of these clips is not shared with this cohort. Only its owner can share it; ask them first.',
    )
  }
  const owners = await ownersHere(db, cohortId, clipIds)
  await refuseUncovered(
    db,
    cohortId,
    clipIds.filter((id) => !owners.has(id)),
  )
  return owners
}
