import { Type } from 'typebox'
import { IdSchema, type UploadId } from '../platform/ids.ts'
import { defineJob } from '../platform/queue/job.ts'

/** Makes the recording that a first start shows, as if it had been uploaded. */
export const MakeDemoRecording = defineJob({
  name: 'demo.make-recording',
  queue: 'quick',
  payload: Type.Object({ uploadId: IdSchema<UploadId>() }),
  attempts: 3,
})
