import { askWhenPrepared } from '../src/captions/ask-when-prepared.ts'
import type { EncodeLadder } from '../src/clips/jobs.ts'
import { publishPreparation } from '../src/clips/publish-preparation.ts'
import { encodeRungs } from '../src/platform/media/encode.ts'
import type { Packaged, RenditionName } from '../src/platform/media/packaged.ts'
import { isEmptyPlan, planRenditions, withoutRenditions } from '../src/platform/media/rendition-plan.ts'
import { makeStoryboard, type Storyboard, type StoryboardJob } from '../src/platform/media/storyboard.ts'
import { verifyRendition } from '../src/platform/media/verify.ts'
import { factsOf, lengthOf } from './facts-of.ts'
import { levelOfCut } from './level-of-cut.ts'
import { placeObjects } from './place-objects.ts'
import { posterOfCut } from './poster-of-cut.ts'
import { type Bench, preparingStep } from './preparing-step.ts'
import { beginStep, followProgress, stretches } from './progress.ts'

/** Makes every rendition that is still missing, and the storyboard, and publishes them together. */
export const encodeLadder = preparingStep<typeof EncodeLadder>('watchable', async (bench) => {
  const { workshop, clip, file, folder, signal } = bench
  const { platform, tools } = workshop
  // Before the last step, so that dying anywhere leaves none unasked.
  if (platform.config.captionsCommand !== undefined) await askWhenPrepared(platform.db, clip)
  const facts = await factsOf(bench)
  const done = clip.renditions.map(({ name }) => name as RenditionName)
  const plan = withoutRenditions(planRenditions(facts), done)
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
  for (const rendition of made) await verifyRendition(tools, rendition, lengthOf(clip, facts), signal)
  const storyboard = await storyboardOf(bench, made)
  // Larger than the one that was taken of the first rung.
  const poster = await posterOfCut(bench, made)
  await placeObjects(platform, clip, signal, async (place) =>
    publishPreparation(platform.db, clip, {
      renditions: await Promise.all(made.map(place.rendition)),
      stills: [
        ...(storyboard ? await place.storyboard(storyboard) : []),
        ...(poster ? [await place.poster(poster)] : []),
      ],
      // The recording as it came was a stop-gap: it is large, and no sibling of the ladder.
      retire: ['source'],
      from: 'watchable',
      to: 'ready',
    }),
  )
})

/** From the smallest picture there is, which stands in the store already where the ladder had none left to make. */
async function storyboardOf(
  { workshop: { platform, tools }, clip, folder, signal }: Bench,
  made: readonly Packaged[],
): Promise<Storyboard | null> {
  const make = (rendition: StoryboardJob['rendition']) =>
    makeStoryboard({ tools, rendition, cut: clip.cut, folder, signal })
  const smallest = made.findLast(({ kind }) => kind === 'video')
  if (smallest) return make(smallest)
  const standing = clip.renditions.find(({ name, width }) => name !== 'lean' && width !== null)
  if (!standing) return null
  const file = `${folder}/standing.mp4`
  await platform.store.copyToFile(standing.objectKey, file, signal)
  return make({ ...standing, file })
}
