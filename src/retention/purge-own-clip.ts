import { visibleClips } from '../clips/find-clip.ts'
import { ownsClip } from '../clips/policy.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { authorize, notFound } from '../platform/problems.ts'
import { findOwnPurge, findPurge } from './find-purges.ts'
import { orderPurge } from './order-purge.ts'
import type { Purge } from './schemas.ts'

/** The owner has a clip destroyed, for good. Twice is once: the second time answers how far it is. */
export async function purgeOwnClip(db: Db, viewer: Viewer, clipId: ClipId): Promise<Purge> {
  const clip = await visibleClips(db, viewer)
    .select(['clips.id', 'clips.organisationId', 'clips.ownerId'])
    .where('clips.id', '=', clipId)
    .executeTakeFirst()
  if (!clip) return (await findOwnPurge(db, viewer, clipId)) ?? notFound('clip')
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip can have it destroyed.')
  await db.transaction().execute((trx) => orderPurge(trx, clip, 'owner', viewer.personId))
  return findPurge(db, viewer, clipId)
}
