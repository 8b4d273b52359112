import type { Db } from '../platform/db/schema.ts'
import type { OfCut } from './find-chunks.ts'
import { stillStands } from './still-stands.ts'

/**
 * Answers whether the cut of a clip still waits for its ladder, and keeps whoever else moves the clip waiting until the
 * caller's transaction ends.
 */
export async function holdWatchable(db: Db, { id: clipId, cutNo }: OfCut): Promise<boolean> {
  if (!(await stillStands(db, clipId))) return false
  const clip = await db
    .selectFrom('clips')
    .select(['cutNo', 'state', 'failureCode'])
    .where('id', '=', clipId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return clip?.cutNo === cutNo && clip.state === 'watchable' && clip.failureCode === null
}
