import { appendAudit } from '../identity/append-audit.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { findClipForPrivacy } from './find-clip-for-privacy.ts'
import { findPurge } from './find-purges.ts'
import { orderPurge } from './order-purge.ts'
import type { Purge } from './schemas.ts'

/** A privacy officer has a clip destroyed that they cannot see. One that somebody else ordered is not there any more. */
export async function purgeForPrivacy(db: Db, viewer: Viewer, clipId: ClipId): Promise<Purge> {
  const clip = await findClipForPrivacy(db, viewer, clipId)
  if (clip.orderedAt && clip.orderedBy !== viewer.personId) notFound('clip')
  await db.transaction().execute(async (trx) => {
    const ordered = await orderPurge(trx, clip, 'privacy officer', viewer.personId)
    if (ordered) await appendAudit(trx, viewer, 'order-purge', { clipId })
  })
  return findPurge(db, viewer, clipId)
}
