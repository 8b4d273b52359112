import { forgetMuted } from '../src/captions/forget-muted.ts'
import { settleLostCaptions } from '../src/captions/settle-lost.ts'
import { endUploads } from '../src/clips/end-uploads.ts'
import { discardOriginal, findGivenUpOriginals } from '../src/clips/give-up-original.ts'
import type { SweepClips, SweepOrphans } from '../src/clips/jobs.ts'
import { removeOrphans } from '../src/clips/remove-orphans.ts'
import { sendOnLost } from '../src/clips/send-on-lost.ts'
import { sweepObjects } from '../src/clips/sweep-objects.ts'
import { sweepPlaybacks } from '../src/clips/sweep-playbacks.ts'
import type { Db } from '../src/platform/db/schema.ts'
import type { Handler } from './handler.ts'

const dayMs = 86_400_000

export const sweepClips: Handler<typeof SweepClips> = {
  async run(_payload, { platform }, signal) {
    await endUploads(platform, signal)
    const lost = await sendOnLost(platform.db)
    if (lost > 0) platform.log.warn({ clips: lost }, 'clips that nobody was preparing were sent on')
    await settleLostCaptions(platform.db)
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

export const sweepOrphans: Handler<typeof SweepOrphans> = {
  async run(_payload, { platform: { db, store, log } }, signal) {
    const { found, removed } = await removeOrphans(db, store, signal)
    if (removed > 0) log.info({ removed }, 'removed objects that no row knew')
    else if (found > 0) {
      log.error({ found }, 'many objects in the store are not in this database: none was removed')
    }
  },
}
