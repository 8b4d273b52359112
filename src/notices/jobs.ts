import { Type } from 'typebox'
import { type DigestId, IdSchema } from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/** Sees whose turn it is to be written to. Every ten minutes. */
export const PlanDigests = defineJob({
  name: 'notices.plan-digests',
  queue: 'upkeep',
  payload: Type.Object({}),
  attempts: 3,
})

/** Writes to somebody what there is to tell them, if there is something. */
export const MailDigest = defineJob({
  name: 'notices.mail-digest',
  queue: 'mail',
  payload: Type.Object({ digestId: IdSchema<DigestId>() }),
  attempts: 8,
})
