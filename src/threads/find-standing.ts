import { audiencesInReach } from '../clips/find-audiences.ts'
import type { VisibleClip } from '../clips/find-clip.ts'
import { grantsInReach } from '../clips/find-grants.ts'
import { ownsClip } from '../clips/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Standing } from './policy.ts'

type OfClip = Pick<VisibleClip, 'id' | 'ownerId'>

/**
 * The viewer's part in one cohort's talk about a clip within their reach. A cohort that has nothing to do with both of
 * them does not exist here, be it real or not.
 */
export const findStanding = async (db: Db, viewer: Viewer, clip: OfClip, cohortId: CohortId) =>
  (await standingIn(db, viewer, clip, cohortId)) ?? notFound('cohort')

/** The same, and undefined where `findStanding` refuses. */
export async function standingIn(
  db: Db,
  viewer: Viewer,
  clip: OfClip,
  cohortId: CohortId,
): Promise<Standing | undefined> {
  const owns = ownsClip(viewer, clip)
  const [grant, membership, exemplar] = await Promise.all([
    (owns ? db.selectFrom('clipGrants').where('clipGrants.revokedAt', 'is', null) : grantsInReach(db, viewer))
      .select('clipGrants.canComment')
      .where('clipGrants.clipId', '=', clip.id)
      .where('clipGrants.cohortId', '=', cohortId)
      .executeTakeFirst(),
    db
      .selectFrom('memberships')
      .select('part')
      .where('cohortId', '=', cohortId)
      .where('personId', '=', viewer.personId)
      .where('leftAt', 'is', null)
      .executeTakeFirst(),
    // Never of one's own: the owner shares their clip to talk about it.
    audiencesInReach(db, viewer)
      .select('clipAudiences.exemplarId')
      .where('clipAudiences.clipId', '=', clip.id)
      .executeTakeFirst(),
  ])
  const reached = owns
    ? grant !== undefined || membership !== undefined
    : membership !== undefined && (grant !== undefined || exemplar !== undefined)
  if (!reached) return undefined
  return {
    ownsClip: owns,
    isMember: membership !== undefined,
    facilitates: membership?.part === 'facilitator',
    isShared: grant !== undefined || exemplar !== undefined,
    canComment: grant ? grant.canComment : exemplar !== undefined,
    exemplarId: grant ? null : (exemplar?.exemplarId ?? null),
  }
}
