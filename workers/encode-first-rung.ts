import { findPreparation } from '../src/clips/find-preparation.ts'
import { type EncodeFirstRung, EncodeLadder } from '../src/clips/jobs.ts'
import { publishPreparation } from '../src/clips/publish-preparation.ts'
import { encodeRungs } from '../src/platform/media/encode.ts'
import { planFirstRung } from '../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../src/platform/media/verify.ts'
import { giveUpClip, orRefuse } from './clip-failures.ts'
import { factsOf } from './facts-of.ts'
import type { Handler } from './handler.ts'
import { placeObjects } from './place-objects.ts'
import { followProgress, stretches } from './progress.ts'
import { withSource } from './with-source.ts'

/** Makes the one rendition that a clip can be watched in soonest. */
export const encodeFirstRung: Handler<typeof EncodeFirstRung> = {
  giveUp: giveUpClip,
  async run({ clipId }, workshop, signal) {
    const { platform, tools } = workshop
    const clip = await findPreparation(platform.db, clipId)
    if (clip?.state !== 'preparing') return
    await orRefuse(workshop, clipId, () =>
      withSource(workshop, clip, signal, async ({ file, folder }) => {
        const facts = await factsOf(workshop, clip, file, signal)
        const made = await encodeRungs({
          ...{ tools, source: file, facts, folder, signal, plan: planFirstRung(facts) },
          onProgress: followProgress(platform, clipId, stretches.firstRung),
        })
        for (const rendition of made) await verifyRendition(tools, rendition, facts.durationMs, signal)
        await placeObjects(platform, clip, signal, async (place) =>
          publishPreparation(platform.db, clip, {
            renditions: await Promise.all(made.map(place.rendition)),
            from: 'preparing',
            to: 'watchable',
            next: EncodeLadder,
          }),
        )
      }),
    )
  },
}
