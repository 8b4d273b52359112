import { type SqlBool, sql } from 'kysely'
import { isLive } from '../clips/find-audiences.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'

/** Refuses (409) an exemplar whose audience somebody in the cohort does not belong to: they could not do what is asked. */
export async function refuseUncovered(
  db: Db,
  cohortId: CohortId,
  exemplars: readonly ClipId[],
): Promise<void> {
  if (exemplars.length === 0) return
  const covered = await db
    .selectFrom('clipAudiences')
    .select('clipAudiences.clipId')
    .where('clipAudiences.clipId', 'in', exemplars)
    .where(isLive)
    .where(coversCohort(cohortId))
    .execute()
  if (covered.length < exemplars.length) {
    conflict(
      'audience-too-small',
      'Not everybody in this cohort belongs to the audience of this exemplar, so they could not watch it.',
    )
  }
}

/** Of `clip_audiences`: each member of the cohort belongs to it, but for the owner, who may see their own clip anyway. */
export const coversCohort = (cohortId: CohortId) =>
  sql<SqlBool>`(clip_audiences.kind = 'organisation' or clip_audiences.cohort_id = ${cohortId}
    or not exists (select from memberships join people on people.id = memberships.person_id
      left join sites on sites.id = people.site_id
      where memberships.cohort_id = ${cohortId} and memberships.left_at is null
        and memberships.person_id <> clip_audiences.owner_id
        and not coalesce(people.site_id = clip_audiences.site_id or sites.district_id = clip_audiences.district_id
          or exists (select from memberships as there where there.cohort_id = clip_audiences.cohort_id
            and there.person_id = people.id and there.left_at is null), false)))`
