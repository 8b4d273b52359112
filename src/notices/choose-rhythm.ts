import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { findSettings } from './find-settings.ts'
import type { Rhythm } from './kinds.ts'
import type { NoticeSettings } from './schemas.ts'

/** How often the viewer wants to be written to. A rhythm begins with its next turn, never with one that is over. */
export async function chooseRhythm(db: Db, viewer: Viewer, rhythm: Rhythm): Promise<NoticeSettings> {
  await writeRhythm(db, viewer, rhythm)
  return findSettings(db, viewer)
}

export async function writeRhythm(
  db: Db,
  { organisationId, personId }: Viewer,
  rhythm: Rhythm,
): Promise<void> {
  const changedAt = sql<Date>`now()`
  await db
    .insertInto('noticeSettings')
    .values({ organisationId, personId, rhythm, changedAt })
    .onConflict((conflict) =>
      conflict
        .column('personId')
        .doUpdateSet({ rhythm, changedAt })
        .where('noticeSettings.rhythm', '<>', rhythm),
    )
    .execute()
}
