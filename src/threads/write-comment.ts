import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type CommentId, newId, type StageId, type ThreadId } from '../platform/ids.ts'

interface NewComment {
  readonly threadId: ThreadId
  readonly body: string
  readonly clientKey: string
  readonly opensThread: boolean
  /** None outside of assignments. */
  readonly stageId?: StageId | null
}

/** Writes a comment, in the caller's transaction. Who may was settled before. */
export async function writeComment(
  db: Db,
  { organisationId, personId }: Viewer,
  comment: NewComment,
): Promise<CommentId> {
  const id = newId<CommentId>()
  await db
    .insertInto('comments')
    .values({ organisationId, id, authorId: personId, ...comment })
    .execute()
  return id
}
