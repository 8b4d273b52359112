import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { isNotHeld } from './find-hold.ts'

/** A purge that was ordered, is not done, and that no hold keeps waiting. Not for answering people. */
export const findOrderedPurge = (db: Db, clipId: ClipId) =>
  db
    .selectFrom('clipPurges')
    .selectAll()
    .where('clipId', '=', clipId)
    .where('doneAt', 'is', null)
    .where(isNotHeld('clip_purges.clip_id'))
    .executeTakeFirst()

/** Whether a worker, or a browser that is uploading, may still write an object of the clip. */
export async function isBeingWritten(db: Db, clipId: ClipId): Promise<boolean> {
  const { rows } = await sql<{ isBusy: boolean }>`
    select exists (
      select from outbox where finished_at is null and seen_at is not null and queue in ('quick', 'first', 'media')
        and payload ->> 'clipId' = ${clipId}
    ) or exists (
      select from uploads where clip_id = ${clipId} and completed_at is null and lease_expires_at > now()
    ) as is_busy`.execute(db)
  return rows[0]?.isBusy === true
}

const atOnce = 500

/** Purges that should be done by now and are not, oldest first. */
export const findLatePurges = (db: Db) =>
  db
    .selectFrom('clipPurges')
    .select(['clipId', 'organisationId'])
    .where('doneAt', 'is', null)
    .where('orderedAt', '<', sql<Date>`now() - interval '10 minutes'`)
    .where(isNotHeld('clip_purges.clip_id'))
    .orderBy('orderedAt')
    .limit(atOnce)
    .execute()
