import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ThreadId } from '../platform/ids.ts'
import type { Thread } from './schemas.ts'

/** Answers, for each of some threads within reach, who brings it to the meeting, the first one first. */
export async function findBringings(
  db: Db,
  viewer: Viewer,
  threadIds: readonly ThreadId[],
): Promise<(threadId: ThreadId) => Thread['brought']> {
  const rows = await db
    .selectFrom('bringings')
    .innerJoin('people', 'people.id', 'bringings.personId')
    .select(['bringings.threadId', 'people.id', 'people.name'])
    .where('bringings.threadId', 'in', threadIds)
    .orderBy('bringings.broughtAt')
    .orderBy('people.id')
    .execute()
  const byThread = Map.groupBy(rows, ({ threadId }) => threadId)
  return (threadId) => {
    const by = (byThread.get(threadId) ?? []).map(({ id, name }) => ({ id, name }))
    return { mine: by.some(({ id }) => id === viewer.personId), by }
  }
}
