import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExportId } from '../platform/ids.ts'
import { conflict, notFound } from '../platform/problems.ts'
import type { Export } from './schemas.ts'

/**
 * Its time is over, or it holds a clip that was to be destroyed since, or that something was hidden of since: both mean in
 * every copy.
 */
export const isOver = sql<SqlBool>`(data_exports.expires_at <= now() or exists (
  select from clip_purges where clip_purges.clip_id = any (data_exports.clip_ids)) or exists (
  select from redactions join cuts using (clip_id, cut_no)
  where redactions.clip_id = any (data_exports.clip_ids) and cuts.made_at > data_exports.ready_at))`

/** Every read of exports starts here: one's own, that are not over. */
const visibleExports = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('dataExports')
    .selectAll()
    .where('personId', '=', viewer.personId)
    .where(({ not }) => not(isOver))

type Row = Awaited<ReturnType<typeof findRow>>

const findRow = async (db: Db, viewer: Viewer, id: ExportId) =>
  (await visibleExports(db, viewer).where('id', '=', id).executeTakeFirst()) ?? notFound('export')

export const findExport = async (db: Db, viewer: Viewer, id: ExportId): Promise<Export> =>
  showExport(await findRow(db, viewer, id))

/** The viewer's exports, newest first. */
export async function findExports(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await visibleExports(db, viewer)
    .$if(cursor !== undefined, (query) => query.where('id', '<', (cursor?.[0] ?? '') as ExportId))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: items.map(showExport), next }
}

/** Where the file of an export that is ready stands in the store, and its size. */
export async function findExportFile(db: Db, viewer: Viewer, id: ExportId) {
  const { objectKey, bytes, readyAt, failedAt } = await findRow(db, viewer, id)
  if (failedAt !== null) conflict('export-failed', 'This could not be made. Please ask for it once more.')
  if (readyAt === null || bytes === null) {
    return conflict('export-not-ready', 'The file is still being made. Please come back in a while.')
  }
  return { objectKey, bytes, readyAt }
}

const showExport = (row: Row): Export => ({
  id: row.id,
  state: row.readyAt ? 'ready' : row.failedAt ? 'failed' : 'making',
  progress: row.readyAt ? 1 : row.progressFraction,
  requestedAt: row.requestedAt.toISOString(),
  readyAt: row.readyAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
  bytes: row.bytes,
  fileUrl: row.readyAt ? `/api/v1/me/exports/${row.id}/file` : null,
})
