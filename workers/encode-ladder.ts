import { askWhenPrepared } from '../src/captions/ask-when-prepared.ts'
import type { EncodeLadder } from '../src/clips/jobs.ts'
import { encodeRungs } from '../src/platform/media/encode.ts'
import { isEmptyPlan } from '../src/platform/media/rendition-plan.ts'
import { divideLadder } from './divide-ladder.ts'
import { factsOf } from './facts-of.ts'
import type { Handler } from './handler.ts'
import { levelOfCut } from './level-of-cut.ts'
import { preparingStep } from './preparing-step.ts'
import { beginStep, followProgress, stretches } from './progress.ts'
import { missingOf, publishLadder } from './publish-ladder.ts'

const whole = preparingStep<typeof EncodeLadder>('watchable', async (bench) => {
  const { workshop, clip, file, folder, signal } = bench
  const { platform, tools } = workshop
  // Before the last step, so that dying anywhere leaves none unasked.
  if (platform.config.captionsCommand !== undefined) await askWhenPrepared(platform.db, clip)
  const facts = await factsOf(bench)
  const plan = missingOf(clip, facts)
  await beginStep(platform, clip, stretches.encoding)
  const level = await levelOfCut(bench, facts)
  const onProgress = followProgress(platform, clip, stretches.encoding)
  const made = isEmptyPlan(plan)
    ? []
    : await encodeRungs({
        tools,
        source: file,
        facts,
        cut: clip.cut,
        folder,
        signal,
        plan,
        level,
        onProgress,
      })
  await beginStep(platform, clip, stretches.verifying)
  await publishLadder(bench, facts, made)
})

/**
 * Makes every rendition that is still missing, and the storyboard, and publishes them together; or has several workers do
 * so, where that is worth it.
 */
export const encodeLadder: Handler<typeof EncodeLadder> = {
  ...whole,
  async run(payload, workshop, signal) {
    if (!(await divideLadder(payload, workshop))) await whole.run(payload, workshop, signal)
  },
}
