import { abandonUpload } from '../src/clips/abandon-upload.ts'
import { completeUpload } from '../src/clips/complete-upload.ts'
import { demoSeconds } from '../src/demo/demo-talk.ts'
import type { MakeDemoRecording } from '../src/demo/jobs.ts'
import { makeSampleClip } from '../src/platform/media/sample-clip.ts'
import { withScratch } from '../src/platform/media/scratch.ts'
import type { Handler } from './handler.ts'

export const makeDemoRecording: Handler<typeof MakeDemoRecording> = {
  run: ({ uploadId }, { platform, tools, scratch }, signal) =>
    withScratch(scratch, async (folder) => {
      const { db, store, storage } = platform
      const file = `${folder}/demo.mp4`
      await makeSampleClip(tools, file, demoSeconds, signal)
      const key = storage.resumable.objectKey(uploadId)
      const bytes = await store.putFile(key, file, { contentType: 'video/mp4', signal })
      await completeUpload(db, uploadId, { bytes })
    }),
  async giveUp({ uploadId }, { platform }) {
    await abandonUpload(platform.db, uploadId, 'fail')
  },
}
