import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { noteShared } from '../platform/queue/note-shared.ts'
import { findTurn } from './find-turn.ts'

/** Lets work on the clip that waits come as early as who can see the clip now makes it, in the caller's transaction. */
export async function settleTurn(db: Db, clipId: ClipId): Promise<void> {
  const { isShared } = await findTurn(db, clipId)
  await noteShared(db, clipId, isShared)
}
