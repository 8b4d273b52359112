import { type SqlBool, sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { sealedStages } from './is-unsealed.ts'

/** How many seals keep talk about a clip from the viewer, and in how many milliseconds the next of them opens by itself. */
export async function findSeals(db: Db, viewer: Viewer, clipId: ClipId) {
  const { held, opensInMs } = await sealsOn(db, viewer, clipId)
    .select(sql<number>`count(distinct seal.stage_id)`.as('held'))
    .select(
      sql<number | null>`ceil(extract(epoch from min(seal.closes_at) - now()) * 1000)::float8`.as(
        'opensInMs',
      ),
    )
    .executeTakeFirstOrThrow()
  return { held: Number(held), opensInMs }
}

/** The seals that keep talk about a clip from the viewer now; on an own clip there are none. */
export const sealsOn = (db: Db, viewer: Viewer, clipId: ClipId) =>
  sealedStages(db, viewer).where(
    sql<SqlBool>`exists (select from assignment_clips join clips on clips.id = assignment_clips.clip_id
      where assignment_clips.assignment_id = assignments.id and clips.id = ${clipId} and clips.owner_id <> ${viewer.personId})`,
  )
