import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { SweepClips } from './jobs.ts'

/**
 * Takes out the chunks of a clip, in the caller's transaction, which moves the clip on: nothing is made in them any more.
 * Their objects are given up, and go with the sweep that is asked for.
 */
export async function dropChunks(db: Db, clipId: ClipId): Promise<void> {
  const dropped = await db.deleteFrom('chunks').where('clipId', '=', clipId).returning('objectKey').execute()
  const keys = dropped.flatMap(({ objectKey }) => objectKey ?? [])
  if (keys.length === 0) return
  await db
    .updateTable('storedObjects')
    .set({ discardedAt: sql<Date>`now()` })
    .where('objectKey', 'in', keys)
    .execute()
  await enqueue(db, SweepClips, {})
}
