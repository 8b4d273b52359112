import { findClip, type VisibleClip } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { PageRequest } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId } from '../platform/ids.ts'
import { clipTime, inStretch, pageInClipOrder, readPosition } from './clip-order.ts'
import { cutOf } from './cut-of.ts'
import { findStanding, standingIn } from './find-standing.ts'
import { visibleThreads } from './find-thread.ts'
import { isUnsealed } from './is-unsealed.ts'
import type { Standing } from './policy.ts'
import { showThreads } from './show-threads.ts'

interface ThreadRequest extends PageRequest {
  readonly cohortId?: CohortId | undefined
}

/** Talk about a clip in clip order, what is off it last; of one cohort, or of all that the viewer may read. */
export async function findThreads(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { cohortId, ...request }: ThreadRequest,
) {
  const position = readPosition(request.after)
  const clip = await findClip(db, viewer, clipId)
  if (cohortId !== undefined) await findStanding(db, viewer, clip, cohortId)
  const cut = cutOf(clip)
  const { items, next } = await pageInClipOrder(cut, request, position, (stretch) =>
    visibleThreads(db, viewer)
      .selectAll('threads')
      .where('threads.clipId', '=', clipId)
      .where(inStretch('threads', cut, stretch))
      // Nothing is left of a thread whose every word was deleted, or is kept from them.
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('comments')
            .select('comments.id')
            .whereRef('comments.threadId', '=', 'threads.id')
            .where('comments.deletedAt', 'is', null)
            .where(isUnsealed(db, viewer, 'comments')),
        ),
      )
      .$if(cohortId !== undefined, (query) => query.where('threads.cohortId', '=', cohortId as CohortId))
      .orderBy(clipTime('threads'))
      .orderBy('threads.id')
      .limit(stretch.limit)
      .execute(),
  )
  const standingIn = await standings(db, viewer, clip, items)
  return { items: await showThreads(db, viewer, items, standingIn, cut), next }
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
  isShared: false,
  canComment: false,
  exemplarId: null,
}
