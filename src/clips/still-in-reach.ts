import { isStillSignedIn } from '../identity/is-still-signed-in.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { ClipId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'
import { mayPlay, visibleClips } from './find-clip.ts'

/**
 * A signal that is raised once the viewer can no longer see the clip: it looks again whenever the clip changed, and
 * when a change may have been missed. What is being sent to them stands or falls with it. `stop` ends the looking.
 */
export function stillInReach({ db, changes }: Platform, viewer: Viewer, clipId: ClipId) {
  const lost = new AbortController()
  const stop = changes.follow({ clipId, personId: viewer.personId }, async (change) => {
    if (change?.what === 'talk' || lost.signal.aborted) return
    try {
      const clip = await visibleClips(db, viewer)
        .select('clips.id')
        .where('clips.id', '=', clipId)
        .where(mayPlay(viewer))
        .executeTakeFirst()
      if (!clip || !(await isStillSignedIn(db, viewer))) lost.abort()
    } catch {
      // Who cannot be checked is not let on.
      lost.abort()
    }
  })
  return { signal: lost.signal, stop }
}
