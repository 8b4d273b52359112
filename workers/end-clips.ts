import { dropAudiences, dropTombstone, findOldTombstones } from '../src/clips/erase-clip.ts'
import { dropExemplars } from '../src/exemplars/erase-exemplars.ts'
import type { Db } from '../src/platform/db/schema.ts'
import { endClips } from '../src/retention/end-clips.ts'
import { forgetEnding, forgetHolds } from '../src/retention/forget-clip.ts'
import type { EndClips } from '../src/retention/jobs.ts'
import { dropTalk } from '../src/threads/erase-talk.ts'
import type { Handler } from './handler.ts'

export const endClipsDaily: Handler<typeof EndClips> = {
  async run(_payload, { platform: { db } }, signal) {
    await endClips(db, signal)
    await dropTombstones(db, signal)
  },
}

/** Two years after a purge was done, nothing is left to prove it to anybody. */
async function dropTombstones(db: Db, signal: AbortSignal): Promise<void> {
  let old = await findOldTombstones(db)
  while (old.length > 0) {
    for (const { clipId } of old) {
      signal.throwIfAborted()
      await db.transaction().execute(async (trx) => {
        await dropTalk(trx, clipId)
        await dropAudiences(trx, clipId)
        await dropExemplars(trx, clipId)
        await forgetEnding(trx, clipId)
        await forgetHolds(trx, clipId)
        await dropTombstone(trx, clipId)
      })
    }
    old = await findOldTombstones(db)
  }
}
