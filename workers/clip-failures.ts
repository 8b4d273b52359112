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

/** Does the work on a clip; where its recording is to blame, ends the clip with the reason instead of failing the job. */
export async function orRefuse(
  { platform }: Workshop,
  clipId: ClipId,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof MediaRefusal || error instanceof ClipRefusal)) throw error
    platform.log.info({ clipId, code: error.code, detail: error.message }, 'a recording was refused')
    await failClip(platform.db, clipId, error.code)
  }
}

/** The last try failed: the clip says so, and its owner may have it tried again. */
export async function giveUpClip(
  { clipId }: { readonly clipId: ClipId },
  { platform }: Workshop,
  because: unknown,
): Promise<void> {
  await failClip(platform.db, clipId, because instanceof MediaFailure ? because.code : 'preparing-failed')
}
