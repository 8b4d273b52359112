import { findOpenChunk } from '../src/clips/find-chunks.ts'
import { finishChunk } from '../src/clips/finish-chunk.ts'
import type { EncodeChunk } from '../src/clips/jobs.ts'
import { makeWhole } from '../src/clips/make-whole.ts'
import { reportChunk } from '../src/clips/report-chunk.ts'
import { encodeChunk as encodePictures, encodeSound } from '../src/platform/media/encode-chunk.ts'
import { factsOf } from './facts-of.ts'
import type { Handler } from './handler.ts'
import { levelOfCut } from './level-of-cut.ts'
import { placeObjects } from './place-objects.ts'
import { clipStep, isCutAnewOrPurged, onBench } from './preparing-step.ts'
import { followChunk } from './progress.ts'
import { missingOf } from './publish-ladder.ts'

/** Makes one chunk of a ladder: its pictures for all rungs, or its sound. */
const step = clipStep<typeof EncodeChunk>(
  'watchable',
  async (task, { chunkId }) => {
    const { platform, tools } = task.workshop
    const chunk = await findOpenChunk(platform.db, chunkId)
    if (!chunk) return
    await onBench(task, async (bench) => {
      const { clip, file: source, folder, signal } = bench
      const facts = await factsOf(bench)
      await reportChunk(platform.db, clip, chunkId, 0)
      const onProgress = followChunk(platform, clip, chunkId)
      const plan = missingOf(clip, facts)
      const job = { tools, source, facts, cut: clip.cut, folder, signal, plan, onProgress }
      const file =
        chunk.kind === 'sound'
          ? await encodeSound({ ...job, level: await levelOfCut(bench, facts) })
          : await encodePictures({ ...job, chunk: { first: chunk.firstFrame, end: chunk.endFrame } })
      await placeObjects(platform, clip, signal, async (place) =>
        finishChunk(platform.db, clip, chunkId, await place.chunk(file)),
      )
    })
  },
  async (platform, clip, { chunkId }) =>
    (await findOpenChunk(platform.db, chunkId)) === undefined || (await isCutAnewOrPurged(platform, clip)),
)

export const encodeChunk: Handler<typeof EncodeChunk> = {
  ...step,
  /** A clip is no worse than one that was not divided. */
  async giveUp({ clipId, cutNo = 1, chunkId }, { platform: { db, log } }, because) {
    if (!(await findOpenChunk(db, chunkId))) return
    log.warn({ clipId, err: because }, 'a chunk could not be made')
    await makeWhole(db, { id: clipId, cutNo })
  },
}
