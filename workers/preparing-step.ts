import { findPreparation, type Preparation } from '../src/clips/find-preparation.ts'
import type { ClipState } from '../src/clips/states.ts'
import { isPurged } from '../src/clips/still-stands.ts'
import type { ClipId } from '../src/platform/ids.ts'
import { checkScratchRoom, withScratch } from '../src/platform/media/scratch.ts'
import type { Platform } from '../src/platform/platform.ts'
import type { Job, PayloadOf } from '../src/platform/queue/job.ts'
import { giveUpClip, orRefuse } from './clip-failures.ts'
import type { Handler, Workshop } from './handler.ts'

/** What one step of preparing a clip works with. */
export interface Task {
  readonly workshop: Workshop
  readonly clip: Preparation
  readonly signal: AbortSignal
}

/** The same, with room on this disk. */
export interface EmptyBench extends Task {
  /** An empty folder for what is made; it is gone afterwards. */
  readonly folder: string
}

/** The same, with the original. */
export interface Bench extends EmptyBench {
  /** The original on this disk, as ffmpeg is given local files only. Read it, never write to it. */
  readonly file: string
}

interface Payload {
  readonly clipId: ClipId
  readonly cutNo?: number
}

/** Whether work on a clip is of no use any more. */
type IsOver<J extends Job> = (
  platform: Platform,
  clip: Preparation,
  payload: PayloadOf<J>,
) => Promise<boolean>

/**
 * A step of preparing a cut of a clip: done only in a state it is for, so that doing it twice changes nothing, and
 * left as soon as the clip is cut anew. A recording that is itself to blame ends the clip as failed at once; any other
 * failure is tried again, and then given up.
 */
export const preparingStep = <J extends Job>(
  state: ClipState | readonly ClipState[],
  work: (bench: Bench) => Promise<void>,
): Handler<J> => clipStep<J>(state, (task) => onBench(task, work))

/** The same for a step that may need no original, or may be over before: `isOver` is asked whenever the clip changes. */
export const clipStep = <J extends Job>(
  state: ClipState | readonly ClipState[],
  work: (task: Task, payload: PayloadOf<J>) => Promise<void>,
  isOver: IsOver<J> = isCutAnewOrPurged,
): Handler<J> => {
  const step: Handler<J> = {
    async run(payload, workshop, signal) {
      const { clipId, cutNo = 1 } = payload as Payload
      const clip = await findPreparation(workshop.platform.db, clipId)
      if (!clip || ![state].flat().includes(clip.state) || clip.cutNo !== cutNo) return
      const { platform } = workshop
      const standing = whileWanted(platform, clip, signal, () => isOver(platform, clip, payload))
      try {
        await orRefuse(workshop, clip, () => work({ workshop, clip, signal: standing.signal }, payload))
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

/** Fetches the original, and does the work beside it. */
export const onBench = (task: Task, work: (bench: Bench) => Promise<void>): Promise<void> =>
  onEmptyBench(task, async (bench) => {
    const { workshop, clip, folder, signal } = bench
    const file = `${folder}/original`
    await workshop.platform.store.copyToFile(clip.objectKey, file, signal)
    await work({ ...bench, file })
  })

export const onEmptyBench = (task: Task, work: (bench: EmptyBench) => Promise<void>): Promise<void> =>
  withScratch(task.workshop.scratch, async (folder) => {
    await checkScratchRoom(task.workshop.scratch, task.clip.bytes)
    await work({ ...task, folder })
  })

export async function isCutAnewOrPurged({ db }: Platform, { id, cutNo }: Preparation): Promise<boolean> {
  const clip = await db.selectFrom('clips').select('cutNo').where('id', '=', id).executeTakeFirst()
  return clip?.cutNo !== cutNo || (await isPurged(db, id))
}

/**
 * A signal that is also raised once the work is over: an hour's ladder must not be finished for nobody. That is the end of
 * the work, and no failure.
 */
function whileWanted(
  { changes }: Platform,
  { id, ownerId }: Preparation,
  signal: AbortSignal,
  isOver: () => Promise<boolean>,
) {
  const over = new AbortController()
  const stop = changes.follow({ clipId: id, personId: ownerId }, async (change) => {
    if (change?.what === 'talk' || over.signal.aborted) return
    // Where it cannot be looked up, what is made is published only if the clip still stands.
    if (await isOver().catch(() => false))
      over.abort(new Error('the clip was cut anew or purged, or is done'))
  })
  return { signal: AbortSignal.any([signal, over.signal]), isOver, stop }
}
