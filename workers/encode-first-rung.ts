import { type EncodeFirstRung, EncodeLadder } from '../src/clips/jobs.ts'
import { publishPreparation } from '../src/clips/publish-preparation.ts'
import { encodeRungs } from '../src/platform/media/encode.ts'
import { planFirstRung } from '../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../src/platform/media/verify.ts'
import { factsOf, lengthOf } from './facts-of.ts'
import { levelOfCut } from './level-of-cut.ts'
import { placeObjects } from './place-objects.ts'
import { posterOfCut } from './poster-of-cut.ts'
import { preparingStep } from './preparing-step.ts'
import { followProgress, stretches } from './progress.ts'
import { afterFirstRung } from './still-to-come.ts'

/** Makes the one rendition that a clip can be watched in soonest. */
export const encodeFirstRung = preparingStep<typeof EncodeFirstRung>('preparing', async (bench) => {
  const { workshop, clip, file, folder, signal } = bench
  const { platform, tools } = workshop
  const facts = await factsOf(bench)
  const plan = planFirstRung(facts)
  const level = await levelOfCut(bench, facts)
  const made = await encodeRungs({
    ...{ tools, source: file, facts, cut: clip.cut, folder, signal, level, plan },
    onProgress: followProgress(platform, clip, stretches.firstRung, afterFirstRung(facts, plan)),
  })
  for (const rendition of made) await verifyRendition(tools, rendition, lengthOf(clip, facts), signal)
  const poster = await posterOfCut(bench, made)
  await placeObjects(platform, clip, signal, async (place) =>
    publishPreparation(platform.db, clip, {
      renditions: await Promise.all(made.map(place.rendition)),
      stills: poster ? [await place.poster(poster)] : [],
      from: 'preparing',
      to: 'watchable',
      next: EncodeLadder,
    }),
  )
})
