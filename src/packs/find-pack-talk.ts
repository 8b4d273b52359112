import { sql } from 'kysely'
import { visibleClipRowsOf } from '../clips/find-clip.ts'
import { findPosterUrls } from '../clips/find-poster-urls.ts'
import { showOwners } from '../clips/show-owners.ts'
import type { PersonName } from '../identity/schemas.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { AssignmentId, ClipId, CohortId, CommentId, PersonId, ThreadId } from '../platform/ids.ts'
import { cutOf } from '../threads/cut-of.ts'
import { excerptOf } from '../threads/excerpt.ts'
import { onClip } from '../threads/moments.ts'
import { roomThreads } from './find-room-threads.ts'
import type { TalkFacts } from './gather-moments.ts'
import type { PackClip } from './schemas.ts'
import { isUnderSeal } from './under-seal.ts'

/** A thread of an assignment as its pack knows it. */
export interface PackThread extends TalkFacts {
  readonly threadId: ThreadId
  readonly clipId: ClipId
  readonly clip: PackClip
  readonly authorId: PersonId
  readonly author: string
  readonly excerpt: string
  readonly voices: readonly PersonId[]
  /** Whose names a mention put into its words. */
  readonly mentions: readonly PersonName[]
}

/** As much of a thread's first words as stands on paper and on a wall. */
const excerptLength = 280

/**
 * What was said in the stages of an assignment and may be spoken of before all of the cohort, with all that answers it. A moment
 * that its owner cut away is no part of it.
 */
export async function findPackTalk(
  db: Db,
  viewer: Viewer,
  { id, cohortId }: { readonly id: AssignmentId; readonly cohortId: CohortId },
): Promise<PackThread[]> {
  const rows = await roomThreads(db, viewer, cohortId)
    .innerJoin('assignmentStages', 'assignmentStages.id', 'threads.stageId')
    .innerJoin('people', 'people.id', 'threads.authorId')
    .leftJoin('assignmentClips', (join) =>
      join
        .onRef('assignmentClips.assignmentId', '=', 'assignmentStages.assignmentId')
        .onRef('assignmentClips.clipId', '=', 'threads.clipId'),
    )
    .select(['threads.id', 'threads.clipId', 'threads.kind', 'threads.startMs', 'threads.endMs'])
    .select(['threads.authorId', 'people.name as author', 'assignmentClips.position'])
    .select('opening.id as commentId')
    .select(sql<string>`left(opening.body, 1000)`.as('beginning'))
    .select(isOpenWonder.as('isOpen'))
    .where('assignmentStages.assignmentId', '=', id)
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const clips = await clipsOf(db, viewer, [...new Set(rows.map(({ clipId }) => clipId))])
  const [voices, brought] = [await voicesOf(db, ids), await broughtOf(db, ids)]
  const mentions = await mentionsIn(
    db,
    rows.map(({ commentId }) => commentId),
  )
  return rows.flatMap((row) => {
    const clip = clips.get(row.clipId)
    if (!clip) return []
    const { offClip, ...times } = onClip(clip.cut, row)
    if (offClip) return []
    const said = voices.get(row.id) ?? []
    return {
      ...times,
      ...{ threadId: row.id, clipId: row.clipId, clip: clip.shown, kind: row.kind, isOpen: row.isOpen },
      ...{ authorId: row.authorId, author: row.author, excerpt: excerptOf(row.beginning, excerptLength) },
      // A clip that is no part of the assignment any more comes after those that are.
      clipPosition: row.position ?? Number.MAX_SAFE_INTEGER,
      voices: [...new Set([row.authorId, ...said])],
      replies: said.length,
      brought: brought.get(row.id) ?? 0,
      mentions: (mentions.get(row.commentId) ?? []).map(({ id, name }) => ({ id, name })),
    }
  })
}

const isOpenWonder = sql<boolean>`(threads.kind = 'wonder' and not exists (
  select from thread_resolutions where thread_resolutions.thread_id = threads.id))`

async function clipsOf(db: Db, viewer: Viewer, ids: readonly ClipId[]) {
  const rows = await visibleClipRowsOf(db, viewer, ids).execute()
  const owners = await showOwners(db, viewer, ids)
  const posters = await findPosterUrls(db, ids)
  return new Map(
    rows.map((row) => {
      const shown: PackClip = {
        ...{ id: row.id, title: row.title, owner: owners.get(row.id) ?? null },
        ...{ durationMs: row.durationMs, posterUrl: posters.get(row.id) ?? null },
      }
      return [row.id, { shown, cut: cutOf(row) }]
    }),
  )
}

/** Who answered in each thread, once for each reply that stands and is under no seal. */
async function voicesOf(db: Db, ids: readonly ThreadId[]): Promise<Map<ThreadId, PersonId[]>> {
  const rows = await db
    .selectFrom('comments')
    .select(['comments.threadId', 'comments.authorId'])
    .where('comments.threadId', 'in', ids)
    .where('comments.opensThread', '=', false)
    .where('comments.deletedAt', 'is', null)
    .where(({ not }) => not(isUnderSeal(sql.ref('comments.stageId'))))
    .execute()
  const byThread = Map.groupBy(rows, ({ threadId }) => threadId)
  return new Map([...byThread].map(([id, said]) => [id, said.map(({ authorId }) => authorId)]))
}

async function broughtOf(db: Db, ids: readonly ThreadId[]): Promise<Map<ThreadId, number>> {
  const rows = await db
    .selectFrom('bringings')
    .select(({ fn }) => ['bringings.threadId', fn.countAll<number>().as('people')])
    .where('bringings.threadId', 'in', ids)
    .groupBy('bringings.threadId')
    .execute()
  return new Map(rows.map(({ threadId, people }) => [threadId, Number(people)]))
}

/** Of people who left since, too: their names still stand in the words. */
async function mentionsIn(db: Db, ids: readonly CommentId[]) {
  const rows = await db
    .selectFrom('mentions')
    .innerJoin('people', 'people.id', 'mentions.personId')
    .select(['mentions.commentId', 'people.id', 'people.name'])
    .where('mentions.commentId', 'in', ids)
    .orderBy('people.id')
    .execute()
  return Map.groupBy(rows, ({ commentId }) => commentId)
}
