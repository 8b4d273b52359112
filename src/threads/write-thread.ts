import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type CohortId, type CommentId, newId, type ThreadId } from '../platform/ids.ts'
import type { ThreadKind } from './kinds.ts'
import type { Moment } from './moments.ts'
import type { Said } from './say-once.ts'
import { writeComment } from './write-comment.ts'

interface NewThread extends Moment {
  readonly clipId: ClipId
  readonly cohortId: CohortId
  readonly cutNo: number
  readonly kind: ThreadKind
  readonly body: string
  readonly clientKey: string
}

/** Writes a thread with its opening words, in the caller's transaction. Who may, and where, was settled before. */
export async function writeThread(
  db: Db,
  { organisationId, personId }: Viewer,
  thread: NewThread,
): Promise<Said> {
  const { clipId, cohortId, cutNo, kind, startMs, endMs, region, body, clientKey } = thread
  const threadId = newId<ThreadId>()
  await db
    .insertInto('threads')
    .values({
      organisationId,
      id: threadId,
      clipId,
      cohortId,
      authorId: personId,
      cutNo,
      kind,
      startMs,
      endMs,
      regionX: region?.x ?? null,
      regionY: region?.y ?? null,
      regionWidth: region?.width ?? null,
      regionHeight: region?.height ?? null,
    })
    .execute()
  const commentId: CommentId = await writeComment(
    db,
    { organisationId, personId },
    { threadId, body, clientKey, opensThread: true },
  )
  return { commentId, threadId }
}
