import { visibleClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { PersonId, ThreadId } from '../platform/ids.ts'
import { visibleThreads } from '../threads/find-thread.ts'
import { isUnsealed } from '../threads/is-unsealed.ts'
import { findMentionsIn, underOtherNames } from './find-mentions-in.ts'

const atOnce = 100

/**
 * The threads a person took part in: their own words always; the others' only where they may read these now, and under
 * names that begin anew in each thread, so that nobody can be followed from one to the next.
 */
export async function* findOwnTalk(db: Db, viewer: Viewer) {
  let after: ThreadId | undefined
  for (;;) {
    const threads = await ownThreads(db, viewer, after)
    yield* await withComments(db, viewer, threads)
    if (threads.length < atOnce) return
    after = threads.at(-1)?.id
  }
}

type OwnThread = Awaited<ReturnType<typeof ownThreads>>[number]

const ownThreads = (db: Db, viewer: Viewer, after: ThreadId | undefined) =>
  db
    .selectFrom('threads')
    .leftJoin(visibleClips(db, viewer).select(['clips.id', 'clips.title']).as('reach'), (join) =>
      join.onRef('reach.id', '=', 'threads.clipId'),
    )
    .innerJoin('cohorts', 'cohorts.id', 'threads.cohortId')
    .leftJoin('threadResolutions', 'threadResolutions.threadId', 'threads.id')
    .select(['threads.id', 'threads.clipId', 'reach.title', 'cohorts.name as cohort', 'threads.kind'])
    .select(['threads.startMs', 'threads.endMs', 'threads.regionX', 'threads.regionY'])
    .select(['threads.regionWidth', 'threads.regionHeight', 'threads.createdAt', 'threads.authorId'])
    .select(['threadResolutions.resolvedAt', 'threadResolutions.resolvedBy'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('comments')
          .select('comments.id')
          .whereRef('comments.threadId', '=', 'threads.id')
          .where('comments.authorId', '=', viewer.personId),
      ),
    )
    .$if(after !== undefined, (query) => query.where('threads.id', '>', after as ThreadId))
    .orderBy('threads.id')
    .limit(atOnce)
    .execute()

async function withComments(db: Db, viewer: Viewer, threads: readonly OwnThread[]) {
  if (threads.length === 0) return []
  const ids = threads.map(({ id }) => id)
  const readable = await visibleThreads(db, viewer)
    .select('threads.id')
    .where('threads.id', 'in', ids)
    .execute()
  const readableIds = new Set(readable.map(({ id }) => id))
  const comments = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.threadId')
    .select(['comments.id', 'comments.threadId', 'comments.authorId', 'opensThread', 'body'])
    .select(['comments.createdAt', 'editedAt', 'deletedAt'])
    .where('comments.threadId', 'in', ids)
    .where(({ or, eb }) => or([eb('comments.authorId', '=', viewer.personId), eb('deletedAt', 'is', null)]))
    .where(isUnsealed(db, viewer, 'comments'))
    .orderBy('opensThread', 'desc')
    .orderBy('comments.id')
    .execute()
  const mentions = await findMentionsIn(db, ids)
  const byThread = Map.groupBy(comments, ({ threadId }) => threadId)
  return threads.map(({ authorId, resolvedBy, ...thread }) => {
    const colleagues = new Map<string, string>()
    const nameOf = (id: PersonId): string => {
      if (id === viewer.personId) return 'me'
      const name = colleagues.get(id) ?? `Colleague ${colleagues.size + 1}`
      colleagues.set(id, name)
      return name
    }
    return {
      ...thread,
      startedBy: authorId === viewer.personId ? 'me' : 'a colleague',
      resolvedByMe: resolvedBy === viewer.personId,
      comments: (byThread.get(thread.id) ?? [])
        .filter((said) => said.authorId === viewer.personId || readableIds.has(thread.id))
        .map(({ id, threadId: _, authorId, ...said }) => {
          const mentioned = mentions.get(id) ?? []
          const isMine = authorId === viewer.personId
          return {
            by: nameOf(authorId),
            ...said,
            body: isMine ? said.body : underOtherNames(said.body, mentioned, nameOf),
            mentions: mentioned.map((person) => nameOf(person.id)),
          }
        }),
    }
  })
}
