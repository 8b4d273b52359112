import { visibleClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'

/** What a person thanked for and what they bring to meetings; which clip it is about by title only while within reach. */
export async function findOwnResponses(db: Db, viewer: Viewer) {
  const reach = visibleClips(db, viewer).select(['clips.id', 'clips.title']).as('reach')
  const [thanks, bringings] = await Promise.all([
    db
      .selectFrom('thanks')
      .innerJoin('comments', 'comments.id', 'thanks.commentId')
      .innerJoin('threads', 'threads.id', 'comments.threadId')
      .leftJoin(reach, (join) => join.onRef('reach.id', '=', 'threads.clipId'))
      .select(['thanks.commentId', 'comments.threadId', 'threads.clipId', 'reach.title as clip', 'thankedAt'])
      .where('thanks.personId', '=', viewer.personId)
      .orderBy('thankedAt')
      .execute(),
    db
      .selectFrom('bringings')
      .innerJoin('threads', 'threads.id', 'bringings.threadId')
      .leftJoin(reach, (join) => join.onRef('reach.id', '=', 'threads.clipId'))
      .select(['bringings.threadId', 'threads.clipId', 'reach.title as clip', 'broughtAt'])
      .where('bringings.personId', '=', viewer.personId)
      .orderBy('broughtAt')
      .execute(),
  ])
  return { thanks, bringings }
}
