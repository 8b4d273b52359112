import type { Db } from '../platform/db/schema.ts'
import { type DistrictId, newId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'
import { appendAudit } from './append-audit.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'

export const addDistrict = (db: Db, viewer: Viewer, { name }: { name: string }) =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    const district = { id: newId<DistrictId>(), name: trimmed(name) }
    await trx
      .insertInto('districts')
      .values({ organisationId: viewer.organisationId, ...district })
      .execute()
    await appendAudit(trx, viewer, 'add-district', { districtId: district.id })
    return district
  })
