import { eraseAssigned } from '../src/assignments/erase-assigned.ts'
import { eraseCaptions } from '../src/captions/erase-captions.ts'
import { certifyPurge } from '../src/clips/certify-purge.ts'
import { destroyObjects } from '../src/clips/destroy-objects.ts'
import { eraseClip } from '../src/clips/erase-clip.ts'
import { findOrderedPurge, isBeingWritten } from '../src/clips/find-ordered-purge.ts'
import type { PurgeClip } from '../src/clips/jobs.ts'
import { lockClip } from '../src/clips/write-purge.ts'
import { letClipGo } from '../src/coaching/forget-coaching.ts'
import { forgetComparedClip } from '../src/cycles/forget-cycles.ts'
import { eraseExemplars } from '../src/exemplars/erase-exemplars.ts'
import { settleClip } from '../src/exemplars/settle-exemplar.ts'
import { forgetChoices } from '../src/packs/forget-choices.ts'
import { forgetEnding } from '../src/retention/forget-clip.ts'
import { eraseTalk } from '../src/threads/erase-talk.ts'
import type { Handler } from './handler.ts'

/**
 * First every object, then, in one transaction, every row and the certificate. Until that is committed all keys are
 * still noted, so that dying anywhere only means doing it again.
 */
export const purgeClip: Handler<typeof PurgeClip> = {
  async run({ clipId }, { platform }, signal) {
    const { db } = platform
    if (!(await findOrderedPurge(db, clipId))) return
    // It was told to stop, and would write what was just removed.
    if (await isBeingWritten(db, clipId)) throw new Error('somebody is still writing to a clip to be purged')
    const objects = await destroyObjects(platform, clipId, signal)
    await db.transaction().execute(async (trx) => {
      await lockClip(trx, clipId)
      if (!(await findOrderedPurge(trx, clipId))) return
      // The receipt tells where it was, so it comes first.
      await settleClip(trx, clipId)
      const counts = {
        ...(await eraseClip(trx, clipId)),
        ...(await eraseCaptions(trx, clipId)),
        ...(await eraseTalk(trx, clipId)),
        ...(await eraseExemplars(trx, [clipId])),
      }
      await eraseAssigned(trx, clipId)
      await forgetChoices(trx, clipId)
      await forgetEnding(trx, clipId)
      await forgetComparedClip(trx, clipId)
      await letClipGo(trx, clipId)
      await certifyPurge(trx, clipId, objects, counts)
    })
  },
}
