import { sql } from 'kysely'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, RecordingId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { conflict } from '../platform/problems.ts'
import { appendLedger } from './append-ledger.ts'
import { type AskedCut, toldOf } from './check-redactions.ts'
import type { SetCut } from './cut-schemas.ts'
import { findClip, type VisibleClip } from './find-clip.ts'
import { giveUpOriginal } from './give-up-original.ts'
import { lockTerms } from './lock-terms.ts'

/** Notes, in the transaction that cuts a clip, what is to become of the recording: nothing lifts a seal, and the last word counts. */
export const sealOriginal = (db: Db, recordingId: RecordingId, original: SetCut['original']) =>
  db
    .updateTable('recordings')
    .set({
      ...(original && { sealedAt: sql<Date>`coalesce(sealed_at, now())` }),
      destroyWantedAt: original === 'destroy' ? sql<Date>`now()` : null,
    })
    .where('id', '=', recordingId)
    .execute()

const findOriginal = (db: Db, clipId: ClipId) =>
  db
    .selectFrom('recordings')
    .innerJoin('clips', 'clips.recordingId', 'recordings.id')
    .select(['recordings.id', 'recordings.destroyWantedAt', 'recordings.originalGoneAt'])
    .where('clips.id', '=', clipId)

type Original = Awaited<ReturnType<ReturnType<typeof findOriginal>['executeTakeFirst']>>

const isAsAsked = (found: Original, original: SetCut['original']): boolean =>
  found?.originalGoneAt
    ? original === 'destroy'
    : (found?.destroyWantedAt !== null) === (original === 'destroy')

export const isOriginalAsAsked = async (
  db: Db,
  { id }: Pick<VisibleClip, 'id'>,
  original: SetCut['original'],
): Promise<boolean> => isAsAsked(await findOriginal(db, id).executeTakeFirst(), original)

/** The owner thinks again of what is to become of the recording of a cut that stands. As it is, it changes nothing. */
export const changeOriginal = (
  db: Db,
  viewer: Viewer,
  { id: clipId, cutNo }: VisibleClip,
  cut: AskedCut,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await lockTerms(trx, clipId)
    const found = await findOriginal(trx, clipId).forUpdate('recordings').executeTakeFirst()
    if (!found || isAsAsked(found, cut.original)) return
    const now = await findClip(trx, viewer, clipId)
    if (now.cutNo !== cutNo) conflict('cut-anew', 'The clip was cut anew just now. Please look at it again.')
    if (found.originalGoneAt) conflict('original-gone', 'The original recording was destroyed already.')
    await sealOriginal(trx, found.id, cut.original)
    if (now.state === 'ready') await giveUpOriginal(trx, clipId)
    await announce(trx, { clipId, what: 'clip' })
    await appendLedger(trx, {
      ...{ organisationId: viewer.organisationId, clipId, what: 'cut', personId: viewer.personId },
      detail: { cutNo, inMs: cut.inMs, outMs: cut.outMs, ...toldOf(cut) },
    })
  })
