import { publishPreparation } from '../src/clips/publish-preparation.ts'
import type { MediaFacts } from '../src/platform/media/facts.ts'
import type { Packaged, RenditionName } from '../src/platform/media/packaged.ts'
import {
  planRenditions,
  type RenditionPlan,
  withoutRenditions,
} from '../src/platform/media/rendition-plan.ts'
import { makeStoryboard, type Storyboard, type StoryboardJob } from '../src/platform/media/storyboard.ts'
import { verifyRendition } from '../src/platform/media/verify.ts'
import { lengthOf } from './facts-of.ts'
import { placeObjects } from './place-objects.ts'
import { posterOfCut } from './poster-of-cut.ts'
import type { EmptyBench, Task } from './preparing-step.ts'

/** All renditions of a cut that are still missing. */
export const missingOf = ({ renditions }: Task['clip'], facts: MediaFacts): RenditionPlan =>
  withoutRenditions(
    planRenditions(facts),
    renditions.map(({ name }) => name as RenditionName),
  )

/** Holds the renditions of a ladder against what was promised, and publishes them together with the storyboard. */
export async function publishLadder(
  bench: EmptyBench,
  facts: MediaFacts,
  made: readonly Packaged[],
): Promise<void> {
  const { workshop, clip, signal } = bench
  const { platform, tools } = workshop
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
}

/** From the smallest picture there is, which stands in the store already where the ladder had none left to make. */
async function storyboardOf(
  { workshop: { platform, tools }, clip, folder, signal }: EmptyBench,
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
