import { sql } from 'kysely'
import { formerMember } from '../identity/erase-identity.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'

/**
 * Deletes a person's thanks, what they bring to meetings and where they are mentioned, in the caller's transaction, as long
 * as their name stands in `people`. In others' words a mention is a name that we wrote there: it is theirs no longer.
 */
export async function forgetResponses(db: Db, personId: PersonId): Promise<void> {
  await sql`
    update comments set body = regexp_replace(body,
      '@' || regexp_replace(people.name, '([^[:alnum:][:space:]])', '\\\\\\1', 'g') || '(?![[:alnum:]])', ${`@${formerMember}`}, 'g')
    from mentions join people on people.id = mentions.person_id
    where mentions.comment_id = comments.id and mentions.person_id = ${personId} and body is not null`.execute(
    db,
  )
  for (const table of ['mentions', 'thanks', 'bringings'] as const) {
    await db.deleteFrom(table).where('personId', '=', personId).execute()
  }
}
