import { sql } from 'kysely'
import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { Storage } from './storage-schemas.ts'

/**
 * How much the clips of the organisation take up, for its administrators: counts and bytes, of nobody and of no clip.
 * What was ordered to be destroyed is no clip any more, but takes up its bytes until it is.
 */
export async function findStorage(db: Db, viewer: Viewer): Promise<Storage> {
  await requireRole(db, viewer, 'administrator')
  const here = sql`organisation_id = ${viewer.organisationId}`
  const kept = sql`${here} and not exists (select from clip_purges where clip_purges.clip_id = clips.id)`
  const failures = await sql<Storage['failures'][number]>`
    select failure_code as code, count(*)::int as clips from clips
    where ${kept} and state = 'failed' and failure_code is not null
    group by failure_code order by count(*) desc, failure_code`.execute(db)
  const { rows } = await sql<Omit<Storage, 'bytes' | 'failures'>>`
    select
      (select coalesce(sum(bytes), 0)::bigint from recordings where ${here} and original_gone_at is null) as originals,
      (select coalesce(sum(bytes), 0)::bigint from (
        select bytes from renditions where ${here} and retired_at is null
        union all select bytes from stills where ${here} and retired_at is null) made) as renditions,
      count(*) as clips,
      count(*) filter (where state = 'failed') as failed_clips
    from clips
    where ${kept}`.execute(db)
  const [{ originals, ...rest } = { originals: 0, renditions: 0, clips: 0, failedClips: 0 }] = rows
  return { bytes: originals + rest.renditions, originals, ...rest, failures: failures.rows }
}
