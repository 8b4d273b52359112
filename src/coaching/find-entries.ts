import { visibleClipRowsOf } from '../clips/find-clip.ts'
import { findPosterUrls } from '../clips/find-poster-urls.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isIdKey, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, CohortId, EntryId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { visiblePairs } from './find-visible-pairs.ts'
import type { CoachingQuery, Entry, EntryPage } from './schemas.ts'

/** Every read of entries starts here: those of the viewer's own pairs, while they are open. */
export const visibleEntries = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('coachingEntries')
    .where('coachingEntries.cohortId', 'in', visiblePairs(db, viewer).select('cohorts.id'))

/** What the two wrote, newest first. */
export async function findEntries(
  db: Db,
  viewer: Viewer,
  cohortId: CohortId,
  { kind, limit = usualLimit, after }: CoachingQuery,
): Promise<EntryPage> {
  const cursor = after === undefined ? undefined : readCursor(after, isIdKey)
  const rows = await entries(db, viewer, cohortId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind as Entry['kind']))
    .$if(cursor !== undefined, (query) =>
      query.where('coachingEntries.id', '<', (cursor?.[0] ?? '') as EntryId),
    )
    .orderBy('coachingEntries.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.id])
  return { items: await show(db, viewer, items), next }
}

export async function findEntry(db: Db, viewer: Viewer, cohortId: CohortId, id: EntryId): Promise<Entry> {
  const rows = await entries(db, viewer, cohortId).where('coachingEntries.id', '=', id).execute()
  const [entry] = await show(db, viewer, rows)
  return entry ?? notFound('entry')
}

const entries = (db: Db, viewer: Viewer, cohortId: CohortId) =>
  visibleEntries(db, viewer)
    .innerJoin('people', 'people.id', 'coachingEntries.authorId')
    .select(['coachingEntries.id', 'kind', 'body', 'clipId', 'authorId', 'people.name'])
    .select(['coachingEntries.createdAt', 'editedAt'])
    .where('coachingEntries.cohortId', '=', cohortId)

type Row = Awaited<ReturnType<ReturnType<typeof entries>['executeTakeFirstOrThrow']>>

async function show(db: Db, viewer: Viewer, rows: readonly Row[]): Promise<Entry[]> {
  const clips = await clipsOf(
    db,
    viewer,
    rows.flatMap(({ clipId }) => (clipId === null ? [] : [clipId])),
  )
  return rows.map(({ id, kind, body, clipId, authorId, name, createdAt, editedAt }) => ({
    ...{ id, kind, body, author: { id: authorId, name }, mine: authorId === viewer.personId },
    clip: (clipId !== null && clips.get(clipId)) || null,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
  }))
}

/** Those still within the viewer's reach: what was taken back or is no longer shared is not named any more. */
async function clipsOf(db: Db, viewer: Viewer, ids: readonly ClipId[]) {
  if (ids.length === 0) return new Map<ClipId, Entry['clip']>()
  const rows = await visibleClipRowsOf(db, viewer, ids).execute()
  const shown = rows.filter(({ ownerId, isPaused }) => ownerId === viewer.personId || !isPaused)
  const posters = await findPosterUrls(
    db,
    shown.map(({ id }) => id),
  )
  return new Map<ClipId, Entry['clip']>(
    rows.map(({ id, title, durationMs }) => [
      id,
      { id, title, durationMs, posterUrl: (shown.some((clip) => clip.id === id) && posters.get(id)) || null },
    ]),
  )
}
