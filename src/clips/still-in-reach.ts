import type { Viewer } from '../identity/viewer.ts'
import type { ClipId } from '../platform/ids.ts'
import type { Platform } from '../platform/platform.ts'

/** How often it looks without being told to. A notice may get lost, and a taken back clip ends within five seconds. */
const lookEveryMs = 2_000

/**
 * A signal that is raised once `isStillSo` no longer holds: it looks again whenever the clip or the viewer's reach
 * changed, when a change may have been missed, and every two seconds besides. What is being sent to them stands or falls
 * with it. `stop` ends the looking.
 */
export function stillInReach(
  { changes }: Pick<Platform, 'changes'>,
  viewer: Viewer,
  clipId: ClipId,
  isStillSo: () => Promise<boolean>,
) {
  const lost = new AbortController()
  let looks = 0
  let isOver = false
  const stop = () => {
    isOver = true
    clearInterval(timer)
    leave()
  }
  const lose = () => {
    // By the time of an answer the connection may send something else already.
    if (isOver) return
    stop()
    lost.abort()
  }
  const look = async () => {
    looks++
    try {
      if (!(await isStillSo())) lose()
    } catch {
      // Who cannot be checked is not let on.
      lose()
    } finally {
      looks--
    }
  }
  const timer = setInterval(() => {
    // A look that is not answered by the next one may never be.
    if (looks > 0) lose()
    else void look()
  }, lookEveryMs)
  const leave = changes.follow({ clipId, personId: viewer.personId }, (change) => {
    if (change?.what !== 'talk') void look()
  })
  return { signal: lost.signal, stop }
}
