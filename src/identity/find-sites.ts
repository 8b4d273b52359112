import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { SiteId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Viewer } from './viewer.ts'

const sitesOf = (db: Db, { organisationId }: Viewer) =>
  db
    .selectFrom('sites')
    .select(['id', 'name', 'districtId', 'zone'])
    .where('organisationId', '=', organisationId)

/** A site of the viewer's organisation. */
export const findSite = async (db: Db, viewer: Viewer, id: SiteId) =>
  (await sitesOf(db, viewer).where('id', '=', id).executeTakeFirst()) ?? notFound('site')

/** The organisation's sites, in the order they were added. */
export async function findSites(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await sitesOf(db, viewer)
    .$if(cursor !== undefined, (query) => query.where('id', '>', (cursor?.[0] ?? '') as SiteId))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => [row.id])
}
