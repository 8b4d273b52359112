import { sql } from 'kysely'
import { appendLedger } from '../clips/append-ledger.ts'
import { findOrderedPurge } from '../clips/find-ordered-purge.ts'
import { PurgeClip } from '../clips/jobs.ts'
import { lockClip } from '../clips/write-purge.ts'
import { appendAudit } from '../identity/append-audit.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { findClipForPrivacy } from './find-clip-for-privacy.ts'
import { MailHold } from './jobs.ts'

/**
 * A privacy officer lets a clip go again: what waited for it goes on. The ledger now tells of the hold even where its
 * owner could not be told before. Twice is once.
 */
export async function liftHold(db: Db, viewer: Viewer, clipId: ClipId): Promise<void> {
  const { organisationId } = await findClipForPrivacy(db, viewer, clipId)
  await db.transaction().execute(async (trx) => {
    await lockClip(trx, clipId)
    const hold = await trx
      .updateTable('legalHolds')
      .set({ liftedAt: sql<Date>`now()`, liftedBy: viewer.personId })
      .where('clipId', '=', clipId)
      .where('liftedAt', 'is', null)
      .returning(['id', 'placedAt', 'tellsOwner'])
      .executeTakeFirst()
    if (!hold) return
    if (await findOrderedPurge(trx, clipId)) await enqueue(trx, PurgeClip, { clipId }, { organisationId })
    if (hold.tellsOwner) await enqueue(trx, MailHold, { holdId: hold.id, of: 'lifted' }, { organisationId })
    await appendLedger(trx, {
      ...{ organisationId, clipId, what: 'lift hold', personId: viewer.personId },
      detail: { heldSince: hold.placedAt.toISOString() },
    })
    await appendAudit(trx, viewer, 'lift-hold', { clipId, holdId: hold.id })
  })
}
