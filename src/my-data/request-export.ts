import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ExportId, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { MakeExport } from './jobs.ts'

/** How long an export that is ready can be fetched. */
export const exportDays = 7

/** All that an export ever puts into the store stands in this folder, whatever try it was. */
export const folderOf = (id: ExportId): string => `exports/${id}`
export const newKey = (id: ExportId): string => `${folderOf(id)}/${randomUUID()}.zip`

/** Asks for a copy of everything that is the viewer's. While one is being made, that one is the answer. */
export const requestExport = (db: Db, viewer: Viewer): Promise<ExportId> =>
  db.transaction().execute(async (trx) => {
    const { organisationId, personId } = viewer
    // One that nobody made in all that time stands in the way of no other.
    await trx
      .updateTable('dataExports')
      .set({ failedAt: sql<Date>`now()` })
      .where('personId', '=', personId)
      .where('expiresAt', '<=', sql<Date>`now()`)
      .where('readyAt', 'is', null)
      .where('failedAt', 'is', null)
      .execute()
    const id = newId<ExportId>()
    const expiresAt = sql<Date>`now() + ${exportDays} * interval '1 day'`
    const asked = await trx
      .insertInto('dataExports')
      .values({ organisationId, id, personId, objectKey: newKey(id), expiresAt })
      .onConflict((conflict) =>
        conflict
          .column('personId')
          .where('readyAt', 'is', null)
          .where('failedAt', 'is', null)
          .doUpdateSet({ personId }),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    if (asked.id === id)
      await enqueue(trx, MakeExport, { exportId: id }, { organisationId, ownerId: personId })
    return asked.id
  })
