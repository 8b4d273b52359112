import type { Db } from '../platform/db/schema.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import type { Preparation } from './find-preparation.ts'
import { findTurn } from './find-turn.ts'
import type { EncodeFirstRung, EncodeLadder } from './jobs.ts'
import { stillStands } from './still-stands.ts'

/** A step that a clip can do without was given up: the next one follows all the same, as long as the clip stands. */
export const handOn = (
  db: Db,
  { id: clipId, cutNo }: Preparation,
  next: typeof EncodeFirstRung | typeof EncodeLadder,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    if (await stillStands(trx, clipId))
      await enqueue(trx, next, { clipId, cutNo }, await findTurn(trx, clipId))
  })
