import { Type } from 'typebox'
import { type HoldId, IdSchema, type PersonId } from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/** Ends what has come to its end, warns owners of what soon will, and drops what is left of old purges. Once a day. */
export const EndClips = defineJob({
  name: 'retention.end-clips',
  queue: 'upkeep',
  payload: Type.Object({}),
  attempts: 10,
})

/** Goes on with purges that did not get done, and ends clips whose consent stayed withdrawn. Every ten minutes. */
export const SweepPurges = defineJob({
  name: 'retention.sweep-purges',
  queue: 'upkeep',
  payload: Type.Object({}),
  attempts: 3,
})

/** Tells an owner that clips of theirs end soon; of all that one day's run told of. */
export const MailWarning = defineJob({
  name: 'retention.mail-warning',
  queue: 'mail',
  payload: Type.Object({ personId: IdSchema<PersonId>(), day: Type.String({ format: 'date' }) }),
  attempts: 8,
})

/** Tells an owner that a clip of theirs is on hold, or no longer is. */
export const MailHold = defineJob({
  name: 'retention.mail-hold',
  queue: 'mail',
  payload: Type.Object({ holdId: IdSchema<HoldId>(), of: Type.Enum(['placed', 'lifted'] as const) }),
  attempts: 8,
})
