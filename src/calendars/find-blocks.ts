import { sql } from 'kysely'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isUuid, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import { isDay } from '../platform/http/formats.ts'
import type { CalendarBlocksQuery } from './schemas.ts'

/** Every block of the organisation, the earliest first, for administrators. */
export async function findBlocks(
  db: Db,
  viewer: Viewer,
  { from, limit = usualLimit, after }: CalendarBlocksQuery,
) {
  await requireRole(db, viewer, 'administrator')
  const cursor = after === undefined ? undefined : readCursor(after, isBlockKey)
  const rows = await db
    .selectFrom('calendarBlocks')
    .select(['id', 'kind', 'name', 'startsOn', 'endsOn', 'districtId', 'siteId'])
    .where('organisationId', '=', viewer.organisationId)
    .$if(from !== undefined, (query) => query.where('endsOn', '>=', from ?? ''))
    .$if(cursor !== undefined, (query) =>
      query.where(sql<boolean>`(starts_on, id) > (${cursor?.[0]}::date, ${cursor?.[1]}::uuid)`),
    )
    .orderBy('startsOn')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => [row.startsOn, row.id])
}

const isBlockKey = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && isDay(value[0]) && isUuid(value[1])
