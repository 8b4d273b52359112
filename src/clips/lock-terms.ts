import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { holdOwner } from './hold-owner.ts'
import { isPurged } from './still-stands.ts'

/**
 * Lets one transaction at a time change who may see a clip, and none once it was purged. Who only writes next to the
 * clip does not wait for it. Take it before any lock but those on people.
 */
export async function lockTerms(db: Db, clipId: ClipId): Promise<void> {
  await holdOwner(db, clipId)
  const clip = await db
    .selectFrom('clips')
    .select('id')
    .where('id', '=', clipId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  // Another statement, for it must see what was committed while the lock was waited for.
  if (!clip || (await isPurged(db, clipId))) notFound('clip')
}
