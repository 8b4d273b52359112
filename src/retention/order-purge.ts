import { findHold } from '../clips/find-hold.ts'
import { lockClip, type OfClip, type PurgeReason, writePurge } from '../clips/write-purge.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'

/**
 * Orders a clip's destruction, in the caller's transaction: from its commit on the clip is gone for everybody, and a
 * worker removes the bytes. Answers false where it was ordered before. Who may order it was settled before. On hold, who
 * asked for it and may know of the hold is refused with 409 `on-hold`; any other order stands, and waits for its end.
 */
export async function orderPurge(
  db: Db,
  clip: OfClip,
  why: PurgeReason,
  orderedBy: PersonId | null,
): Promise<boolean> {
  await lockClip(db, clip.id)
  const hold = await findHold(db, clip.id)
  const mayKnow = why === 'privacy officer' || (why === 'owner' && hold?.tellsOwner === true)
  if (hold && mayKnow) {
    conflict(
      'on-hold',
      'This clip must be kept for now, so it cannot be destroyed. Please ask your privacy officer.',
    )
  }
  return writePurge(db, clip, why, orderedBy)
}
