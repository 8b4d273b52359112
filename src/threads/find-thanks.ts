import { sql } from 'kysely'
import type { PersonName } from '../identity/schemas.ts'
import type { Viewer } from '../identity/viewer.ts'

/** Whether the viewer thanked for a comment. Stands in a query that has `comments`. */
export const isThanked = ({ personId }: Viewer) => sql<boolean>`exists (
  select from thanks where thanks.comment_id = comments.id and thanks.person_id = ${personId})`

/** Who thanked, for the author of the words alone: null for anybody else, who is not to count thanks. */
export const thankedBy = ({ personId }: Viewer) => sql<PersonName[] | null>`
  case when comments.author_id = ${personId} then coalesce((
    select json_agg(json_build_object('id', people.id, 'name', people.name) order by thanks.thanked_at, people.id)
    from thanks join people on people.id = thanks.person_id
    where thanks.comment_id = comments.id), '[]') end`
