import type { Db } from '../platform/db/schema.ts'
import type { SiteId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'
import type { ChangeSite } from './administration-schemas.ts'
import { appendAudit } from './append-audit.ts'
import { findDistrict } from './find-districts.ts'
import { requireRole } from './find-roles.ts'
import { findSite } from './find-sites.ts'
import type { Viewer } from './viewer.ts'
import { checkZone } from './zones.ts'

export const changeSite = (db: Db, viewer: Viewer, id: SiteId, { name, districtId, zone }: ChangeSite) =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    if (zone !== undefined) checkZone(zone)
    const site = await findSite(trx, viewer, id)
    if (districtId !== undefined) await findDistrict(trx, viewer, districtId)
    await trx
      .updateTable('sites')
      .set({
        name: name === undefined ? site.name : trimmed(name),
        districtId: districtId ?? site.districtId,
        zone: zone ?? site.zone,
      })
      .where('id', '=', id)
      .execute()
    await appendAudit(trx, viewer, 'change-site', { siteId: id })
    return findSite(trx, viewer, id)
  })
