import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { newId, type OrganisationId, type PersonId } from '../platform/ids.ts'
import type { Role } from './roles.ts'

interface NewPerson {
  readonly organisationId: OrganisationId
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  /** For a sign-in that is new; one that exists keeps its own. */
  readonly password: string
}

/**
 * Adds a person who can sign in, in the caller's transaction. The sign-in's rows are better-auth's, written here
 * because its own calls know nothing of our transaction.
 */
export async function addPerson(db: Db, person: NewPerson): Promise<PersonId> {
  const email = person.email.trim().toLowerCase()
  const signInId = await findOrCreateSignIn(db, person.name, email, person.password)
  const id = newId<PersonId>()
  await db
    .insertInto('people')
    .values({ organisationId: person.organisationId, id, signInId, name: person.name.trim(), email })
    .execute()
  if (person.roles.length > 0) {
    await db
      .insertInto('roleGrants')
      .values(person.roles.map((role) => ({ organisationId: person.organisationId, personId: id, role })))
      .execute()
  }
  return id
}

async function findOrCreateSignIn(db: Db, name: string, email: string, password: string): Promise<string> {
  const id = randomUUID()
  const made = await sql<{ id: string }>`
    insert into auth_users (id, name, email, email_verified) values (${id}, ${name}, ${email}, false)
    on conflict (email) do nothing returning id`.execute(db)
  if (made.rows.length === 0) {
    const known = await sql<{ id: string }>`select id from auth_users where email = ${email}`.execute(db)
    return known.rows[0]?.id ?? id
  }
  await sql`
    insert into auth_accounts (id, account_id, provider_id, user_id, password, updated_at)
    values (${randomUUID()}, ${id}, 'credential', ${id}, ${await hashPassword(password)}, now())`.execute(db)
  return id
}
