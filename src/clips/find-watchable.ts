import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { findClip } from './find-clip.ts'
import { ownsClip } from './policy.ts'
import { type ClipState, isWatchable } from './states.ts'

/** While a concern is looked into, or a consent was withdrawn, nobody but the owner plays the clip. */
export async function findPlayable(db: Db, viewer: Viewer, clipId: ClipId) {
  const clip = await findClip(db, viewer, clipId)
  if (clip.isPaused && !ownsClip(viewer, clip)) {
    conflict('paused', 'This clip is paused while a question about it is looked into.')
  }
  return clip
}

/** A clip within reach that can be played now. Refuses with 409 while it cannot. */
export async function findWatchable(db: Db, viewer: Viewer, clipId: ClipId) {
  const clip = await findPlayable(db, viewer, clipId)
  refuseUnwatchable(clip)
  return clip
}

export function refuseUnwatchable({ state }: { readonly state: ClipState }): void {
  if (isWatchable(state)) return
  conflict('not-watchable', 'The clip is still being prepared. It can be watched in a little while.')
}
