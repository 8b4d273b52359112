import { Type } from 'typebox'
import { type ClipId, IdSchema } from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/** Destroys everything of a clip whose purge was ordered, and writes the certificate. */
export const PurgeClip = defineJob({
  name: 'retention.purge-clip',
  queue: 'upkeep',
  payload: Type.Object({ clipId: IdSchema<ClipId>() }),
  attempts: 10,
})
