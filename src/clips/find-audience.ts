import { sql } from 'kysely'
import { findCohort } from '../cohorts/find-cohorts.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId } from '../platform/ids.ts'
import { authorize } from '../platform/problems.ts'
import { findClip } from './find-clip.ts'
import { ownsClip } from './policy.ts'
import type { Audience, AudienceMember } from './sharing-schemas.ts'
import { showExemplarAudience } from './show-exemplar-audience.ts'

/**
 * For the owner, by name: who would be able to watch once the clip were shared with this cohort; without one, who can
 * watch now. Beside them the audience of the exemplar it may be, by name and number. The owner goes without saying.
 */
export async function findAudience(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  cohortId?: CohortId,
): Promise<Audience> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip is told who can watch it.')
  if (cohortId !== undefined) await findCohort(db, viewer, cohortId)
  const isOpen = clip.withdrawnAt === null && !clip.isPaused
  const shared = await db
    .selectFrom('clipGrants')
    .select('cohortId')
    .where('clipId', '=', clipId)
    .where('revokedAt', 'is', null)
    .execute()
  const cohortIds = [...shared.map((grant) => grant.cohortId), ...(cohortId ? [cohortId] : [])]
  const exemplar = await showExemplarAudience(db, clipId)
  if (cohortIds.length === 0) return { items: [], exemplar }
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('cohorts', 'cohorts.id', 'memberships.cohortId')
    .leftJoin('evaluators', (join) =>
      join.onRef('evaluators.evaluatorId', '=', 'people.id').on('evaluators.evaluateeId', '=', clip.ownerId),
    )
    .leftJoin('clipGrants', (join) =>
      join
        .onRef('clipGrants.cohortId', '=', 'memberships.cohortId')
        .on('clipGrants.clipId', '=', clipId)
        .on('clipGrants.revokedAt', 'is', null),
    )
    .leftJoin('evaluatorAcknowledgements as agreed', (join) =>
      join.onRef('agreed.grantId', '=', 'clipGrants.id').onRef('agreed.evaluatorId', '=', 'people.id'),
    )
    .select(['people.id', 'people.name', 'memberships.part', 'cohorts.id as cohortId'])
    .select('cohorts.name as cohort')
    .select(sql<boolean>`evaluators.evaluator_id is not null`.as('evaluatesYou'))
    .select(
      sql<boolean>`clip_grants.id is not null and
      (evaluators.evaluator_id is null or agreed.grant_id is not null)`.as('seesThere'),
    )
    .where('memberships.leftAt', 'is', null)
    .where('people.state', '=', 'active')
    .where('people.id', '<>', clip.ownerId)
    .where('memberships.cohortId', 'in', cohortIds)
    .orderBy('people.name')
    .orderBy('people.id')
    .orderBy('cohorts.id')
    .execute()
  const items = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((places): AudienceMember[] => {
    const [first] = places
    const here = places.find((place) => place.cohortId === cohortId)
    const through = isOpen ? places.filter(({ seesThere }) => seesThere) : []
    const isAskedFor = cohortId === undefined ? through.length > 0 : here !== undefined
    if (!first || !isAskedFor) return []
    return [
      {
        ...{ id: first.id, name: first.name, part: here?.part ?? null, evaluatesYou: first.evaluatesYou },
        seesNow: through.length > 0,
        cohorts: through.map(({ cohortId: id, cohort: name }) => ({ id, name })),
      },
    ]
  })
  return { items, exemplar }
}
