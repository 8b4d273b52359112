import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { DistrictId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Viewer } from './viewer.ts'

const districtsOf = (db: Db, { organisationId }: Viewer) =>
  db.selectFrom('districts').select(['id', 'name']).where('organisationId', '=', organisationId)

/** A district of the viewer's organisation. */
export const findDistrict = async (db: Db, viewer: Viewer, id: DistrictId) =>
  (await districtsOf(db, viewer).where('id', '=', id).executeTakeFirst()) ?? notFound('district')

/** The organisation's districts, in the order they were added. */
export async function findDistricts(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await districtsOf(db, viewer)
    .$if(cursor !== undefined, (query) => query.where('id', '>', (cursor?.[0] ?? '') as DistrictId))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => [row.id])
}
