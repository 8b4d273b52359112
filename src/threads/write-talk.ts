import { sql } from 'kysely'
import { inPieces } from '../platform/db/in-pieces.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, CommentId, OrganisationId, PersonId, ThreadId } from '../platform/ids.ts'
import type { ThreadKind } from './kinds.ts'

export interface TalkThread {
  readonly id: ThreadId
  readonly clipId: ClipId
  readonly cohortId: CohortId
  readonly kind: ThreadKind
  readonly startMs: number | null
  readonly endMs: number | null
  readonly createdAt: Date
  /** The first one opens the thread. */
  readonly comments: readonly { readonly id: CommentId; readonly authorId: PersonId; readonly body: string }[]
}

/**
 * Writes many threads with all their comments, in the caller's transaction, as read by each who answered as far as they
 * did. Who may was settled before.
 */
export async function writeTalk(
  db: Db,
  organisationId: OrganisationId,
  threads: readonly TalkThread[],
): Promise<void> {
  for (const piece of inPieces(threads, 5_000)) {
    await sql`
      insert into threads (organisation_id, id, clip_id, cohort_id, author_id, cut_no, kind, start_ms, end_ms, created_at)
      select ${organisationId}, id, clip_id, cohort_id, author_id, 1, kind, start_ms, end_ms, created_at from unnest(
        ${piece.map(({ id }) => id)}::uuid[], ${piece.map(({ clipId }) => clipId)}::uuid[],
        ${piece.map(({ cohortId }) => cohortId)}::uuid[], ${piece.map(({ comments }) => comments[0]?.authorId)}::uuid[],
        ${piece.map(({ kind }) => kind)}::text[], ${piece.map(({ startMs }) => startMs)}::integer[],
        ${piece.map(({ endMs }) => endMs)}::integer[], ${piece.map(({ createdAt }) => createdAt.toISOString())}::timestamptz[]
      ) as given (id, clip_id, cohort_id, author_id, kind, start_ms, end_ms, created_at)`.execute(db)
  }
  const comments = threads.flatMap(({ id: threadId, createdAt, comments: said }) =>
    said.map((comment, at) => ({ ...comment, threadId, createdAt, opens: at === 0 })),
  )
  for (const piece of inPieces(comments, 10_000)) {
    await sql`
      insert into comments (organisation_id, id, thread_id, author_id, opens_thread, body, client_key, created_at)
      select ${organisationId}, id, thread_id, author_id, opens_thread, body, id::text, created_at from unnest(
        ${piece.map(({ id }) => id)}::uuid[], ${piece.map(({ threadId }) => threadId)}::uuid[],
        ${piece.map(({ authorId }) => authorId)}::uuid[], ${piece.map(({ opens }) => opens)}::boolean[],
        ${piece.map(({ body }) => body)}::text[], ${piece.map(({ createdAt }) => createdAt.toISOString())}::timestamptz[]
      ) as given (id, thread_id, author_id, opens_thread, body, created_at)`.execute(db)
    await sql`
      insert into readings (organisation_id, person_id, clip_id, read_until)
      select ${organisationId}, comments.author_id, threads.clip_id, max(comments.created_at) + interval '1 millisecond'
      from comments join threads on threads.id = thread_id
      where comments.id = any(${piece.map(({ id }) => id)}::uuid[])
      group by comments.author_id, threads.clip_id
      on conflict (person_id, clip_id)
        do update set read_until = greatest(readings.read_until, excluded.read_until)`.execute(db)
  }
}
