import type { Selectable } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { CohortId, ThreadId } from '../platform/ids.ts'
import { findBringings } from './find-bringings.ts'
import { mentioned } from './find-mentions.ts'
import { isNew } from './find-new-comments.ts'
import { isThanked, thankedBy } from './find-thanks.ts'
import { isUnsealed } from './is-unsealed.ts'
import { type CutOnRecording, onClip } from './moments.ts'
import { mayComment, mayResolve, type Standing } from './policy.ts'
import type { Comment, Thread } from './schemas.ts'
import { openings, readableAt } from './since-when.ts'

type ThreadRow = Selectable<Database['threads']>
type StandingIn = (cohortId: CohortId) => Standing

/**
 * Threads as the viewer is shown them, each with its comments. `standingIn` says what the viewer may do where,
 * `cut` where the clip that they are all about lies on its recording.
 */
export async function showThreads(
  db: Db,
  viewer: Viewer,
  threads: readonly ThreadRow[],
  standingIn: StandingIn,
  cut: CutOnRecording,
): Promise<Thread[]> {
  if (threads.length === 0) return []
  const ids = threads.map(({ id }) => id)
  const [comments, resolutions, broughtTo] = await Promise.all([
    commentsOf(db, viewer, ids),
    resolutionsOf(db, ids),
    findBringings(db, viewer, ids),
  ])
  const byThread = Map.groupBy(comments, ({ threadId }) => threadId)
  return threads.map((thread) => {
    const standing = standingIn(thread.cohortId)
    const moment = onClip(cut, thread)
    const resolution = resolutions.find(({ threadId }) => threadId === thread.id)
    return {
      id: thread.id,
      clipId: thread.clipId,
      cohortId: thread.cohortId,
      stageId: thread.stageId,
      kind: thread.kind,
      ...moment,
      region: moment.offClip ? null : regionOf(thread),
      createdAt: thread.createdAt.toISOString(),
      resolved: resolution
        ? { by: { id: resolution.id, name: resolution.name }, at: resolution.resolvedAt.toISOString() }
        : null,
      brought: broughtTo(thread.id),
      comments: (byThread.get(thread.id) ?? []).map((row) => showComment(viewer, row)),
      can: { comment: mayComment(standing), resolve: mayResolve(standing, viewer.personId, thread) },
    }
  })
}

type CommentRow = Awaited<ReturnType<typeof commentsOf>>[number]

export const showComment = (viewer: Viewer, row: CommentRow): Comment => ({
  id: row.id,
  author: { id: row.authorId, name: row.author },
  body: row.body,
  createdAt: row.createdAt.toISOString(),
  readableAt: row.readableAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
  deletedAt: row.deletedAt?.toISOString() ?? null,
  mine: row.authorId === viewer.personId,
  isNew: row.isNew,
  stageId: row.stageId,
  mentions: row.mentions,
  thanks: { mine: row.isThanked, by: row.thankedBy },
})

/** Comments that are not sealed, with their author's name, and whether they are new to the viewer, without order. */
export const namedComments = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('comments')
    .innerJoin('people', 'people.id', 'comments.authorId')
    .innerJoin('threads', 'threads.id', 'comments.threadId')
    .leftJoin('readings', (join) =>
      join.onRef('readings.clipId', '=', 'threads.clipId').on('readings.personId', '=', viewer.personId),
    )
    .innerJoin(openings(db, viewer).as('opened'), (join) => join.onTrue())
    .where(isUnsealed(db, viewer, 'comments'))
    .select([isNew(viewer).as('isNew'), readableAt(viewer).as('readableAt'), mentioned.as('mentions')])
    .select([isThanked(viewer).as('isThanked'), thankedBy(viewer).as('thankedBy')])
    .select([
      'comments.id',
      'comments.threadId',
      'comments.authorId',
      'people.name as author',
      'comments.body',
      'comments.createdAt',
      'comments.editedAt',
      'comments.deletedAt',
      'comments.stageId',
    ])

/** A deleted reply leaves nothing; the thread's own words leave their place, as the replies answer to them. */
const commentsOf = (db: Db, viewer: Viewer, threadIds: readonly ThreadId[]) =>
  namedComments(db, viewer)
    .where('comments.threadId', 'in', threadIds)
    .where((eb) => eb.or([eb('comments.deletedAt', 'is', null), eb('comments.opensThread', '=', true)]))
    .orderBy('comments.opensThread', 'desc')
    .orderBy('comments.id')
    .execute()

const resolutionsOf = (db: Db, threadIds: readonly ThreadId[]) =>
  db
    .selectFrom('threadResolutions')
    .innerJoin('people', 'people.id', 'threadResolutions.resolvedBy')
    .select(['threadResolutions.threadId', 'threadResolutions.resolvedAt', 'people.id', 'people.name'])
    .where('threadResolutions.threadId', 'in', threadIds)
    .execute()

function regionOf({ regionX, regionY, regionWidth, regionHeight }: ThreadRow): Thread['region'] {
  if (regionX === null || regionY === null || regionWidth === null || regionHeight === null) return null
  return { x: regionX, y: regionY, width: regionWidth, height: regionHeight }
}
