import { findPreparation, type Preparation } from '../src/clips/find-preparation.ts'
import type { ClipState } from '../src/clips/states.ts'
import { isPurged } from '../src/clips/still-stands.ts'
import type { ClipId } from '../src/platform/ids.ts'
import { checkScratchRoom, withScratch } from '../src/platform/media/scratch.ts'
import type { Job } from '../src/platform/queue/job.ts'
import { giveUpClip, orRefuse } from './clip-failures.ts'
import type { Handler, Workshop } from './handler.ts'

/** What one step of preparing a clip has before it. */
export interface Bench {
  readonly workshop: Workshop
  readonly clip: Preparation
  /** The original on this disk, as ffmpeg is given local files only. Read it, never write to it. */
  readonly file: string
  /** An empty folder for what is made of it; both are gone afterwards. */
  readonly folder: string
  readonly signal: AbortSignal
}

/**
 * A step of preparing a clip: done only in the state it is for, so that doing it twice changes nothing. A recording that
 * is itself to blame ends the clip as failed at once; any other failure is tried again, and then given up.
 */
export const preparingStep = <J extends Job>(
  state: ClipState,
  work: (bench: Bench) => Promise<void>,
): Handler<J> => {
  const step: Handler<J> = {
    async run(payload, workshop, outer) {
      const { clipId } = payload as { clipId: ClipId }
      const clip = await findPreparation(workshop.platform.db, clipId)
      if (clip?.state !== state) return
      await whileItStands(workshop, clip, outer, (signal) =>
        orRefuse(workshop, clipId, () =>
          withScratch(workshop.scratch, async (folder) => {
            await checkScratchRoom(workshop.scratch, clip.bytes)
            const file = `${folder}/original`
            await workshop.platform.store.copyToFile(clip.objectKey, file, signal)
            await work({ workshop, clip, file, folder, signal })
          }),
        ),
      )
    },
    giveUp: (payload, workshop, because) => giveUpClip(payload as { clipId: ClipId }, workshop, because),
  }
  return step
}

/** Stops the work at once when the clip is purged under it: that is its end, and no failure. */
async function whileItStands(
  { platform: { db, changes } }: Workshop,
  { id: clipId, ownerId: personId }: Preparation,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const gone = new AbortController()
  const stop = changes.follow({ clipId, personId }, async (change) => {
    if (change?.what !== 'talk' && (await isPurged(db, clipId).catch(() => false))) gone.abort()
  })
  try {
    await work(AbortSignal.any([outer, gone.signal]))
  } catch (error) {
    if (!(await isPurged(db, clipId))) throw error
  } finally {
    stop()
  }
}
