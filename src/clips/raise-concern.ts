import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, PauseId } from '../platform/ids.ts'
import { wordsOf } from '../platform/words.ts'
import { findClip } from './find-clip.ts'
import { lockTerms } from './lock-terms.ts'
import type { RaiseConcern } from './pause-schemas.ts'
import { writePause } from './write-pause.ts'

/**
 * Anybody who sees the clip says that something in it should be looked at, which pauses it at once. The same concern of
 * the same person while it is open is the one there is.
 */
export async function raiseConcern(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { kind, words }: RaiseConcern,
): Promise<{ id: PauseId }> {
  await findClip(db, viewer, clipId)
  const said = wordsOf(words)
  return db.transaction().execute(async (trx) => {
    await lockTerms(trx, clipId)
    await findClip(trx, viewer, clipId)
    const standing = await trx
      .selectFrom('clipPauses')
      .select('id')
      .where('clipId', '=', clipId)
      .where('resolvedAt', 'is', null)
      .where('raisedBy', '=', viewer.personId)
      .where('reason', '=', 'concern')
      .where('kind', '=', kind)
      .where('words', 'is not distinct from', said)
      .executeTakeFirst()
    return standing ?? { id: await writePause(trx, viewer, clipId, { reason: 'concern', kind, words: said }) }
  })
}
