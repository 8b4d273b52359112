import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { isLive } from './find-audiences.ts'
import type { Audience } from './sharing-schemas.ts'

/** To whom a clip is published as an exemplar at this moment, for its owner; null where it is not. */
export async function showExemplarAudience(db: Db, clipId: ClipId): Promise<Audience['exemplar']> {
  const audience = await db
    .selectFrom('clipAudiences')
    .innerJoin('organisations', 'organisations.id', 'clipAudiences.organisationId')
    .leftJoin('cohorts', 'cohorts.id', 'clipAudiences.cohortId')
    .leftJoin('sites', 'sites.id', 'clipAudiences.siteId')
    .leftJoin('districts', 'districts.id', 'clipAudiences.districtId')
    .select(['clipAudiences.exemplarId as id', 'clipAudiences.kind', 'clipAudiences.until'])
    .select(({ fn }) =>
      fn.coalesce('cohorts.name', 'sites.name', 'districts.name', 'organisations.name').as('name'),
    )
    .select(people.as('people'))
    .where('clipAudiences.clipId', '=', clipId)
    .where(isLive)
    .executeTakeFirst()
  return audience ? { ...audience, until: audience.until.toISOString() } : null
}

/** Of `clip_audiences`: how many belong to it and may watch, as `audiencesInReach` says it of one. */
const people = sql<number>`(select count(*)::int from people
  left join sites as works on works.id = people.site_id
  where people.organisation_id = clip_audiences.organisation_id and people.state = 'active'
    and people.id <> clip_audiences.owner_id
    and (clip_audiences.kind = 'organisation' or people.site_id = clip_audiences.site_id
      or works.district_id = clip_audiences.district_id
      or exists (select from memberships where memberships.cohort_id = clip_audiences.cohort_id
        and memberships.person_id = people.id and memberships.left_at is null))
    and not exists (select from evaluators
      where evaluators.evaluator_id = people.id and evaluators.evaluatee_id = clip_audiences.owner_id))`
