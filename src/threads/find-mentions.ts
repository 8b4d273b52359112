import { sql } from 'kysely'
import type { PersonName } from '../identity/schemas.ts'

/**
 * Whom a comment mentions, by name. Who is not in the cohort any more is mentioned no longer: their name is left in the
 * text, as any other word. Stands in a query that has `comments` and `threads`.
 */
export const mentioned = sql<PersonName[]>`coalesce((
  select json_agg(json_build_object('id', people.id, 'name', people.name) order by people.name, people.id)
  from mentions
  join memberships on memberships.cohort_id = threads.cohort_id
    and memberships.person_id = mentions.person_id and memberships.left_at is null
  join people on people.id = mentions.person_id
  where mentions.comment_id = comments.id), '[]')`
