import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { RosterImportId } from '../platform/ids.ts'
import type { RosterCounts, RosterImport } from './schemas.ts'

/** Lists that were taken here, newest first, for those whose office it is. */
export async function findRosterImports(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  await requireRole(db, viewer, 'administrator', 'roster manager')
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('rosterImports')
    .innerJoin('people', 'people.id', 'rosterImports.importedBy')
    .select(['rosterImports.id', 'importedAt', 'source', 'counts', 'people.id as personId', 'people.name'])
    .where('rosterImports.organisationId', '=', viewer.organisationId)
    .$if(cursor !== undefined, (query) =>
      query.where('rosterImports.id', '<', (cursor?.[0] ?? '') as RosterImportId),
    )
    .orderBy('rosterImports.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return {
    items: items.map(
      ({ id, importedAt, source, counts, personId, name }): RosterImport => ({
        ...{ id, source, importedAt: importedAt.toISOString(), by: { id: personId, name } },
        counts: counts as RosterCounts,
      }),
    ),
    next,
  }
}
