import type { Db } from '../platform/db/schema.ts'
import { newId, type SiteId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'
import type { AddSite } from './administration-schemas.ts'
import { appendAudit } from './append-audit.ts'
import { findDistrict } from './find-districts.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'
import { checkZone } from './zones.ts'

/** Adds a school to a district. Without a zone it keeps the organisation's. */
export const addSite = (db: Db, viewer: Viewer, { name, districtId, zone }: AddSite) =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    if (zone !== undefined) checkZone(zone)
    await findDistrict(trx, viewer, districtId)
    const organisation = await trx
      .selectFrom('organisations')
      .select('zone')
      .where('id', '=', viewer.organisationId)
      .executeTakeFirstOrThrow()
    const site = { id: newId<SiteId>(), name: trimmed(name), districtId, zone: zone ?? organisation.zone }
    await trx
      .insertInto('sites')
      .values({ organisationId: viewer.organisationId, ...site })
      .execute()
    await appendAudit(trx, viewer, 'add-site', { siteId: site.id })
    return site
  })
