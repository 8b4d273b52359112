import type { Db } from '../platform/db/schema.ts'
import { type ChunkId, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { findChunks, isUnderWay } from './find-chunks.ts'
import type { Preparation } from './find-preparation.ts'
import { findTurn } from './find-turn.ts'
import { holdWatchable } from './hold-watchable.ts'
import { EncodeChunk, JoinChunks } from './jobs.ts'

export interface NewChunk {
  readonly kind: 'picture' | 'sound'
  /** Frames of the cut's own timeline, half-open. */
  readonly firstFrame: number
  readonly endFrame: number
}

type OfCut = Pick<Preparation, 'id' | 'organisationId' | 'cutNo'>

/**
 * Divides the ladder of a cut: notes its chunks and writes a job for each, or goes on with those that were noted before, as
 * far as nobody is at work on them. Nothing where the cut needs no ladder any more.
 */
export const beginChunks = (db: Db, clip: OfCut, chunks: readonly NewChunk[]): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { id: clipId, organisationId, cutNo } = clip
    if (!(await holdWatchable(trx, clip))) return
    const before = await findChunks(trx, clip)
    if (before.length === 0 && chunks.length > 0) {
      await trx
        .insertInto('chunks')
        .values(
          chunks.map((chunk, position) => ({
            ...{ organisationId, id: newId<ChunkId>(), clipId, cutNo, position, ...chunk },
          })),
        )
        .execute()
    }
    const turn = await findTurn(trx, clipId)
    const noted = before.length > 0 ? before : await findChunks(trx, clip)
    const open = noted.filter(({ doneAt }) => doneAt === null)
    for (const { id: chunkId } of open) {
      if (await isUnderWay(trx, clip, EncodeChunk.name, chunkId)) continue
      await enqueue(trx, EncodeChunk, { clipId, cutNo, chunkId }, turn)
    }
    if (noted.length > 0 && open.length === 0 && !(await isUnderWay(trx, clip, JoinChunks.name)))
      await enqueue(trx, JoinChunks, { clipId, cutNo }, turn)
  })
