import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Thread } from '../../../src/threads/schemas.ts'
import { readWatchLink } from '../clips/watch-link.ts'
import type { Watching } from '../threads/watching.ts'

/** Goes, once, where the address leads: to a moment (`?t=`), to a thread or a reply in it (`?c=`), or to both. */
export function useDeepLink(watching: Watching, isReady: boolean, threads: readonly Thread[]): void {
  const { query, url } = useLocation()
  const followed = useRef({ moment: '', thread: '' })
  useEffect(() => {
    if (!isReady) return
    const { atMs, threadId: wanted } = readWatchLink(query)
    const { player, select, soughtId } = watching
    const isHere = ({ id, comments }: Thread) => id === wanted || comments.some((said) => said.id === wanted)
    const thread = wanted === undefined ? undefined : threads.find(isHere)
    if (thread && followed.current.thread !== url) {
      followed.current.thread = url
      select(thread)
      soughtId.value = wanted
      if (thread.id === wanted) document.getElementById(`thread-${wanted}`)?.focus({ preventScroll: true })
    }
    // After the thread: its moment may be another than the one that is asked for.
    if (atMs !== undefined && followed.current.moment !== url) player.seek(atMs)
    followed.current.moment = url
  }, [isReady, threads, query, url, watching])
}
