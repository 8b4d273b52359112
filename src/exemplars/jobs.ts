import { Type } from 'typebox'
import { defineJob } from '../platform/queue/job.ts'

/** Settles exemplars that are over without anybody having ended them: their time ran out, or their owner left. */
export const SweepExemplars = defineJob({
  name: 'exemplars.sweep',
  queue: 'upkeep',
  payload: Type.Object({}),
  attempts: 3,
})
