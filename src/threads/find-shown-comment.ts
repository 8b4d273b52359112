import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CommentId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import type { Comment } from './schemas.ts'
import { namedComments, showComment } from './show-threads.ts'

/** One comment as the viewer is shown it, once it is settled that they may see it. */
export async function findShownComment(db: Db, viewer: Viewer, id: CommentId): Promise<Comment> {
  const row = await namedComments(db, viewer).where('comments.id', '=', id).executeTakeFirst()
  return row ? showComment(viewer, row) : notFound('comment')
}
