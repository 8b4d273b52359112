import { findClip } from '../clips/find-clip.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ExemplarId, newId, type TeachingNoteId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { trimmed } from '../platform/words.ts'
import { cutOf } from '../threads/cut-of.ts'
import { momentOn, onRecording, refuseOtherCut } from '../threads/moments.ts'
import type { AddNote } from './card-schemas.ts'
import { findExemplar } from './find-exemplar.ts'
import { holdCard } from './hold-card.ts'
import type { Exemplar } from './schemas.ts'
import { showExemplar } from './show-exemplar.ts'
import { writeWords } from './write-words.ts'

/** More than anybody reads beside a clip, and few enough to send at once. */
const mostNotes = 50

/** The owner or a curator writes beside a moment of an exemplar. The same `clientKey` again writes nothing more. */
export async function addTeachingNote(
  db: Db,
  viewer: Viewer,
  exemplarId: ExemplarId,
  { body, clientKey, cutNo, ...said }: AddNote,
): Promise<Exemplar> {
  const { clipId } = await findExemplar(db, viewer, exemplarId)
  if (await isWritten(db, viewer, exemplarId, clientKey)) return showExemplar(db, viewer, exemplarId)
  const cut = cutOf(await findClip(db, viewer, clipId))
  refuseOtherCut(cut, cutNo)
  const { startMs, endMs } = onRecording(cut, momentOn({ ...cut, hasPicture: false }, said))
  await db.transaction().execute(async (trx) => {
    const { organisationId } = await holdCard(trx, viewer, exemplarId, { cutNo })
    // Whoever sent the same before us, at once, is done by now.
    if (await isWritten(trx, viewer, exemplarId, clientKey)) return
    await refuseTooMany(trx, exemplarId)
    await trx
      .insertInto('teachingNotes')
      .values({
        ...{ organisationId, id: newId<TeachingNoteId>(), exemplarId, authorId: viewer.personId, clientKey },
        ...{ startMs: startMs ?? 0, endMs, body: trimmed(body) },
      })
      .execute()
    await writeWords(trx, exemplarId)
  })
  return showExemplar(db, viewer, exemplarId)
}

/** Is there a note under this key? One that was used at another exemplar is refused with 409. */
async function isWritten(
  db: Db,
  { personId }: Viewer,
  exemplarId: ExemplarId,
  clientKey: string,
): Promise<boolean> {
  const note = await db
    .selectFrom('teachingNotes')
    .select('exemplarId')
    .where('authorId', '=', personId)
    .where('clientKey', '=', clientKey)
    .executeTakeFirst()
  if (note && note.exemplarId !== exemplarId) {
    conflict('client-key-used', 'This clientKey was used for something else already.')
  }
  return note !== undefined
}

async function refuseTooMany(trx: Db, exemplarId: ExemplarId): Promise<void> {
  const { written } = await trx
    .selectFrom('teachingNotes')
    .select(({ fn }) => fn.countAll<number>().as('written'))
    .where('exemplarId', '=', exemplarId)
    .executeTakeFirstOrThrow()
  if (written >= mostNotes) {
    conflict('too-many-notes', `There are ${mostNotes} notes already. Please take one out first.`)
  }
}
