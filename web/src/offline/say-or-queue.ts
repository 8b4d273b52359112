import { Unreachable } from '../api/problem.ts'
import { loadOffline } from './load-offline.ts'
import type { Posting, Said } from './post-state.ts'

/** Posts, or queues where no answer comes. Rejects where the server refuses: then nobody but the caller keeps the words. */
export async function sayOrQueue<Answer>(
  clipId: string,
  personId: string,
  posting: Posting,
  key: string,
): Promise<Said<Answer>> {
  const { postsOf } = await loadOffline().catch(() => {
    throw new Unreachable('the queue could not be fetched')
  })
  return (await postsOf(personId).post(clipId, posting, key)) as Said<Answer>
}
