import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId, TeachingNoteId } from '../platform/ids.ts'
import { notFound } from '../platform/problems.ts'
import { holdCard } from './hold-card.ts'
import type { Exemplar } from './schemas.ts'
import { showExemplar } from './show-exemplar.ts'
import { writeWords } from './write-words.ts'

/** Takes out a note: whoever may describe the exemplar. Nothing of it is left. */
export async function deleteTeachingNote(
  db: Db,
  viewer: Viewer,
  exemplarId: ExemplarId,
  noteId: TeachingNoteId,
): Promise<Exemplar> {
  await db.transaction().execute(async (trx) => {
    await holdCard(trx, viewer, exemplarId)
    const deleted = await trx
      .deleteFrom('teachingNotes')
      .where('id', '=', noteId)
      .where('exemplarId', '=', exemplarId)
      .executeTakeFirst()
    if (deleted.numDeletedRows === 0n) notFound('note')
    await writeWords(trx, exemplarId)
  })
  return showExemplar(db, viewer, exemplarId)
}
