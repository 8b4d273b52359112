import { sql } from 'kysely'
import { visibleClipRowsOf } from '../clips/find-clip.ts'
import { findPosterUrls } from '../clips/find-poster-urls.ts'
import { showOwners } from '../clips/show-owners.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isMomentKey, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CommentId, ThreadId } from '../platform/ids.ts'
import { cutOf } from './cut-of.ts'
import { excerptOf } from './excerpt.ts'
import { newComments } from './find-new-comments.ts'
import { onClip } from './moments.ts'
import type { News } from './news-schemas.ts'
import { readableAt } from './since-when.ts'

/** Threads with something new to the viewer, the one with the newest words first: by when the viewer could read them. */
export async function findNews(
  db: Db,
  viewer: Viewer,
  { limit = usualLimit, after }: PageRequest,
): Promise<{ items: News[]; next: string | null }> {
  const position = after === undefined ? undefined : readCursor(after, isMomentKey)
  const at = readableAt(viewer)
  // To the millisecond, as a cursor has it.
  const newestAt = sql<Date>`date_trunc('milliseconds', max(${at}))`
  const newestId = sql<CommentId>`(array_agg(comments.id order by ${at} desc, comments.created_at desc, comments.id desc))[1]`
  const rows = await newComments(db, viewer)
    .select(['threads.id', 'threads.clipId', 'threads.kind', 'threads.startMs', 'threads.endMs'])
    .select([newestAt.as('at'), newestId.as('commentId')])
    .select(({ fn }) => fn.countAll<number>().as('newComments'))
    .groupBy('threads.id')
    .$if(position !== undefined, (query) =>
      query.having(
        sql<boolean>`(${newestAt}, threads.id) < (${new Date(position?.[0] ?? 0)}, ${position?.[1]}::uuid)`,
      ),
    )
    .orderBy(newestAt, 'desc')
    .orderBy('threads.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.at.getTime(), row.id])
  return { items: await showNews(db, viewer, items), next }
}

interface Row {
  readonly id: ThreadId
  readonly clipId: ClipId
  readonly kind: News['kind']
  readonly startMs: number | null
  readonly endMs: number | null
  readonly commentId: CommentId
  readonly newComments: number
}

/** What went out of reach, or was deleted, since the rows were read is left out. */
async function showNews(db: Db, viewer: Viewer, rows: readonly Row[]): Promise<News[]> {
  if (rows.length === 0) return []
  const clips = await clipsOf(db, viewer, [...new Set(rows.map(({ clipId }) => clipId))])
  const posters = await findPosterUrls(db, [...clips.keys()])
  const owners = await showOwners(db, viewer, [...clips.keys()])
  const words = await wordsOf(
    db,
    rows.map(({ commentId }) => commentId),
  )
  return rows.flatMap(({ id: threadId, clipId, kind, startMs, endMs, commentId, newComments }) => {
    const clip = clips.get(clipId)
    const said = words.get(commentId)
    if (!clip || !said) return []
    return {
      threadId,
      clip: {
        ...{ id: clipId, title: clip.title, owner: owners.get(clipId) ?? null },
        ...{ posterUrl: posters.get(clipId) ?? null, durationMs: clip.durationMs },
      },
      cohort: { id: said.cohortId, name: said.cohort },
      ...{ kind, ...onClip(cutOf(clip), { startMs, endMs }) },
      latest: {
        author: { id: said.authorId, name: said.author },
        ...{ at: said.createdAt.toISOString(), excerpt: excerptOf(said.beginning ?? '', excerptLength) },
      },
      newComments,
    }
  })
}

async function clipsOf(db: Db, viewer: Viewer, ids: readonly ClipId[]) {
  const rows = await visibleClipRowsOf(db, viewer, ids).execute()
  return new Map(rows.filter((row) => !row.isPaused && row.withdrawnAt === null).map((row) => [row.id, row]))
}

async function wordsOf(db: Db, ids: readonly CommentId[]) {
  const rows = await db
    .selectFrom('comments')
    .innerJoin('people', 'people.id', 'comments.authorId')
    .innerJoin('threads', 'threads.id', 'comments.threadId')
    .innerJoin('cohorts', 'cohorts.id', 'threads.cohortId')
    .select(['comments.id', 'comments.authorId', 'people.name as author', 'comments.createdAt'])
    .select(['threads.cohortId', 'cohorts.name as cohort'])
    .select(sql<string | null>`left(comments.body, 500)`.as('beginning'))
    .where('comments.id', 'in', ids)
    .where('comments.deletedAt', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

const excerptLength = 160
