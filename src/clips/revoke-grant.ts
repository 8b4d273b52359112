import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, GrantId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { authorize, notFound } from '../platform/problems.ts'
import { findClip } from './find-clip.ts'
import { ownsClip } from './policy.ts'

/** The cohort no longer sees the clip, from the commit on. Doing it twice changes nothing. */
export async function revokeGrant(db: Db, viewer: Viewer, clipId: ClipId, grantId: GrantId): Promise<void> {
  const clip = await findClip(db, viewer, clipId)
  authorize(ownsClip(viewer, clip), 'Only the person who uploaded the clip decides who sees it.')
  await db.transaction().execute(async (trx) => {
    const revoked = await trx
      .updateTable('clipGrants')
      .set({ revokedAt: sql<Date>`coalesce(revoked_at, now())` })
      .where('id', '=', grantId)
      .where('clipId', '=', clipId)
      .executeTakeFirst()
    if (revoked.numUpdatedRows === 0n) return notFound('grant')
    await announce(trx, { clipId, what: 'clip' })
  })
}
