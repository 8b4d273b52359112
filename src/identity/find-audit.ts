import { type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import { requireRole } from './find-roles.ts'
import type { Viewer } from './viewer.ts'

const isSeqKey = (value: unknown): value is [number] =>
  Array.isArray(value) && value.length === 1 && Number.isSafeInteger(value[0]) && Math.abs(value[0]) < 2 ** 31

/** What was done in an office, newest first: who, what, when. For administrators and privacy officers. */
export async function findAudit(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  await requireRole(db, viewer, 'administrator', 'privacy officer')
  const cursor = after === undefined ? undefined : readCursor(after, isSeqKey)
  const rows = await db
    .selectFrom('audit')
    .leftJoin('people', 'people.id', 'audit.personId')
    .select(['audit.seq', 'audit.at', 'audit.what', 'audit.personId', 'audit.detail', 'people.name'])
    .where('audit.organisationId', '=', viewer.organisationId)
    .$if(cursor !== undefined, (query) => query.where('audit.seq', '<', cursor?.[0] ?? 0))
    .orderBy('audit.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.seq])
  return {
    items: items.map(({ personId, name, at, detail, ...row }) => ({
      ...row,
      at: at.toISOString(),
      by: personId === null ? null : { id: personId, name: name ?? '' },
      detail: { ...detail } as Record<string, string | number | boolean | null>,
    })),
    next,
  }
}
