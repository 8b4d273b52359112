import { visibleClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { CommentId, NoteId } from '../platform/ids.ts'
import { visibleThreads } from './find-thread.ts'
import type { OwnNote, OwnWords } from './own-words-schemas.ts'

/**
 * All that the viewer said and did not delete, newest first, also where the talk around it is out of reach now. One's own
 * words stay one's own; of others' nothing is in it, and of a clip its title only while the talk can be read.
 */
export async function findOwnWords(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.threadId')
    .innerJoin('cohorts', 'cohorts.id', 'threads.cohortId')
    .innerJoin('clips', 'clips.id', 'threads.clipId')
    .select(['comments.id', 'comments.threadId', 'comments.body', 'comments.opensThread'])
    .select(['comments.createdAt', 'comments.editedAt', 'threads.kind', 'threads.clipId'])
    .select(['cohorts.name as cohort', 'clips.title'])
    .where('comments.authorId', '=', viewer.personId)
    .where('comments.organisationId', '=', viewer.organisationId)
    .where('comments.deletedAt', 'is', null)
    .$if(cursor !== undefined, (query) => query.where('comments.id', '<', (cursor?.[0] ?? '') as CommentId))
    .orderBy('comments.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ id }) => [id])
  const threadIds = [...new Set(items.map(({ threadId }) => threadId))]
  const readable =
    threadIds.length === 0
      ? []
      : await visibleThreads(db, viewer).select('threads.id').where('threads.id', 'in', threadIds).execute()
  const within = new Set(readable.map(({ id }) => id))
  return {
    next,
    items: items.map(
      (row): OwnWords => ({
        ...{ id: row.id, threadId: row.threadId, cohort: row.cohort, body: row.body ?? '' },
        clip: within.has(row.threadId) ? { id: row.clipId, title: row.title } : null,
        kind: row.opensThread ? row.kind : null,
        createdAt: row.createdAt.toISOString(),
        editedAt: row.editedAt?.toISOString() ?? null,
      }),
    ),
  }
}

/** The viewer's private notes and markers on any clip, newest first; which clip, only while it is within reach. */
export async function findAllOwnNotes(db: Db, viewer: Viewer, { limit = usualLimit, after }: PageRequest) {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await db
    .selectFrom('notes')
    .leftJoin(visibleClips(db, viewer).select(['clips.id', 'clips.title']).as('reach'), (join) =>
      join.onRef('reach.id', '=', 'notes.clipId'),
    )
    .select(['notes.id', 'notes.body', 'notes.createdAt', 'notes.editedAt'])
    .select(['reach.id as clipId', 'reach.title'])
    .where('notes.authorId', '=', viewer.personId)
    .where('notes.organisationId', '=', viewer.organisationId)
    .$if(cursor !== undefined, (query) => query.where('notes.id', '<', (cursor?.[0] ?? '') as NoteId))
    .orderBy('notes.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, ({ id }) => [id])
  return {
    next,
    items: items.map(
      ({ clipId, title, createdAt, editedAt, ...note }): OwnNote => ({
        ...note,
        clip: clipId === null ? null : { id: clipId, title: title ?? '' },
        createdAt: createdAt.toISOString(),
        editedAt: editedAt?.toISOString() ?? null,
      }),
    ),
  }
}
