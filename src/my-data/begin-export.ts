import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExportId } from '../platform/ids.ts'
import { newKey } from './request-export.ts'

/** One try at making an export. Each writes to a key of its own, and only the last that began is published. */
export interface ExportTry {
  readonly id: ExportId
  readonly viewer: Viewer
  readonly objectKey: string
}

/** Begins a try from the start; undefined where the export is ready, was given up, or is nobody's any more. */
export async function beginExport(db: Db, id: ExportId): Promise<ExportTry | undefined> {
  const begun = await wanted(db, id)
    .set({ objectKey: newKey(id), progressFraction: 0 })
    .returning(['objectKey', 'organisationId', 'personId'])
    .executeTakeFirst()
  return begun && { id, viewer: begun, objectKey: begun.objectKey }
}

/** Notes how far the try came, from 0 to 1. False where it is no longer wanted, and should stop. */
export async function noteExportProgress(
  db: Db,
  { id, objectKey }: ExportTry,
  progressFraction: number,
): Promise<boolean> {
  const noted = await wanted(db, id)
    .set({ progressFraction })
    .where('objectKey', '=', objectKey)
    .executeTakeFirst()
  return noted.numUpdatedRows === 1n
}

/** The last try failed: its person may ask again. */
export async function failExport(db: Db, id: ExportId): Promise<void> {
  await wanted(db, id).set({ failedAt: sql<Date>`now()` }).execute()
}

const wanted = (db: Db, id: ExportId) =>
  db
    .updateTable('dataExports')
    .where('id', '=', id)
    .where('readyAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
