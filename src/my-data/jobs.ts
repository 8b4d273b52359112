import { Type } from 'typebox'
import { type ExportId, IdSchema } from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/**
 * Copies everything of a person into one file. It may take as long as an encode, and waits in line with these: on
 * `quick` it would hold up what somebody is waiting to watch, on `upkeep` the destruction of what is to be destroyed.
 */
export const MakeExport = defineJob({
  name: 'my-data.make-export',
  queue: 'media',
  payload: Type.Object({ exportId: IdSchema<ExportId>() }),
  attempts: 3,
  priority: 1,
})

/** Removes exports whose time is over, and has the clips of erased people destroyed that were on hold. */
export const SweepMyData = defineJob({
  name: 'my-data.sweep',
  queue: 'upkeep',
  payload: Type.Object({}),
  attempts: 3,
})
