import type { Db } from '../platform/db/schema.ts'
import type { DistrictId } from '../platform/ids.ts'
import { trimmed } from '../platform/words.ts'
import { appendAudit } from './append-audit.ts'
import { findDistrict } from './find-districts.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'

export const changeDistrict = (db: Db, viewer: Viewer, id: DistrictId, { name }: { name: string }) =>
  db.transaction().execute(async (trx) => {
    await requireRole(trx, viewer, 'administrator')
    await findDistrict(trx, viewer, id)
    await trx
      .updateTable('districts')
      .set({ name: trimmed(name) })
      .where('id', '=', id)
      .execute()
    await appendAudit(trx, viewer, 'change-district', { districtId: id })
    return findDistrict(trx, viewer, id)
  })
