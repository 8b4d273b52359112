import type { Db } from '../platform/db/schema.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { dropChunks } from './drop-chunks.ts'
import type { OfCut } from './find-chunks.ts'
import { findTurn } from './find-turn.ts'
import { holdWatchable } from './hold-watchable.ts'
import { EncodeLadder } from './jobs.ts'

/** A ladder cannot be made in chunks: it is made as a whole instead, where the cut still waits for it. */
export const makeWhole = (db: Db, clip: OfCut): Promise<void> =>
  db.transaction().execute(async (trx) => {
    if (!(await holdWatchable(trx, clip))) return
    const { id: clipId, cutNo } = clip
    await dropChunks(trx, clipId)
    await enqueue(trx, EncodeLadder, { clipId, cutNo, isWhole: true }, await findTurn(trx, clipId))
  })
