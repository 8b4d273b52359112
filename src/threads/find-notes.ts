import type { Selectable } from 'kysely'
import { findClip, visibleClips } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { PageRequest } from '../platform/db/page.ts'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId, NoteId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { clipTime, inStretch, pageInClipOrder, readPosition } from './clip-order.ts'
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

/** My notes and markers on a clip in clip order: about the whole clip first, then by time, what is off it last. */
export async function findNotes(db: Db, viewer: Viewer, clipId: ClipId, request: PageRequest) {
  const position = readPosition(request.after)
  const cut = cutOf(await findClip(db, viewer, clipId))
  const { items, next } = await pageInClipOrder(cut, request, position, (stretch) =>
    visibleNotes(db, viewer)
      .selectAll('notes')
      .where('notes.clipId', '=', clipId)
      .where(inStretch('notes', cut, stretch))
      .orderBy(clipTime('notes'))
      .orderBy('notes.id')
      .limit(stretch.limit)
      .execute(),
  )
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
