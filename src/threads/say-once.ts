import type { Viewer } from '../identity/viewer.ts'
import { brokeConstraint } from '../platform/db/constraint.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, CommentId, ThreadId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'

export interface Said {
  readonly commentId: CommentId
  readonly threadId: ThreadId
}

/** Where something is said: a new thread about a clip in a cohort, or an answer in a thread. */
type Place = { readonly clipId: ClipId; readonly cohortId: CohortId } | { readonly threadId: ThreadId }

/**
 * What the viewer said under this key: it is written by `write` if it was not said before. A weak link sends the same
 * words twice, even at once, and they must stand there once. A key that was used elsewhere is refused with 409.
 */
export async function sayOnce(
  db: Db,
  viewer: Viewer,
  clientKey: string,
  place: Place,
  write: () => Promise<Said>,
): Promise<Said> {
  const before = await saidBefore(db, viewer, clientKey, place)
  if (before) return before
  try {
    return await write()
  } catch (error) {
    if (!brokeConstraint(error, 'comments_author_id_client_key_key')) throw error
    return (await saidBefore(db, viewer, clientKey, place)) ?? conflict('busy', 'Please send that once more.')
  }
}

async function saidBefore(
  db: Db,
  viewer: Viewer,
  clientKey: string,
  place: Place,
): Promise<Said | undefined> {
  const said = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.threadId')
    .select(['comments.id', 'comments.threadId', 'comments.opensThread', 'comments.deletedAt'])
    .select(['threads.clipId', 'threads.cohortId'])
    .where('comments.authorId', '=', viewer.personId)
    .where('comments.clientKey', '=', clientKey)
    .executeTakeFirst()
  if (!said) return undefined
  const isHere =
    'threadId' in place
      ? said.threadId === place.threadId && !said.opensThread
      : said.clipId === place.clipId && said.cohortId === place.cohortId && said.opensThread
  if (!isHere) conflict('client-key-used', 'This clientKey was used for something else already.')
  if (said.deletedAt) conflict('deleted', 'You said this already, and deleted it since.')
  return { commentId: said.id, threadId: said.threadId }
}
