import { randomUUID } from 'node:crypto'
import { addPerson } from '../../src/identity/add-person.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import type { Role } from '../../src/identity/roles.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import { Person, password } from './cast.ts'
import type { Stage } from './stage.ts'

/** One more person with a token, in the cast's organisation unless told otherwise, and in no cohort. */
export async function newcomer(
  { platform: { db }, baseUrl, cast }: Stage,
  roles: readonly Role[] = ['teacher'],
  { name = 'Noor', like = cast.leslie }: { name?: string; like?: Person } = {},
): Promise<Person> {
  const { organisationId } = like.viewer
  const email = `${name.toLowerCase()}.${randomUUID()}@here.example`
  const personId = await addPerson(db, { organisationId, name, email, roles, password })
  const viewer = { organisationId, personId }
  const token = newSecret('itl')
  await writeToken(db, viewer, 'tests', token)
  return new Person(baseUrl, name, email, viewer, token)
}
