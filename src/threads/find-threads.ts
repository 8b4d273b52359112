import { sql } from 'kysely'
import { findClip, type VisibleClip } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isUuid, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, ThreadId } from '../platform/ids.ts'
import { cutOf } from './cut-of.ts'
import { findStanding, standingIn } from './find-standing.ts'
import { visibleThreads } from './find-thread.ts'
import type { Standing } from './policy.ts'
import { showThreads } from './show-threads.ts'

interface ThreadRequest extends PageRequest {
  readonly cohortId?: CohortId | undefined
}

/** The order of talk: about the whole clip first, then by clip time, then as it was said. */
const clipTime = sql<number>`coalesce(threads.start_ms, -1)`

/** Talk about a clip in clip order; of one cohort, or of all that the viewer may read. */
export async function findThreads(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { cohortId, limit = usualLimit, after }: ThreadRequest,
) {
  const cursor = after === undefined ? undefined : readCursor(after, isClipTimeKey)
  const clip = await findClip(db, viewer, clipId)
  if (cohortId !== undefined) await findStanding(db, viewer, clip, cohortId)
  const rows = await visibleThreads(db, viewer)
    .selectAll('threads')
    .where('threads.clipId', '=', clipId)
    // Nothing is left of a thread whose every word was deleted.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('comments')
          .select('comments.id')
          .whereRef('comments.threadId', '=', 'threads.id')
          .where('comments.deletedAt', 'is', null),
      ),
    )
    .$if(cohortId !== undefined, (query) => query.where('threads.cohortId', '=', cohortId as CohortId))
    .$if(cursor !== undefined, (query) => {
      const [ms, id] = cursor ?? [0, '']
      return query.where(sql<boolean>`(coalesce(threads.start_ms, -1), threads.id) > (${ms}, ${id}::uuid)`)
    })
    .orderBy(clipTime)
    .orderBy('threads.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.startMs ?? -1, row.id])
  const standingIn = await standings(db, viewer, clip, items)
  return { items: await showThreads(db, viewer, items, standingIn, cutOf(clip)), next }
}

async function standings(
  db: Db,
  viewer: Viewer,
  clip: VisibleClip,
  threads: readonly { cohortId: CohortId }[],
): Promise<(cohortId: CohortId) => Standing> {
  const found = new Map<CohortId, Standing>()
  for (const cohortId of new Set(threads.map((thread) => thread.cohortId))) {
    found.set(cohortId, (await standingIn(db, viewer, clip, cohortId)) ?? readsOnly)
  }
  return (cohortId) => found.get(cohortId) ?? readsOnly
}

/** The owner still reads what a cohort said that they left and no longer share with. */
const readsOnly: Standing = {
  ownsClip: true,
  isMember: false,
  facilitates: false,
  isGranted: false,
  canComment: false,
}

const isClipTimeKey = (value: unknown): value is [number, ThreadId] =>
  Array.isArray(value) && value.length === 2 && Number.isSafeInteger(value[0]) && isUuid(value[1])
