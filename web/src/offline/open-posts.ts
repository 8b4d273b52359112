import { effect, signal } from '@preact/signals'
import type { QueryClient } from '@tanstack/preact-query'
import { threadsQuery } from '../api/queries.ts'
import { isConnected } from '../browser/connection.ts'
import { t } from '../messages/messages.ts'
import { say } from '../parts/status.tsx'
import type { Post } from './post-state.ts'
import { Posts } from './posts.ts'

const opened = signal<Posts | undefined>(undefined)

/** The words of a person that are on their way. One person at a time has a page. */
export function postsOf(personId: string): Posts {
  if (opened.peek()?.personId !== personId) {
    opened.peek()?.close()
    opened.value = new Posts(personId)
  }
  return opened.peek() as Posts
}

/** Sends what a person's earlier visits left, and whatever waits from now on. Answers how to end that. */
export function openPosts(personId: string, client: QueryClient): () => void {
  const posts = postsOf(personId)
  posts.onPosted = ({ clipId }) => {
    say(t('queued.posted'))
    void client.invalidateQueries({ queryKey: threadsQuery(clipId).queryKey })
    void client.invalidateQueries({ queryKey: ['notes', clipId] })
  }
  // At once, and whenever the connection is back.
  const end = effect(() => {
    if (isConnected.value) posts.goOn()
  })
  return () => {
    end()
    posts.close()
    if (opened.peek() === posts) opened.value = undefined
  }
}

export const openedPosts = (): Posts | undefined => opened.value

const none: readonly Post[] = []

/** What waits, or was refused: of everything, or about one clip. Who reads it while rendering is drawn again as it changes. */
export const queuedFor = (clipId?: string): readonly Post[] =>
  opened.value?.all.value.filter(
    (post) => post.phase !== 'fresh' && (clipId === undefined || post.clipId === clipId),
  ) ?? none
