import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { dropChunks } from './drop-chunks.ts'
import type { FailureCode } from './failures.ts'

/**
 * Preparing a clip came to an end without success. One that can be watched already stays watchable, with its failure
 * shown to its owner; one that is ready, or was cut anew meanwhile, is left alone.
 */
export const failClip = (db: Db, clipId: ClipId, failureCode: FailureCode, cutNo = 1): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const failed = await trx
      .updateTable('clips')
      .set((eb) => ({
        state: eb
          .case()
          .when('state', '=', 'preparing')
          .then('failed' as const)
          .else(eb.ref('state'))
          .end(),
        failureCode,
        progressStep: null,
        progressFraction: null,
        progressSecondsLeft: null,
      }))
      .where('id', '=', clipId)
      .where('cutNo', '=', cutNo)
      .where('state', 'in', ['preparing', 'watchable'])
      .executeTakeFirst()
    if (failed.numUpdatedRows === 0n) return
    await dropChunks(trx, clipId)
    await announce(trx, { clipId, what: 'clip' })
  })
