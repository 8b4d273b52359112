import type { Db } from '../platform/db/schema.ts'
import type { CommentId, PersonId, ThreadId } from '../platform/ids.ts'

export interface Mention {
  readonly id: PersonId
  readonly name: string
}

/** Whom the comments of some threads mention. */
export async function findMentionsIn(
  db: Db,
  threadIds: readonly ThreadId[],
): Promise<ReadonlyMap<CommentId, readonly Mention[]>> {
  const rows = await db
    .selectFrom('mentions')
    .innerJoin('comments', 'comments.id', 'mentions.commentId')
    .innerJoin('people', 'people.id', 'mentions.personId')
    .select(['mentions.commentId', 'people.id', 'people.name'])
    .where('comments.threadId', 'in', threadIds)
    .orderBy('people.id')
    .execute()
  return Map.groupBy(rows, ({ commentId }) => commentId)
}

/** Words of somebody else, with the names that a mention put there replaced by what these people are called here. */
export const underOtherNames = (
  body: string | null,
  mentions: readonly Mention[],
  nameOf: (id: PersonId) => string,
): string | null =>
  mentions
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((words, { id, name }) => words?.replace(whole(name), `@${nameOf(id)}`) ?? null, body)

/** The name, and no longer one that begins with it. */
const whole = (name: string) =>
  new RegExp(`@${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu')
