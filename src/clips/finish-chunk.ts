import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import type { ChunkId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { findChunks, type OfCut } from './find-chunks.ts'
import { findTurn } from './find-turn.ts'
import { holdWatchable } from './hold-watchable.ts'
import { JoinChunks } from './jobs.ts'
import { settleObjects } from './stored-objects.ts'

/**
 * Makes an object one of the chunks of a cut, and has them put together once it is the last. Answers false, with nothing
 * changed, where the chunk is not wanted any more, or another run of it was faster.
 */
export const finishChunk = (db: Db, clip: OfCut, chunkId: ChunkId, objectKey: string): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    // One after the other: of two that end at once, exactly one finds that all are made.
    if (!(await holdWatchable(trx, clip))) return false
    const done = await trx
      .updateTable('chunks')
      .set({ objectKey, doneAt: sql<Date>`now()`, fraction: 1 })
      .where('id', '=', chunkId)
      .where('doneAt', 'is', null)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) return false
    await settleObjects(trx, [objectKey])
    const chunks = await findChunks(trx, clip)
    if (chunks.every(({ doneAt }) => doneAt !== null)) {
      const { id: clipId, cutNo } = clip
      await enqueue(trx, JoinChunks, { clipId, cutNo }, await findTurn(trx, clipId))
    }
    return true
  })
