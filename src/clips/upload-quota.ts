import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Limits } from '../platform/config.ts'
import type { Db } from '../platform/db/schema.ts'
import { refuseOverQuota } from './upload-rules.ts'

/** One after the other of what a person starts, so that two at once cannot share the same last piece of quota. */
export const lockUploader = (db: Db, { personId }: Viewer) =>
  db.selectFrom('people').select('id').where('id', '=', personId).forUpdate().execute()

/** Refuses what would take more than there is left for the person, whom the caller locked. */
export async function refuseBeyondQuota(
  db: Db,
  viewer: Viewer,
  bytes: number,
  limits: Limits,
): Promise<void> {
  refuseOverQuota(await bytesOf(db, viewer), bytes, limits)
}

/** What the person's originals take up, with what their open uploads announced. */
async function bytesOf(db: Db, viewer: Viewer): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select (select coalesce(sum(bytes), 0) from recordings where owner_id = ${viewer.personId}
          and original_gone_at is null)::bigint
      + (select coalesce(sum(bytes_declared), 0) from uploads where owner_id = ${viewer.personId}
          and ${open})::bigint as bytes`.execute(db)
  return rows[0]?.bytes ?? 0
}

const open = sql<SqlBool>`completed_at is null and abandoned_at is null`
