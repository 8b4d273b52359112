import { isMember } from '../cohorts/is-member.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { sharedClipRows } from './find-clip.ts'
import type { ClipQuery } from './schemas.ts'
import { showClips } from './show-clips.ts'

/**
 * One's own clips and those shared with one's cohorts, newest first; of one cohort, or of one's own or others' alone where
 * that is asked. A cohort the viewer is not in does not exist here.
 */
export async function findClips(
  db: Db,
  viewer: Viewer,
  { cohortId, owner, limit = usualLimit, after }: ClipQuery,
) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  if (cohortId !== undefined && !(await isMember(db, viewer, cohortId))) notFound('cohort')
  const rows = await sharedClipRows(db, viewer)
    .$if(cohortId !== undefined, (query) =>
      query.where('clips.id', 'in', (eb) =>
        eb
          .selectFrom('clipGrants as here')
          .select('here.clipId')
          .where('here.cohortId', '=', cohortId as CohortId)
          .where('here.revokedAt', 'is', null),
      ),
    )
    .$if(owner === 'me', (query) => query.where('clips.ownerId', '=', viewer.personId))
    .$if(owner === 'others', (query) => query.where('clips.ownerId', '<>', viewer.personId))
    .$if(cursor !== undefined, (query) => query.where('clips.id', '<', (cursor?.[0] ?? '') as ClipId))
    .orderBy('clips.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: await showClips(db, viewer, items), next }
}
