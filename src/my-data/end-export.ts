import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExportId, PersonId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { SweepMyData } from './jobs.ts'

/** Gives up an export of the viewer's own, be it made yet or not; its file goes at the next sweep, which is at once. */
export const endExport = (db: Db, viewer: Viewer, id: ExportId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const ended = await endNow(trx, viewer.personId).where('id', '=', id).executeTakeFirst()
    if (ended.numUpdatedRows === 0n) notFound('export')
    await enqueue(trx, SweepMyData, {})
  })

/** The same for all of a person's, in the caller's transaction. */
export async function endExportsOf(db: Db, personId: PersonId): Promise<void> {
  await endNow(db, personId).execute()
  await enqueue(db, SweepMyData, {})
}

/** A worker that makes one of them sees that it is no longer wanted. */
const endNow = (db: Db, personId: PersonId) =>
  db
    .updateTable('dataExports')
    .set({
      expiresAt: sql<Date>`now()`,
      failedAt: sql<Date>`case when ready_at is null then coalesce(failed_at, now()) end`,
    })
    .where('personId', '=', personId)
    .where('expiresAt', '>', sql<Date>`now()`)
