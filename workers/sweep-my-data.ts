import type { SweepMyData } from '../src/my-data/jobs.ts'
import { purgeClipsOfErased } from '../src/my-data/purge-clips-of-erased.ts'
import { sweepExports } from '../src/my-data/sweep-exports.ts'
import type { Handler } from './handler.ts'

export const sweepMyData: Handler<typeof SweepMyData> = {
  async run(_payload, { platform: { db, store, log } }, signal) {
    const files = await sweepExports(db, store, signal)
    const clips = await purgeClipsOfErased(db)
    if (files + clips > 0) log.info({ files, clips }, 'swept what people had taken out')
  },
}
