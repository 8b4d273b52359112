import { requireRole } from '../identity/find-roles.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'

/** A clip of the organisation, for a privacy officer who was told its id: whose it is, and nothing of what is in it. */
export async function findClipForPrivacy(db: Db, viewer: Viewer, clipId: ClipId) {
  await requireRole(db, viewer, 'privacy officer')
  const clip = await db
    .selectFrom('clips')
    .leftJoin('clipPurges', 'clipPurges.clipId', 'clips.id')
    .select([
      'clips.id',
      'clips.organisationId',
      'clips.ownerId',
      'clipPurges.orderedBy',
      'clipPurges.orderedAt',
    ])
    .where('clips.id', '=', clipId)
    .where('clips.organisationId', '=', viewer.organisationId)
    .executeTakeFirst()
  return clip ?? notFound('clip')
}
