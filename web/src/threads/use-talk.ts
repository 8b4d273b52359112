import { useQueryClient } from '@tanstack/preact-query'
import { useMemo } from 'preact/hooks'
import type { Comment, StartThread, Thread } from '../../../src/threads/schemas.ts'
import { call } from '../api/call.ts'
import { type Pages, threadsQuery } from '../api/queries.ts'
import { inClipOrder } from './thread-order.ts'

/** What can be said and done in the talk about a clip. Each rejects where it did not work, and shows itself where it did. */
export interface Talk {
  start(said: StartThread): Promise<Thread>
  reply(threadId: string, body: string, clientKey: string): Promise<Comment>
  edit(commentId: string, body: string): Promise<void>
  remove(commentId: string): Promise<void>
  setResolved(threadId: string, resolved: boolean): Promise<void>
}

export function useTalk(clipId: string): Talk {
  const client = useQueryClient()
  return useMemo(() => {
    const { queryKey } = threadsQuery(clipId)
    const lookAgain = () => client.invalidateQueries({ queryKey })
    return {
      async start(said) {
        const thread = await call<Thread>(`/api/v1/clips/${clipId}/threads`, { method: 'POST', body: said })
        // A page that is on its way was asked for before this was said, and would take it out again.
        await client.cancelQueries({ queryKey })
        client.setQueryData<Pages<Thread>>(queryKey, (pages) => pages && withThread(pages, thread))
        void lookAgain()
        return thread
      },
      async reply(threadId, body, clientKey) {
        const path = `/api/v1/threads/${threadId}/comments`
        const comment = await call<Comment>(path, { method: 'POST', body: { body, clientKey } })
        await lookAgain()
        return comment
      },
      async edit(commentId, body) {
        await call(`/api/v1/comments/${commentId}`, { method: 'PATCH', body: { body } })
        await lookAgain()
      },
      async remove(commentId) {
        await call(`/api/v1/comments/${commentId}`, { method: 'DELETE' })
        await lookAgain()
      },
      async setResolved(threadId, resolved) {
        await call(`/api/v1/threads/${threadId}/resolution`, { method: resolved ? 'PUT' : 'DELETE' })
        await lookAgain()
      },
    }
  }, [client, clipId])
}

/** Puts a thread where it belongs among those that are fetched; the server's next answer has it there, too. */
function withThread({ pages, pageParams }: Pages<Thread>, thread: Thread): Pages<Thread> {
  const at = pages.findIndex(({ items }) => {
    const last = items.at(-1)
    return last !== undefined && inClipOrder(thread, last) <= 0
  })
  const place = at < 0 ? pages.length - 1 : at
  return {
    pageParams,
    pages: pages.map((page, index) =>
      index === place
        ? {
            ...page,
            items: [...page.items.filter(({ id }) => id !== thread.id), thread].toSorted(inClipOrder),
          }
        : page,
    ),
  }
}
