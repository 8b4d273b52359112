import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { holdOwner } from './hold-owner.ts'

/**
 * Answers whether the clip is there and was not purged, and lets no purge of it be ordered before the caller's
 * transaction ends: what is written next to a clip is either found by its purge or never written.
 */
export async function stillStands(db: Db, clipId: ClipId): Promise<boolean> {
  await holdOwner(db, clipId)
  // The lock comes first: a look in the same statement would not see what was committed while it waited.
  const clip = await db
    .selectFrom('clips')
    .select('id')
    .where('id', '=', clipId)
    .forKeyShare()
    .executeTakeFirst()
  return clip !== undefined && !(await isPurged(db, clipId))
}

/** The same, as a refusal: a purged clip exists for nobody. */
export async function refusePurged(db: Db, clipId: ClipId): Promise<void> {
  if (!(await stillStands(db, clipId))) notFound('clip')
}

export const isPurged = async (db: Db, clipId: ClipId): Promise<boolean> =>
  (await db.selectFrom('clipPurges').select('clipId').where('clipId', '=', clipId).executeTakeFirst()) !==
  undefined
