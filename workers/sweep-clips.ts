import { forgetMuted } from '../src/captions/forget-muted.ts'
import { endUploads } from '../src/clips/end-uploads.ts'
import { discardOriginal, findGivenUpOriginals } from '../src/clips/give-up-original.ts'
import type { SweepClips } from '../src/clips/jobs.ts'
import { sweepObjects } from '../src/clips/sweep-objects.ts'
import { sweepPlaybacks } from '../src/clips/sweep-playbacks.ts'
import type { Db } from '../src/platform/db/schema.ts'
import type { Handler } from './handler.ts'

const dayMs = 86_400_000

export const sweepClips: Handler<typeof SweepClips> = {
  async run(_payload, { platform }, signal) {
    await endUploads(platform, signal)
    await sweepPlaybacks(platform.db)
    await discardOriginals(platform.db)
    const objects = await sweepObjects(platform.db, platform.store)
    // Unfinished uploads look like leftovers to the store: they must have been given up before.
    const leftovers = await platform.store.removeLeftovers((platform.config.limits.uploadDays + 2) * dayMs)
    if (objects + leftovers > 0) platform.log.info({ objects, leftovers }, 'swept the store')
  },
}

/** What was said in a muted part goes with the only sound it could be heard in. */
async function discardOriginals(db: Db): Promise<void> {
  for (const clipId of await findGivenUpOriginals(db)) {
    await db.transaction().execute(async (trx) => {
      if (await discardOriginal(trx, clipId)) await forgetMuted(trx, clipId)
    })
  }
}
