import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { endAccess } from './end-access.ts'

/** What stands in the place of a name that was erased. */
export const formerMember = 'Former member'

/**
 * Erases who somebody was, in the caller's transaction: name, address, roles, tokens, ways to sign in, and who it was in
 * the audit. The row stays, for what refers to it. A sign-in that is somebody elsewhere too stays for that.
 */
export async function eraseIdentity(db: Db, personId: PersonId): Promise<void> {
  const person = await db
    .selectFrom('people')
    .select(['organisationId', 'signInId', 'email'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  await endAccess(db, personId)
  await db.deleteFrom('apiTokens').where('personId', '=', personId).execute()
  await db.deleteFrom('feedTokens').where('personId', '=', personId).execute()
  await db.deleteFrom('roleGrants').where('personId', '=', personId).execute()
  await db.deleteFrom('oidcIdentities').where('personId', '=', personId).execute()
  await db
    .deleteFrom('evaluators')
    .where(({ or, eb }) => or([eb('evaluatorId', '=', personId), eb('evaluateeId', '=', personId)]))
    .execute()
  // Whoever imported them: the next import must not find a name for the row.
  await sql`delete from external_refs where kind = 'person' and entity_id = ${personId}`.execute(db)
  await db
    .updateTable('people')
    .set({ state: 'erased', name: formerMember, email: null, siteId: null, signInId: null })
    .where('id', '=', personId)
    .execute()
  if (person.signInId !== null) await endSignIn(db, person.signInId, person.organisationId)
  if (person.email !== null) await forgetMailbox(db, person.email)
  await db
    .updateTable('audit')
    .set({ personId: null, personSalt: null })
    .where('personId', '=', personId)
    .execute()
}

/** Ends a sign-in that is nobody's any more. Whoever makes it somebody's just now has a lock on it, or waits for ours. */
async function endSignIn(db: Db, signInId: string, organisationId: string): Promise<void> {
  await sql`select from auth_users where id = ${signInId} for update`.execute(db)
  await sql`
    delete from auth_users where id = ${signInId}
      and not exists (select from people where people.sign_in_id = auth_users.id)`.execute(db)
  await sql`
    delete from sign_in_choices using auth_sessions
    where auth_sessions.id = sign_in_choices.session_id and auth_sessions.user_id = ${signInId}
      and sign_in_choices.organisation_id = ${organisationId}`.execute(db)
}

/** What was noted of a mailbox for signing in, unless it is somebody's elsewhere. */
async function forgetMailbox(db: Db, email: string): Promise<void> {
  const { rows } = await sql`select from auth_users where lower(email) = lower(${email})`.execute(db)
  if (rows.length > 0) return
  await sql`delete from sign_in_links where lower(email) = lower(${email})`.execute(db)
  await sql`delete from sign_in_failures where position(lower(${email}) in lower(key)) > 0`.execute(db)
  await sql`
    delete from auth_verifications where position(lower(${email}) in lower(identifier || ' ' || value)) > 0`.execute(
    db,
  )
}
