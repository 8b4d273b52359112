import { sql } from 'kysely'
import { findClip } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ExemplarId, TeachingNoteId } from '../platform/ids.ts'
import { malformed, notFound } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import { cutOf } from '../threads/cut-of.ts'
import { momentOn, onRecording, refuseOtherCut } from '../threads/moments.ts'
import type { EditNote } from './card-schemas.ts'
import { findExemplar } from './find-exemplar.ts'
import { holdCard } from './hold-card.ts'
import type { Exemplar } from './schemas.ts'
import { showExemplar } from './show-exemplar.ts'
import { writeWords } from './write-words.ts'

/** Changes the words or the moment of a note: whoever may describe the exemplar, for the note belongs to that. */
export async function editTeachingNote(
  db: Db,
  viewer: Viewer,
  exemplarId: ExemplarId,
  noteId: TeachingNoteId,
  edit: EditNote,
): Promise<Exemplar> {
  const { body, cutNo, startMs, endMs } = edit
  const moves = startMs !== undefined || endMs !== undefined
  const moment = moves ? await momentOf(db, viewer, exemplarId, edit) : {}
  await db.transaction().execute(async (trx) => {
    await holdCard(trx, viewer, exemplarId, cutNo === undefined ? {} : { cutNo })
    const edited = await trx
      .updateTable('teachingNotes')
      .set({ ...(body !== undefined && { body: trimmed(body) }), ...moment, editedAt: sql<Date>`now()` })
      .where('id', '=', noteId)
      .where('exemplarId', '=', exemplarId)
      .executeTakeFirst()
    if (edited.numUpdatedRows === 0n) notFound('note')
    await writeWords(trx, exemplarId)
  })
  return showExemplar(db, viewer, exemplarId)
}

/** Where it stands from now on, on the recording. */
async function momentOf(db: Db, viewer: Viewer, exemplarId: ExemplarId, { cutNo, ...said }: EditNote) {
  const { clipId } = await findExemplar(db, viewer, exemplarId)
  if (said.startMs === undefined) malformed('bad-moment', 'A range needs a start.')
  if (cutNo === undefined) malformed('bad-moment', 'Please say which cut of the clip these times are of.')
  const cut = cutOf(await findClip(db, viewer, clipId))
  refuseOtherCut(cut, cutNo)
  const { startMs, endMs } = onRecording(cut, momentOn({ ...cut, hasPicture: false }, said))
  return { startMs: startMs ?? 0, endMs }
}
