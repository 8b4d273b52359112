import { randomUUID } from 'node:crypto'
import { addPerson } from '../../src/identity/add-person.ts'
import { writeToken } from '../../src/identity/create-token.ts'
import type { Role } from '../../src/identity/roles.ts'
import { newSecret } from '../../src/identity/token-secret.ts'
import { type DistrictId, newId, type SiteId } from '../../src/platform/ids.ts'
import { Person, password } from '../support/cast.ts'
import type { Stage } from '../support/stage.ts'

/** Everybody but Liz and Leslie, with somebody for each office; most are at the school of the two. */
export async function outsidersOf({ platform: { db }, baseUrl, cast }: Stage): Promise<Person[]> {
  const { organisationId } = cast.liz.viewer
  const districtId = newId<DistrictId>()
  const siteId = newId<SiteId>()
  await db.insertInto('districts').values({ organisationId, id: districtId, name: 'North' }).execute()
  await db
    .insertInto('sites')
    .values({ organisationId, id: siteId, districtId, name: 'Maple Street' })
    .execute()
  await db.updateTable('people').set({ siteId }).where('organisationId', '=', organisationId).execute()
  const office = async (name: string, role: Role, like: Person = cast.liz) => {
    const email = `${name.toLowerCase()}.${randomUUID()}@office.example`
    const of = like.viewer.organisationId
    const personId = await addPerson(db, { organisationId: of, name, email, roles: [], password })
    await db
      .insertInto('roleGrants')
      .values({
        ...{ organisationId: of, personId, role },
        siteId: role === 'site leader' ? siteId : null,
        districtId: role === 'district partner' ? districtId : null,
      })
      .execute()
    const token = newSecret('itl')
    await writeToken(db, { organisationId: of, personId }, 'tests', token)
    return new Person(baseUrl, name, email, { organisationId: of, personId }, token)
  }
  return [
    ...[cast.ana, cast.ben, cast.dana, cast.eve],
    await office('Paula', 'privacy officer'),
    await office('Rosa', 'roster manager'),
    await office('Sid', 'site leader'),
    await office('Dora', 'district partner'),
    await office('Pete', 'program coach'),
    await office('Tess', 'teacher leader'),
    await office('Mona', 'administrator', cast.eve),
  ]
}
