import type { Db } from '../platform/db/schema.ts'
import { newId, type OrganisationId, type PersonId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'
import type { Role } from './roles.ts'
import { findOrCreateSignIn } from './write-sign-in.ts'

interface NewPerson {
  readonly organisationId: OrganisationId
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  /** The mailbox is known to be theirs, as they were made up together with it. */
  readonly proven?: boolean
  /** For a sign-in that is new; one that exists keeps its own. */
  readonly password: string
}

/** Adds a person who can sign in, in the caller's transaction. */
export async function addPerson(db: Db, person: NewPerson): Promise<PersonId> {
  const email = person.email.trim().toLowerCase()
  const signInId = await findOrCreateSignIn(db, {
    name: person.name,
    email,
    proven: person.proven ?? false,
    password: () => person.password,
  })
  const id = newId<PersonId>()
  await db
    .insertInto('people')
    .values({ organisationId: person.organisationId, id, signInId, name: trimmed(person.name), email })
    .execute()
  if (person.roles.length > 0) {
    await db
      .insertInto('roleGrants')
      .values(person.roles.map((role) => ({ organisationId: person.organisationId, personId: id, role })))
      .execute()
  }
  return id
}
