import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { WorkAgreement } from './schemas.ts'

/** The organisation's own agreement and those of its districts, for administrators. */
export async function findAgreements(db: Db, viewer: Viewer): Promise<{ items: WorkAgreement[] }> {
  await requireRole(db, viewer, 'administrator')
  const rows = await db
    .selectFrom('workAgreements')
    .select(['districtId', 'quietFrom', 'quietUntil', 'latestDue', 'weeklyMinutes'])
    .where('organisationId', '=', viewer.organisationId)
    .orderBy('districtId', (order) => order.asc().nullsFirst())
    .execute()
  const items = rows.map((row) => ({
    ...row,
    quietFrom: row.quietFrom?.slice(0, 5) ?? null,
    quietUntil: row.quietUntil?.slice(0, 5) ?? null,
    latestDue: row.latestDue?.slice(0, 5) ?? null,
  }))
  return { items }
}
