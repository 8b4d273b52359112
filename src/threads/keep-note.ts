import { findClip } from '../clips/find-clip.ts'
import { holdCut } from '../clips/hold-cut.ts'
import { isWatchable } from '../clips/states.ts'
import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type NoteId, newId } from '../platform/ids.ts'
import { conflict, malformed } from '../platform/problems.ts'
import { cutOf } from './cut-of.ts'
import { findNote } from './find-notes.ts'
import { momentOn, onRecording, refuseOtherCut } from './moments.ts'
import type { KeepNote, Note } from './note-schemas.ts'

/**
 * Keeps a note or a marker on a clip, for its author alone: nobody is told that anything changed. The same `clientKey`
 * again answers the note that stands.
 */
export async function keepNote(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { body, clientKey, cutNo, ...said }: KeepNote,
): Promise<Note> {
  const clip = await findClip(db, viewer, clipId)
  const before = await keptBefore(db, viewer, clipId, clientKey)
  if (before) return findNote(db, viewer, before)
  if (body === undefined && said.startMs === undefined) {
    malformed('empty-note', 'A note needs words, or a moment to mark.')
  }
  if (!isWatchable(clip.state)) {
    conflict('not-watchable', 'The clip is still being prepared. You can keep notes once it can be watched.')
  }
  const cut = cutOf(clip)
  refuseOtherCut(cut, cutNo)
  const moment = momentOn({ durationMs: cut.durationMs, hasPicture: false }, said)
  const { startMs, endMs } = onRecording(cut, moment)
  const { organisationId, personId: authorId } = viewer
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, clipId)
    await holdCut(trx, clipId, clip.cutNo)
    await trx
      .insertInto('notes')
      .values({
        ...{ organisationId, id: newId<NoteId>(), clipId, authorId, startMs, endMs, clientKey },
        body: body ?? null,
      })
      .onConflict((before) => before.columns(['authorId', 'clientKey']).doNothing())
      .execute()
  })
  const kept = await keptBefore(db, viewer, clipId, clientKey)
  return kept ? findNote(db, viewer, kept) : conflict('busy', 'Please send that once more.')
}

/** The note that stands under the key; a key that was used on another clip is refused with 409. */
async function keptBefore(db: Db, { personId }: Viewer, clipId: ClipId, clientKey: string) {
  const kept = await db
    .selectFrom('notes')
    .select(['id', 'clipId'])
    .where('authorId', '=', personId)
    .where('clientKey', '=', clientKey)
    .executeTakeFirst()
  if (kept && kept.clipId !== clipId) {
    conflict('client-key-used', 'This clientKey was used for something else already.')
  }
  return kept?.id
}
