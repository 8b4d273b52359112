import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, ExemplarId } from '../platform/ids.ts'
import { audiencesInReach, isLive } from './find-audiences.ts'

/**
 * Of these clips, which are published as an exemplar that the viewer sees or that is their own; and in which of their
 * cohorts they can study one that reaches them as an exemplar.
 */
export async function showStudies(db: Db, viewer: Viewer, clipIds: readonly ClipId[]) {
  const [seen, own] = await Promise.all([
    audiencesInReach(db, viewer)
      .select(['clipAudiences.clipId', 'clipAudiences.exemplarId'])
      .where('clipAudiences.clipId', 'in', clipIds)
      .execute(),
    db
      .selectFrom('clipAudiences')
      .select(['clipAudiences.clipId', 'clipAudiences.exemplarId'])
      .where('clipAudiences.clipId', 'in', clipIds)
      .where('clipAudiences.ownerId', '=', viewer.personId)
      .where(isLive)
      .execute(),
  ])
  const cohorts = seen.length === 0 ? [] : await cohortsOf(db, viewer)
  const studied = new Set(seen.map(({ clipId }) => clipId))
  return {
    exemplars: new Map<ClipId, ExemplarId>(
      [...seen, ...own].map(({ clipId, exemplarId }) => [clipId, exemplarId]),
    ),
    studiedIn: (clipId: ClipId): { id: CohortId; name: string }[] => (studied.has(clipId) ? cohorts : []),
  }
}

const cohortsOf = (db: Db, { personId }: Viewer) =>
  db
    .selectFrom('memberships')
    .innerJoin('cohorts', 'cohorts.id', 'memberships.cohortId')
    .select(['cohorts.id', 'cohorts.name'])
    .where('memberships.personId', '=', personId)
    .where('memberships.leftAt', 'is', null)
    .where('cohorts.closedAt', 'is', null)
    .orderBy('cohorts.name')
    .orderBy('cohorts.id')
    .execute()
