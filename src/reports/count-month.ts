import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { CohortId, OrganisationId, SiteId } from '../platform/ids.ts'

/** One cohort's month: the numbers, and how many people stand behind each. */
export interface CohortMonth {
  readonly id: CohortId
  readonly name: string
  readonly siteId: SiteId | null
  readonly activePeople: number
  readonly clipsShared: number
  readonly sharers: number
  readonly comments: number
  readonly commenters: number
}

/**
 * What happened in a month, by cohort. Everybody counts once, in the cohort they were in first of those they were in
 * then: whoever is in two would tell these apart. Coaching is no part of it, neither what is shared and said there nor
 * that somebody is in it.
 */
export async function countMonth(
  db: Db,
  organisationId: OrganisationId,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<CohortMonth[]> {
  const { rows } = await sql<CohortMonth>`
    with coaching as (
      select id from cohorts where organisation_id = ${organisationId} and kind = 'coaching'
    ), home as (
      select distinct on (person_id) person_id, cohort_id from memberships
      where organisation_id = ${organisationId} and joined_at < ${to} and (left_at is null or left_at > ${from})
        and cohort_id not in (select id from coaching)
      order by person_id, joined_at, cohort_id
    ), did as (
      select comments.author_id as person_id, count(*) as comments, 0 as clips, true as active
      from comments join threads on threads.id = comments.thread_id
      where comments.organisation_id = ${organisationId}
        and comments.created_at >= ${from} and comments.created_at < ${to}
        and threads.cohort_id not in (select id from coaching)
      group by comments.author_id
      union all
      select granted_by, 0, count(distinct clip_id), false from clip_grants
      where organisation_id = ${organisationId} and granted_at >= ${from} and granted_at < ${to}
        and cohort_id not in (select id from coaching) group by granted_by
      union all
      select person_id, 0, 0, true from ledger
      where organisation_id = ${organisationId} and at >= ${from} and at < ${to} and what = 'play'
        and person_id is not null and (cohort_id is null or cohort_id not in (select id from coaching))
      group by person_id
    ), each as (
      select person_id, sum(comments)::int as comments, sum(clips)::int as clips, bool_or(active) as active
      from did group by person_id
    )
    select cohorts.id, cohorts.name, cohorts.site_id,
      count(*) filter (where active)::int as active_people,
      coalesce(sum(clips), 0)::int as clips_shared, count(*) filter (where clips > 0)::int as sharers,
      coalesce(sum(comments), 0)::int as comments, count(*) filter (where comments > 0)::int as commenters
    from home
    join cohorts on cohorts.id = home.cohort_id
    left join each on each.person_id = home.person_id
    group by cohorts.id order by cohorts.name, cohorts.id`.execute(db)
  return rows
}
