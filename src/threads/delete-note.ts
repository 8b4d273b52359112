import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { NoteId } from '../platform/ids.ts'
import { findNote } from './find-notes.ts'

/** Takes out one's own note or marker; nothing of it is left. */
export async function deleteNote(db: Db, viewer: Viewer, noteId: NoteId): Promise<void> {
  const { id } = await findNote(db, viewer, noteId)
  await db.deleteFrom('notes').where('id', '=', id).execute()
}
