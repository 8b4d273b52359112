import { sql } from 'kysely'
import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { NoteId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { findNote } from './find-notes.ts'
import type { Note } from './note-schemas.ts'

/** Changes the words of one's own note; a marker becomes a note by it. */
export async function editNote(db: Db, viewer: Viewer, noteId: NoteId, body: string): Promise<Note> {
  const note = await findNote(db, viewer, noteId)
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, note.clipId)
    const edited = await trx
      .updateTable('notes')
      .set({ body, editedAt: sql<Date>`now()` })
      .where('id', '=', noteId)
      .executeTakeFirst()
    if (edited.numUpdatedRows === 0n) notFound('note')
  })
  return findNote(db, viewer, noteId)
}
