import type { AudienceClosed } from '../src/clips/jobs.ts'
import type { SweepExemplars } from '../src/exemplars/jobs.ts'
import { settleOver } from '../src/exemplars/settle-exemplar.ts'
import { sweepExemplars } from '../src/exemplars/sweep-exemplars.ts'
import type { Handler } from './handler.ts'

export const settleClosedAudience: Handler<typeof AudienceClosed> = {
  async run({ exemplarId }, { platform }) {
    await settleOver(platform.db, exemplarId)
  },
}

export const sweepExemplarsOften: Handler<typeof SweepExemplars> = {
  run: (_payload, { platform }, signal) => sweepExemplars(platform.db, signal),
}
