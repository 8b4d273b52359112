import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { addDays, type Day, dayIn, usualDays } from './ending-dates.ts'

/**
 * The day until which the file a recording came as is kept at least, so that its clip can be cut again; null where it
 * is gone, or is to be destroyed before. While the clip is being prepared the days have not begun, and are counted from today.
 */
export async function findOriginalEnd(db: Db, clipId: ClipId): Promise<Day | null> {
  const row = await db
    .selectFrom('clips')
    .innerJoin('recordings', 'recordings.id', 'clips.recordingId')
    .innerJoin('organisations', 'organisations.id', 'clips.organisationId')
    .leftJoin('retentionRules', (join) =>
      join
        .onRef('retentionRules.organisationId', '=', 'clips.organisationId')
        .on('retentionRules.rule', '=', 'original'),
    )
    .select(['organisations.zone', 'retentionRules.days'])
    .select(
      sql<Date>`coalesce((
        select max(published_at) from renditions
        where renditions.clip_id = clips.id and renditions.cut_no = clips.cut_no and renditions.retired_at is null
      ), now())`.as('madeAt'),
    )
    .where('clips.id', '=', clipId)
    .where('recordings.originalGoneAt', 'is', null)
    .where('recordings.destroyWantedAt', 'is', null)
    .executeTakeFirst()
  return row ? addDays(dayIn(row.madeAt, row.zone), row.days ?? usualDays.original) : null
}
