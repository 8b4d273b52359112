import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import {
  type ClipId,
  type CohortId,
  type CommentId,
  type ExemplarId,
  newId,
  type StageId,
  type ThreadId,
} from '../platform/ids.ts'
import type { ThreadKind } from './kinds.ts'
import type { Moment } from './moments.ts'
import type { Said } from './say-once.ts'
import { writeComment } from './write-comment.ts'

interface NewThread extends Moment {
  readonly clipId: ClipId
  readonly cohortId: CohortId
  readonly cutNo: number
  /** None outside of assignments. */
  readonly stageId?: StageId | null
  /** Where the cohort studies the clip as an exemplar. */
  readonly exemplarId?: ExemplarId | null
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
  const { clipId, cohortId, cutNo, stageId = null, exemplarId = null, kind } = thread
  const { startMs, endMs, region, body, clientKey } = thread
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
      stageId,
      exemplarId,
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
    { threadId, body, clientKey, opensThread: true, stageId },
  )
  return { commentId, threadId }
}
