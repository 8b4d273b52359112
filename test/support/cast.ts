import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { createCohort } from '../../src/cohorts/create-cohort.ts'
import { addPerson } from '../../src/identity/add-person.ts'
import { createOrganisation } from '../../src/identity/create-organisation.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import type { Role } from '../../src/identity/roles.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import type { Viewer } from '../../src/identity/viewer.ts'
import type { Db } from '../../src/platform/db/schema.ts'
import type { CohortId, OrganisationId } from '../../src/platform/ids.ts'
import { Caller } from './caller.ts'

export const password = 'between the meetings'

/** To hash it takes a tenth of a second, which it is meant to; the same password may as well have the same hash here. */
const hashed = hashPassword(password)

/** What a person who is added finds, as if they had been there before. */
async function signInFor(db: Db, email: string, name: string): Promise<void> {
  const id = randomUUID()
  await sql`insert into auth_users (id, name, email, email_verified) values (${id}, ${name}, ${email}, false)`.execute(
    db,
  )
  await sql`
    insert into auth_accounts (id, account_id, provider_id, user_id, password, updated_at)
    values (${randomUUID()}, ${id}, 'credential', ${id}, ${await hashed}, now())`.execute(db)
}

/** A person with a token, who can be asked to call the API. */
export class Person extends Caller {
  readonly name: string
  readonly email: string
  readonly viewer: Viewer
  readonly token: string

  constructor(baseUrl: string, name: string, email: string, viewer: Viewer, token: string) {
    super(baseUrl, { authorization: `Bearer ${token}` })
    this.name = name
    this.email = email
    this.viewer = viewer
    this.token = token
  }
}

/**
 * The same few people throughout. Leslie (whose clips they mostly are), Ana and Liz, who facilitates, are in the cohort
 * of Maple Street; Ben and Ana are in that of Oak Lane; Dana administers and is in none; Eve is in another organisation.
 */
export interface Cast {
  readonly leslie: Person
  readonly ana: Person
  readonly liz: Person
  readonly ben: Person
  readonly dana: Person
  readonly eve: Person
  /** Calls without a token. */
  readonly nobody: Caller
  readonly maple: CohortId
  readonly oak: CohortId
  readonly elsewhere: CohortId
}

export async function castOn(db: Db, baseUrl: string): Promise<Cast> {
  const here = await createOrganisation(db, 'Here')
  const there = await createOrganisation(db, 'There')
  const person = async (name: string, role: Role, organisationId: OrganisationId = here) => {
    const email = `${name.toLowerCase()}@${organisationId === here ? 'here' : 'there'}.example`
    await signInFor(db, email, name)
    const personId = await addPerson(db, { organisationId, name, email, roles: [role], password })
    const viewer = { organisationId, personId }
    const token = newSecret('itl')
    await writeToken(db, viewer, 'tests', token)
    return new Person(baseUrl, name, email, viewer, token)
  }
  const leslie = await person('Leslie', 'teacher')
  const ana = await person('Ana', 'teacher')
  const liz = await person('Liz', 'teacher leader')
  const ben = await person('Ben', 'teacher')
  const dana = await person('Dana', 'administrator')
  const eve = await person('Eve', 'teacher', there)
  const cohort = (name: string, members: readonly Person[], organisationId: OrganisationId = here) =>
    createCohort(db, {
      organisationId,
      name,
      focus: null,
      members: members.map(({ viewer }) => ({
        personId: viewer.personId,
        part: viewer === liz.viewer ? 'facilitator' : 'participant',
      })),
    })
  return {
    ...{ leslie, ana, liz, ben, dana, eve },
    nobody: new Caller(baseUrl, {}),
    maple: await cohort('Maple Street', [leslie, ana, liz]),
    oak: await cohort('Oak Lane', [ben, ana]),
    elsewhere: await cohort('Elsewhere', [eve], there),
  }
}
