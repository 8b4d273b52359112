import { useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { follows } from './follow.ts'
import { useWatching } from './watching.ts'

/** Who scrolled has the list to themselves for so long. */
const leftAloneMs = 5000

/** Brings the thread about what is shown into sight while the clip plays, where that is wanted. */
export function useFollow(): void {
  const { player, currentId } = useWatching()
  const lastOwn = useRef(Number.NEGATIVE_INFINITY)
  const ourUntil = useRef(0)
  useEffect(() => {
    // In the panel or in the page, whichever it is here; scroll events do not bubble.
    const onScroll = () => {
      const now = performance.now()
      if (now > ourUntil.current) lastOwn.current = now
    }
    document.addEventListener('scroll', onScroll, { capture: true, passive: true })
    return () => document.removeEventListener('scroll', onScroll, { capture: true })
  }, [])
  useSignalEffect(() => {
    const id = currentId.value
    if (!id || !follows.value || !player.isPlaying.value) return
    const now = performance.now()
    if (now - lastOwn.current < leftAloneMs) return
    ourUntil.current = now + 200
    document.getElementById(`thread-${id}`)?.scrollIntoView({ block: 'nearest' })
  })
}
