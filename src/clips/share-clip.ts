import { findCohort } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { actAsOwner } from './act-as-owner.ts'
import { grantClip } from './grant-clip.ts'
import type { Grant, ShareClip } from './schemas.ts'

/** The owner lets a cohort they are in see the clip. Sharing twice gives the same grant. */
export async function shareClip(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { cohortId, canComment = true }: ShareClip,
): Promise<Grant> {
  const refusal = 'Only the person who uploaded the clip decides who sees it.'
  return actAsOwner(db, viewer, clipId, refusal, async (trx, clip) => {
    const cohort = await findCohort(trx, viewer, cohortId)
    if (clip.withdrawnAt) conflict('withdrawn', 'You took this clip back. Bring it back first to share it.')
    if (clip.state === 'failed')
      conflict('failed', 'This clip could not be prepared, so there is nothing to share.')
    const grant = await grantClip(trx, viewer, clipId, { cohortId, canComment })
    return {
      id: grant.id,
      cohort: { id: cohortId, name: cohort.name },
      canComment: grant.canComment,
      grantedAt: grant.grantedAt.toISOString(),
    }
  })
}
