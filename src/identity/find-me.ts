import type { Db } from '../platform/db/schema.ts'
import { choosablePeople } from './find-choices.ts'
import { findPrivacyOffice } from './find-privacy-office.ts'
import type { Role } from './roles.ts'
import type { Me } from './schemas.ts'
import type { Viewer } from './viewer.ts'

/** The viewer, as they see themselves. */
export async function findMe(db: Db, viewer: Viewer): Promise<Me> {
  const person = await db
    .selectFrom('people')
    .innerJoin('organisations', 'organisations.id', 'people.organisationId')
    .select(['people.id', 'people.name', 'people.email', 'organisations.name as organisation'])
    .where('people.id', '=', viewer.personId)
    .executeTakeFirstOrThrow()
  const roles = await db
    .selectFrom('roleGrants')
    .select('role')
    .where('personId', '=', viewer.personId)
    .orderBy('role')
    .execute()
  const { organisations } = await choosablePeople(db, viewer)
    .select((eb) => eb.fn.countAll<number>().as('organisations'))
    .executeTakeFirstOrThrow()
  const held = roles.map(({ role }) => role as Role)
  return {
    id: person.id,
    name: person.name,
    email: person.email ?? '',
    roles: held,
    organisation: { id: viewer.organisationId, name: person.organisation },
    organisations: Number(organisations),
    seesToPrivacy: await seesToPrivacy(db, viewer, held),
  }
}

/** Asked further only of those who could: most are teachers. */
const seesToPrivacy = async (db: Db, viewer: Viewer, roles: readonly Role[]): Promise<boolean> =>
  roles.some((role) => role === 'privacy officer' || role === 'administrator') &&
  (await findPrivacyOffice(db, viewer.organisationId)).includes(viewer.personId)
