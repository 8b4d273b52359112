import { query } from './empty-database.ts'

/** A year of what people are told of, in every cohort: meetings that were planned and moved, takeaways, reminders, mentions, coaching. */
export async function happeningsEverywhere(databaseUrl: string): Promise<void> {
  await query(
    databaseUrl,
    `insert into meeting_changes (organisation_id, id, cohort_id, meeting_id, what, changed_by, changed_at)
    select organisation_id, gen_random_uuid(), cohort_id, id, what, created_by, now() - random() * interval '1 year'
    from meetings cross join unnest(array['planned', 'moved', 'changed']) what`,
  )
  await query(
    databaseUrl,
    `insert into takeaways (organisation_id, id, meeting_id, author_id, kind, body, client_key, created_at)
    select organisation_id, gen_random_uuid(), id, created_by, 'decision', 'words', gen_random_uuid()::text, least(ends_at, now())
    from meetings cross join generate_series(1, 4)`,
  )
  await query(
    databaseUrl,
    `insert into assignment_nudges (organisation_id, assignment_id, person_id, nudged_by, nudged_at)
    select a.organisation_id, a.id, m.person_id, a.created_by, a.opens_at + interval '1 day'
    from assignments a join memberships m on m.cohort_id = a.cohort_id and m.left_at is null`,
  )
  await query(
    databaseUrl,
    `insert into mentions (organisation_id, comment_id, person_id, mentioned_at)
    select c.organisation_id, c.id, m.person_id, c.created_at from comments c join threads t on t.id = c.thread_id
    join memberships m on m.cohort_id = t.cohort_id and m.left_at is null
    where abs(hashtext(c.id::text || m.person_id)) % 10 = 0`,
  )
  await query(
    databaseUrl,
    `insert into coaching_entries (organisation_id, id, cohort_id, author_id, kind, body, client_key, created_at)
    select c.organisation_id, gen_random_uuid(), c.id, m.person_id, 'plan', 'words', gen_random_uuid()::text, now() - n * interval '1 day'
    from cohorts c cross join generate_series(1, 100) n
    join lateral (select person_id from memberships where cohort_id = c.id limit 1) m on true`,
  )
}
