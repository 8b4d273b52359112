import { addPerson } from '../../src/identity/add-person.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import type { Role } from '../../src/identity/roles.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import { Person } from '../support/cast.ts'
import type { Stage } from '../support/stage.ts'

/** Somebody who holds an office in the organisation of Leslie, or of another, and is in no cohort. */
export async function holderOf(
  { platform: { db }, baseUrl, cast }: Stage,
  role: Role,
  organisationId = cast.leslie.viewer.organisationId,
): Promise<Person> {
  const secret = newSecret('itl')
  const email = `${secret.slice(-12).toLowerCase()}@offices.example`
  const personId = await addPerson(db, {
    ...{ organisationId, name: `The ${role}`, email, roles: [role] },
    password: 'between the meetings',
  })
  const viewer = { organisationId, personId }
  await writeToken(db, viewer, 'tests', secret)
  return new Person(baseUrl, role, email, viewer, secret)
}
