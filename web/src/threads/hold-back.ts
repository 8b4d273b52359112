import type { Thread } from '../../../src/threads/schemas.ts'

interface Held {
  /** Threads without the comments that wait. */
  readonly shown: readonly Thread[]
  /** How many comments wait to be shown. */
  readonly waiting: number
}

/**
 * Keeps what others said in the meantime out of the list until it is asked for, so that nothing moves under the eyes of
 * who reads. One's own words are there at once. A thread of which nothing waits is the very same object as before.
 */
export function holdBack(threads: readonly Thread[], known: ReadonlySet<string>): Held {
  const waits = ({ id, mine }: Thread['comments'][number]) => !mine && !known.has(id)
  const shown: Thread[] = []
  let waiting = 0
  for (const thread of threads) {
    const [opening] = thread.comments
    const count = thread.comments.filter(waits).length
    waiting += count
    if (count === 0) shown.push(thread)
    else if (opening && !waits(opening)) {
      shown.push({ ...thread, comments: thread.comments.filter((comment) => !waits(comment)) })
    }
  }
  return { shown, waiting }
}

/** The ids of what others said in some threads. One's own words are never new. */
export const othersIds = (threads: readonly Thread[]): string[] =>
  threads.flatMap(({ comments }) => comments.filter(({ mine }) => !mine).map(({ id }) => id))
