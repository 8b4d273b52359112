import { findPreparation, type Preparation } from '../src/clips/find-preparation.ts'
import type { ClipState } from '../src/clips/states.ts'
import { isPurged } from '../src/clips/still-stands.ts'
import type { ClipId } from '../src/platform/ids.ts'
import { checkScratchRoom, withScratch } from '../src/platform/media/scratch.ts'
import type { Platform } from '../src/platform/platform.ts'
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

interface Payload {
  readonly clipId: ClipId
  readonly cutNo?: number
}

/**
 * A step of preparing a cut of a clip: done only in a state it is for, so that doing it twice changes nothing, and
 * left as soon as the clip is cut anew. A recording that is itself to blame ends the clip as failed at once; any other
 * failure is tried again, and then given up.
 */
export const preparingStep = <J extends Job>(
  state: ClipState | readonly ClipState[],
  work: (bench: Bench) => Promise<void>,
): Handler<J> => {
  const step: Handler<J> = {
    async run(payload, workshop, signal) {
      const { clipId, cutNo = 1 } = payload as Payload
      const clip = await findPreparation(workshop.platform.db, clipId)
      if (!clip || ![state].flat().includes(clip.state) || clip.cutNo !== cutNo) return
      const standing = whileCutStands(workshop.platform, clip, signal)
      try {
        await orRefuse(workshop, clip, () => onBench(workshop, clip, standing.signal, work))
      } catch (error) {
        // Nobody waits for it any more, and the next cut has jobs of its own.
        if (!(await standing.isOver())) throw error
      } finally {
        standing.stop()
      }
    },
    giveUp: (payload, workshop, because) => {
      const { clipId, cutNo = 1 } = payload as Payload
      return giveUpClip({ id: clipId, cutNo }, workshop, because)
    },
  }
  return step
}

const onBench = (
  workshop: Workshop,
  clip: Preparation,
  signal: AbortSignal,
  work: (bench: Bench) => Promise<void>,
): Promise<void> =>
  withScratch(workshop.scratch, async (folder) => {
    await checkScratchRoom(workshop.scratch, clip.bytes)
    const file = `${folder}/original`
    await workshop.platform.store.copyToFile(clip.objectKey, file, signal)
    await work({ workshop, clip, file, folder, signal })
  })

/**
 * A signal that is also raised once the clip is cut anew or purged: an hour's ladder must not be finished for nobody.
 * Both are the end of the work, and no failure.
 */
function whileCutStands({ db, changes }: Platform, { id, ownerId, cutNo }: Preparation, signal: AbortSignal) {
  const over = new AbortController()
  const isOver = async () => {
    const clip = await db.selectFrom('clips').select('cutNo').where('id', '=', id).executeTakeFirst()
    return clip?.cutNo !== cutNo || (await isPurged(db, id))
  }
  const stop = changes.follow({ clipId: id, personId: ownerId }, async (change) => {
    if (change?.what === 'talk' || over.signal.aborted) return
    // Where it cannot be looked up, what is made is published only if the clip still stands.
    if (await isOver().catch(() => false)) over.abort(new Error('the clip was cut anew or purged'))
  })
  return { signal: AbortSignal.any([signal, over.signal]), isOver, stop }
}
