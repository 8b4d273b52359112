import { Type } from 'typebox'
import { type ClipId, IdSchema } from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/** Has the operator's own program listen to a clip and write down what is said. */
export const MakeCaptions = defineJob({
  name: 'captions.make',
  queue: 'media',
  payload: Type.Object({ clipId: IdSchema<ClipId>(), cutNo: Type.Integer({ minimum: 1 }) }),
  attempts: 2,
  priority: 1,
})
