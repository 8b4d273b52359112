import { failClip } from '../src/clips/fail-clip.ts'
import type { FailureCode } from '../src/clips/failures.ts'
import type { ClipId } from '../src/platform/ids.ts'
import { MediaFailure, MediaRefusal } from '../src/platform/media/refusal.ts'
import type { Workshop } from './handler.ts'

/** The recording itself is the reason: the clip ends as failed at once, since trying again cannot help. */
export class ClipRefusal extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode) {
    super(code)
    this.code = code
  }
}

interface OfCut {
  readonly id: ClipId
  readonly cutNo: number
}

/** Does the work on a clip; where its recording is to blame, ends the clip with the reason instead of failing the job. */
export async function orRefuse(
  { platform }: Workshop,
  clip: OfCut,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof MediaRefusal || error instanceof ClipRefusal)) throw error
    platform.log.info({ clipId: clip.id, code: error.code, detail: error.message }, 'a recording was refused')
    await failClip(platform.db, clip.id, error.code, clip.cutNo)
  }
}

/** The last try failed: the clip says so, and its owner may have it tried again. */
export async function giveUpClip(clip: OfCut, { platform }: Workshop, because: unknown): Promise<void> {
  const code = because instanceof MediaFailure ? because.code : 'preparing-failed'
  await failClip(platform.db, clip.id, code, clip.cutNo)
}
