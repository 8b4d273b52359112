import type { AudiencesInReach } from '../clips/find-audiences.ts'
import { isPaused, visibleClips } from '../clips/find-clip.ts'
import { grantsInReach } from '../clips/find-grants.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/**
 * Clips with each cohort in which the viewer sees them: shared with it by their owner now, or exemplars that it may study;
 * neither taken back nor paused, not even for their owner. Of the many exemplars the caller says which are asked for.
 */
export const clipsHere = (db: Db, viewer: Viewer, exemplars: AudiencesInReach) =>
  db
    .selectFrom(
      visibleClips(db, viewer, exemplars)
        .select(['clips.id', 'clips.ownerId', 'clips.title', 'clips.durationMs'])
        .where('clipWithdrawals.clipId', 'is', null)
        .where(({ not }) => not(isPaused))
        .as('reach'),
    )
    .innerJoin(heldBy(db, viewer, exemplars).as('shared'), 'shared.clipId', 'reach.id')

/** Once for each clip and cohort, however many ways there are. */
const heldBy = (db: Db, viewer: Viewer, exemplars: AudiencesInReach) =>
  grantsInReach(db, viewer)
    .select(['clipGrants.clipId', 'clipGrants.cohortId'])
    .union(
      db
        .selectFrom('clipGrants as own')
        .innerJoin('clips', 'clips.id', 'own.clipId')
        .select(['own.clipId', 'own.cohortId'])
        .where('own.revokedAt', 'is', null)
        .where('clips.ownerId', '=', viewer.personId),
    )
    .union(
      exemplars
        .innerJoin('memberships as mine', (join) => join.on('mine.personId', '=', viewer.personId))
        .select(['clipAudiences.clipId', 'mine.cohortId'])
        .where('mine.leftAt', 'is', null),
    )
