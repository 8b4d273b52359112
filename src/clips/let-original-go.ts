import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { isNotHeld } from './find-hold.ts'
import { stillStands } from './still-stands.ts'
import { lockClip } from './write-purge.ts'

/**
 * Gives up the file a recording came as, so many days after the renditions of its clip's last cut were published, which
 * they are only once verified. Answers false where the clip is being worked on, on hold, or young.
 */
export const letOriginalGo = (db: Db, clipId: ClipId, days: number): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    await lockClip(trx, clipId)
    if (!(await stillStands(trx, clipId))) return false
    const gone = await trx
      .updateTable('recordings')
      .set({ originalGoneAt: sql<Date>`now()` })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('clips')
          .select('clips.recordingId')
          .where('clips.id', '=', clipId)
          .where('clips.state', '=', 'ready')
          .where(isNotHeld('clips.id'))
          .where(isLastCutOlder(days)),
      )
      .where('originalGoneAt', 'is', null)
      .returning('objectKey')
      .executeTakeFirst()
    if (!gone) return false
    await trx
      .updateTable('storedObjects')
      .set({ discardedAt: sql<Date>`now()` })
      .where('objectKey', '=', gone.objectKey)
      .execute()
    await announce(trx, { clipId, what: 'clip' })
    return true
  })

/** Clips whose original may be due; `letOriginalGo` decides. */
export const findOldOriginals = (db: Db, usualDays: number, after: ClipId | undefined, limit: number) =>
  db
    .selectFrom('clips')
    .innerJoin('recordings', 'recordings.id', 'clips.recordingId')
    .leftJoin('retentionRules', (join) =>
      join
        .onRef('retentionRules.organisationId', '=', 'clips.organisationId')
        .on('retentionRules.rule', '=', 'original'),
    )
    .select(['clips.id', 'retentionRules.days'])
    .where('clips.state', '=', 'ready')
    .where('recordings.originalGoneAt', 'is', null)
    .where(
      'clips.createdAt',
      '<',
      sql<Date>`now() - coalesce(retention_rules.days, ${usualDays}) * interval '1 day'`,
    )
    .$if(after !== undefined, (query) => query.where('clips.id', '>', after as ClipId))
    .orderBy('clips.id')
    .limit(limit)
    .execute()

const isLastCutOlder = (days: number) => sql<boolean>`(
  select max(published_at) from renditions
  where renditions.clip_id = clips.id and renditions.cut_no = clips.cut_no and renditions.retired_at is null
) < now() - ${days} * interval '1 day'`
