import { type Selectable, sql } from 'kysely'
import { findClip, visibleClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import { isUuid, type PageRequest, pageOf, readCursor, usualLimit } from '../platform/db/page.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId, NoteId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { cutOf } from './cut-of.ts'
import { type CutOnRecording, onClip } from './moments.ts'
import type { Note } from './note-schemas.ts'

/**
 * Every read of notes starts here: the viewer's own, on clips within their reach now. Out of reach a note is kept, and
 * comes back with the clip.
 */
export const visibleNotes = (db: Db, viewer: Viewer) =>
  db
    .selectFrom('notes')
    .where('notes.authorId', '=', viewer.personId)
    .where('notes.clipId', 'in', visibleClips(db, viewer).select('clips.id'))

/** My notes and markers on a clip in clip order: about the whole clip first, then by time, then as they were kept. */
export async function findNotes(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { limit = usualLimit, after }: PageRequest,
) {
  const cursor = after === undefined ? undefined : readCursor(after, isTimeKey)
  const clip = await findClip(db, viewer, clipId)
  const rows = await visibleNotes(db, viewer)
    .selectAll('notes')
    .where('notes.clipId', '=', clipId)
    .$if(cursor !== undefined, (query) => {
      const [ms, id] = cursor ?? [0, '']
      return query.where(sql<boolean>`(coalesce(notes.start_ms, -1), notes.id) > (${ms}, ${id}::uuid)`)
    })
    .orderBy(sql`coalesce(notes.start_ms, -1)`)
    .orderBy('notes.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (row) => [row.startMs ?? -1, row.id])
  const cut = cutOf(clip)
  return { items: items.map((row) => showNote(row, cut)), next }
}

/** A note of the viewer's own; anybody else's does not exist. */
export async function findNote(db: Db, viewer: Viewer, noteId: NoteId): Promise<Note> {
  const row = await visibleNotes(db, viewer)
    .selectAll('notes')
    .where('notes.id', '=', noteId)
    .executeTakeFirst()
  if (!row) return notFound('note')
  return showNote(row, cutOf(await findClip(db, viewer, row.clipId)))
}

function showNote(row: Selectable<Database['notes']>, cut: CutOnRecording): Note {
  return {
    id: row.id,
    clipId: row.clipId,
    ...onClip(cut, row),
    body: row.body,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
  }
}

const isTimeKey = (value: unknown): value is [number, NoteId] =>
  Array.isArray(value) && value.length === 2 && Number.isSafeInteger(value[0]) && isUuid(value[1])
