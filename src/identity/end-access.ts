import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { announceReach } from '../platform/live/changes.ts'
import { endFeedTokens } from './revoke-feed-token.ts'

/**
 * Ends a person's tokens, their calendar's too, and the sign-ins that act as them, in the caller's transaction; where the same sign-in is
 * somebody in another organisation too, it stays for that. What is open for them closes.
 */
export async function endAccess(db: Db, personId: PersonId): Promise<void> {
  await db
    .updateTable('apiTokens')
    .set({ revokedAt: sql<Date>`now()` })
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .execute()
  await endFeedTokens(db, personId)
  await sql`
    delete from auth_sessions using people
    where people.id = ${personId} and auth_sessions.user_id = people.sign_in_id and not exists (
      select from people as elsewhere
      where elsewhere.sign_in_id = people.sign_in_id and elsewhere.id <> people.id and elsewhere.state = 'active')`.execute(
    db,
  )
  await announceReach(db, personId)
}
