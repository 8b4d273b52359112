import { endUploads } from '../src/clips/end-uploads.ts'
import type { SweepClips } from '../src/clips/jobs.ts'
import { sweepObjects } from '../src/clips/sweep-objects.ts'
import { sweepPlaybacks } from '../src/clips/sweep-playbacks.ts'
import type { Handler } from './handler.ts'

const dayMs = 86_400_000

export const sweepClips: Handler<typeof SweepClips> = {
  async run(_payload, { platform }, signal) {
    await endUploads(platform, signal)
    await sweepPlaybacks(platform.db)
    const objects = await sweepObjects(platform.db, platform.store)
    // Unfinished uploads look like leftovers to the store: they must have been given up before.
    const leftovers = await platform.store.removeLeftovers((platform.config.limits.uploadDays + 2) * dayMs)
    if (objects + leftovers > 0) platform.log.info({ objects, leftovers }, 'swept the store')
  },
}
