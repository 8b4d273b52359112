import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'
import type { AdministeredPerson, ChangePerson } from './administration-schemas.ts'
import { appendAudit } from './append-audit.ts'
import { findAdministeredPerson } from './find-people.ts'
import { findPerson } from './find-person.ts'
import { requireRole } from './find-roles.ts'
import { findSite } from './find-sites.ts'
import type { Viewer } from './viewer.ts'

/** An administrator puts a person's name or site right. */
export const changePerson = (
  db: Db,
  viewer: Viewer,
  personId: PersonId,
  { name, siteId }: ChangePerson,
): Promise<AdministeredPerson> =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    const person = await findPerson(trx, viewer, personId)
    if (siteId) await findSite(trx, viewer, siteId)
    await trx
      .updateTable('people')
      .set({
        name: name === undefined ? person.name : trimmed(name),
        siteId: siteId === undefined ? person.siteId : siteId,
      })
      .where('id', '=', person.id)
      .execute()
    await appendAudit(trx, viewer, 'change-person', { personId, ...(siteId !== undefined && { siteId }) })
    return findAdministeredPerson(trx, viewer, personId)
  })
