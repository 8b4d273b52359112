import { useQueryClient } from '@tanstack/preact-query'
import { useMemo } from 'preact/hooks'
import type { PersonName } from '../../../src/identity/schemas.ts'
import type { Comment, StartThread, Thread } from '../../../src/threads/schemas.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import type { Pages } from '../api/paged.ts'
import { ApiProblem } from '../api/problem.ts'
import { threadsQuery } from '../api/queries.ts'
import type { Posting, Said } from '../offline/post-state.ts'
import { sayOrQueue } from '../offline/say-or-queue.ts'
import { stagesQuery } from '../stages/stages-query.ts'
import { inClipOrder } from './thread-order.ts'

/**
 * What can be said and done in the talk about a clip. Each rejects where it did not work, and shows itself where it did.
 * What is said without a connection is queued, and shows itself as that.
 */
export interface Talk {
  start(said: StartThread): Promise<Said<Thread>>
  reply(to: Pick<Thread, 'id' | 'comments'>, said: Words, clientKey: string): Promise<Said<Comment>>
  edit(commentId: string, body: string, mentions: Mentions): Promise<void>
  remove(commentId: string): Promise<void>
  /** Deletes a thread that nobody has answered yet. */
  takeBack(threadId: string): Promise<void>
  setResolved(threadId: string, resolved: boolean): Promise<void>
  setThanks(commentId: string, thanked: boolean): Promise<void>
  setBrought(threadId: string, brought: boolean): Promise<void>
}

type Mentions = readonly PersonName['id'][]
interface Words {
  readonly body: string
  readonly mentions: PersonName['id'][]
}

export function useTalk(clipId: string): Talk {
  const client = useQueryClient()
  const { id: personId } = useMe()
  return useMemo(() => {
    const { queryKey } = threadsQuery(clipId)
    const lookAgain = () => {
      // What was said may have been what was asked.
      void client.invalidateQueries({ queryKey: stagesQuery(clipId).queryKey })
      return client.invalidateQueries({ queryKey })
    }
    const say = <Answer>(posting: Posting, key: string) => sayOrQueue<Answer>(clipId, personId, posting, key)
    const put = async (path: string, stands: boolean) => {
      await call(path, { method: stands ? 'PUT' : 'DELETE' })
      await lookAgain()
    }
    return {
      async start({ clientKey, ...said }) {
        const outcome = await say<Thread>({ what: 'thread', said }, clientKey)
        if ('queued' in outcome) return outcome
        const thread = outcome.posted
        // A page that is on its way was asked for before this was said, and would take it out again.
        await client.cancelQueries({ queryKey })
        // What others said since is not in it: it is as of when it was fetched.
        const updatedAt = client.getQueryState(queryKey)?.dataUpdatedAt ?? 0
        client.setQueryData<Pages<Thread>>(queryKey, (pages) => pages && withThread(pages, thread), {
          updatedAt,
        })
        void lookAgain()
        return outcome
      },
      async reply({ id: threadId, comments }, words, clientKey) {
        const to = comments[0]?.author.name ?? ''
        const outcome = await say<Comment>({ what: 'reply', threadId, to, ...words }, clientKey)
        if ('posted' in outcome) await lookAgain()
        return outcome
      },
      async edit(commentId, body, mentions) {
        await call(`/api/v1/comments/${commentId}`, { method: 'PATCH', body: { body, mentions } })
        await lookAgain()
      },
      async remove(commentId) {
        await call(`/api/v1/comments/${commentId}`, { method: 'DELETE' })
        await lookAgain()
      },
      async takeBack(threadId) {
        await lookAgain()
        const known = client.getQueryData<Pages<Thread>>(queryKey)?.pages.flatMap(({ items }) => items)
        const [opening, reply] = known?.find(({ id }) => id === threadId)?.comments ?? []
        if (!opening) return
        if (reply) throw new ApiProblem(409, 'answered', '')
        await call(`/api/v1/comments/${opening.id}`, { method: 'DELETE' })
        await lookAgain()
      },
      async setResolved(threadId, resolved) {
        await put(`/api/v1/threads/${threadId}/resolution`, resolved)
      },
      setThanks: (commentId, thanked) => put(`/api/v1/comments/${commentId}/thanks`, thanked),
      setBrought: (threadId, brought) => put(`/api/v1/threads/${threadId}/bringing`, brought),
    }
  }, [client, clipId, personId])
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
