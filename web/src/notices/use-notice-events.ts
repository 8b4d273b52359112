import { useQueryClient } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { noticeCountQuery } from './notices-queries.ts'

/** By their names: the queries themselves would bring the code of their pages along, to wherever the dot is. */
const told = [noticeCountQuery.queryKey, ['notices'], ['news'], ['my-meetings'], ['my-assignments']]

/**
 * Hears that there is something new, and looks again then. Only while the window can be seen: a browser has six
 * connections to a server, and somebody with seven tabs would have none left. Who comes back to the window looks again.
 */
export function useNoticeEvents(isLive: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!isLive) return
    let source: EventSource | undefined
    const lookAgain = () => told.forEach((queryKey) => void client.invalidateQueries({ queryKey }))
    const follow = () => {
      source?.close()
      source = undefined
      if (document.visibilityState === 'hidden') return
      source = new EventSource('/api/v1/notices/events')
      source.addEventListener('changed', lookAgain)
    }
    const onVisible = () => {
      follow()
      // What changed meanwhile was said to nobody here.
      if (document.visibilityState === 'visible') {
        void client.invalidateQueries({ queryKey: noticeCountQuery.queryKey })
      }
    }
    follow()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      document.removeEventListener('visibilitychange', onVisible)
      source?.close()
    }
  }, [client, isLive])
}
