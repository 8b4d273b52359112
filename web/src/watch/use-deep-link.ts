import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Thread } from '../../../src/threads/schemas.ts'
import { readWatchLink } from '../clips/watch-link.ts'
import type { Watching } from '../threads/watching.ts'

/** Goes, once, where the address leads: to a moment (`?t=`), to a thread (`?c=`), or to both. */
export function useDeepLink(watching: Watching, isReady: boolean, threads: readonly Thread[]): void {
  const { query, url } = useLocation()
  const followed = useRef({ moment: '', thread: '' })
  useEffect(() => {
    if (!isReady) return
    const { atMs, threadId } = readWatchLink(query)
    const { player, select, selectedId } = watching
    if (atMs !== undefined && followed.current.moment !== url) player.seek(atMs)
    followed.current.moment = url
    const thread = threads.find(({ id }) => id === threadId)
    if (!thread || followed.current.thread === url) return
    followed.current.thread = url
    if (atMs === undefined) select(thread)
    else selectedId.value = thread.id
    document.getElementById(`thread-${thread.id}`)?.focus({ preventScroll: true })
  }, [isReady, threads, query, url, watching])
}
