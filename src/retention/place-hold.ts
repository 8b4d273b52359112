import { appendLedger } from '../clips/append-ledger.ts'
import { findHold } from '../clips/find-hold.ts'
import { isPurged } from '../clips/still-stands.ts'
import { lockClip } from '../clips/write-purge.ts'
import { appendAudit } from '../identity/append-audit.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import { type ClipId, type HoldId, newId } from '../platform/ids.ts'
import { conflict } from '../platform/problems.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { trimmed } from '../platform/words.ts'
import { findClipForPrivacy } from './find-clip-for-privacy.ts'
import { showHold } from './find-holds.ts'
import { MailHold } from './jobs.ts'
import type { Hold, PlaceHold } from './schemas.ts'

/**
 * A privacy officer keeps a clip's bytes from being destroyed, and gets no view of them. Its owner learns of it by mail
 * and from the ledger, unless the basis forbids that. A clip that is on hold stays so, on the basis it was given first.
 */
export async function placeHold(
  db: Db,
  viewer: Viewer,
  clipId: ClipId,
  { basis, tellsOwner = true }: PlaceHold,
): Promise<Hold> {
  const { organisationId } = await findClipForPrivacy(db, viewer, clipId)
  return db.transaction().execute(async (trx) => {
    await lockClip(trx, clipId)
    const standing = await findHold(trx, clipId)
    if (standing) return showHold(standing)
    if (await isPurged(trx, clipId)) conflict('purged', 'The destruction of this clip was ordered before.')
    const hold = await trx
      .insertInto('legalHolds')
      .values({
        ...{ organisationId, id: newId<HoldId>(), clipId, tellsOwner },
        ...{ basis: trimmed(basis), placedBy: viewer.personId },
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    if (tellsOwner) {
      await enqueue(trx, MailHold, { holdId: hold.id, of: 'placed' }, { organisationId })
      await appendLedger(trx, { organisationId, clipId, what: 'hold', personId: viewer.personId })
    }
    await appendAudit(trx, viewer, 'place-hold', { clipId, holdId: hold.id, tellsOwner })
    return showHold(hold)
  })
}
