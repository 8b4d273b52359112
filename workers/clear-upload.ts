import type { ClearUpload } from '../src/clips/jobs.ts'
import type { Handler } from './handler.ts'

export const clearUpload: Handler<typeof ClearUpload> = {
  run: ({ uploadId }, { platform }) => platform.storage.resumable.discard(uploadId),
}
