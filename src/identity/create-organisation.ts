import type { Db } from '../platform/db/schema.ts'
import { newId, type OrganisationId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'

/** Makes an organisation, in the caller's transaction. */
export async function createOrganisation(
  db: Db,
  name: string,
  id: OrganisationId = newId<OrganisationId>(),
): Promise<OrganisationId> {
  await db
    .insertInto('organisations')
    .values({ id, name: trimmed(name) })
    .execute()
  return id
}
