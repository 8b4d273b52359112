import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/** The viewer has seen what there was until then. Never goes back, and a time to come counts as now. */
export async function noteSeen(db: Db, { organisationId, personId }: Viewer, until: string): Promise<void> {
  const seenUntil = sql<Date>`least(${until}::timestamptz, now())`
  await db
    .insertInto('noticeSettings')
    .values((eb) => ({
      ...{ organisationId, personId, rhythm: 'daily', seenUntil },
      // Nothing was chosen by it: a digest that is due stays due.
      changedAt: eb.selectFrom('people').select('createdAt').where('people.id', '=', personId),
    }))
    .onConflict((conflict) =>
      conflict.column('personId').doUpdateSet({
        seenUntil: sql<Date>`greatest(notice_settings.seen_until, excluded.seen_until)`,
      }),
    )
    .execute()
}
