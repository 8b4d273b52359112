import { findPreparation, type Preparation } from '../src/clips/find-preparation.ts'
import { handOn } from '../src/clips/hand-on.ts'
import { EncodeFirstRung, EncodeLadder, type EncodeLean } from '../src/clips/jobs.ts'
import { publishPreparation } from '../src/clips/publish-preparation.ts'
import { encodeLean as encodeStills } from '../src/platform/media/encode-lean.ts'
import { planLean } from '../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../src/platform/media/verify.ts'
import { factsOf, lengthOf } from './facts-of.ts'
import type { Handler } from './handler.ts'
import { levelOfCut } from './level-of-cut.ts'
import { placeObjects } from './place-objects.ts'
import { posterOfCut } from './poster-of-cut.ts'
import { preparingStep } from './preparing-step.ts'
import { beginStep, followProgress, stretches } from './progress.ts'
import { afterLean } from './still-to-come.ts'

/**
 * Makes stills and speech of a long clip: the first that there is to watch of one that could not be copied, and beside the
 * copy of one that could.
 */
const step = preparingStep<typeof EncodeLean>(['preparing', 'watchable'], async (bench) => {
  const { workshop, clip, file, folder, signal } = bench
  const { platform, tools } = workshop
  if (isMade(clip)) return
  const facts = await factsOf(bench)
  const plan = planLean(facts, lengthOf(clip, facts))
  // Nobody asks for it where there is none to make.
  if (!plan) throw new TypeError('a clip that is short has no stills')
  const isFirst = clip.state === 'preparing'
  const stretch = isFirst ? stretches.lean : stretches.leanBesideCopy
  await beginStep(platform, clip, stretch)
  const level = await levelOfCut(bench, facts)
  const made = await encodeStills({
    ...{ tools, source: file, facts, cut: clip.cut, folder, signal, level, plan },
    onProgress: followProgress(platform, clip, stretch, afterLean(facts, plan)),
  })
  await verifyRendition(tools, made, lengthOf(clip, facts), signal)
  const poster = isFirst ? await posterOfCut(bench, [made]) : null
  await placeObjects(platform, clip, signal, async (place) =>
    publishPreparation(platform.db, clip, {
      renditions: [await place.rendition(made)],
      stills: poster ? [await place.poster(poster)] : [],
      from: clip.state,
      to: 'watchable',
      next: EncodeLadder,
    }),
  )
})

export const encodeLean: Handler<typeof EncodeLean> = {
  ...step,
  /** A clip is no worse than a shorter one for it: what would have come after it comes now. */
  async giveUp({ clipId, cutNo = 1 }, { platform }, because) {
    const { db, log } = platform
    log.warn({ clipId, err: because }, 'stills and speech could not be made')
    const clip = await findPreparation(db, clipId)
    if (clip?.cutNo !== cutNo || isMade(clip)) return
    await handOn(db, clip, clip.state === 'preparing' ? EncodeFirstRung : EncodeLadder)
  },
}

const isMade = ({ renditions }: Preparation): boolean => renditions.some(({ name }) => name === 'lean')
