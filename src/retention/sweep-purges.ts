import { sql } from 'kysely'
import { isNotHeld } from '../clips/find-hold.ts'
import { findLatePurges } from '../clips/find-ordered-purge.ts'
import { PurgeClip } from '../clips/jobs.ts'
import { lockClip } from '../clips/write-purge.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { orderPurge } from './order-purge.ts'

const slotMs = 10 * 60_000

/** Sees to it that every purge that was ordered is done one day, and that no withdrawn consent is forgotten. */
export async function sweepPurges(db: Db, signal: AbortSignal): Promise<void> {
  const slot = Math.floor(Date.now() / slotMs)
  for (const { clipId, organisationId } of await findLatePurges(db)) {
    await enqueue(
      db,
      PurgeClip,
      { clipId },
      { organisationId, onceKey: `${PurgeClip.name} ${clipId} ${slot}` },
    )
  }
  for (const { clipId } of await findOverdueConsent(db)) {
    signal.throwIfAborted()
    await purgeUnconsented(db, clipId)
  }
}

/** Clips of which somebody in the picture no longer agrees, and whose owner did not act in time. */
const findOverdueConsent = (db: Db, clipId?: ClipId) =>
  db
    .selectFrom('clipPauses')
    .innerJoin('clips', 'clips.id', 'clipPauses.clipId')
    .select('clipPauses.clipId')
    .distinct()
    .where('clipPauses.resolvedAt', 'is', null)
    .where('clipPauses.actBy', '<', sql<Date>`now()`)
    .where(isNotHeld('clip_pauses.clip_id'))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('clipPurges').select('clipId').whereRef('clipPurges.clipId', '=', 'clips.id'))),
    )
    .$if(clipId !== undefined, (query) => query.where('clips.id', '=', clipId as ClipId))
    .limit(500)
    .execute()

const purgeUnconsented = (db: Db, clipId: ClipId): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const clip = await lockClip(trx, clipId)
    // Its owner may have settled it while we waited.
    const [overdue] = await findOverdueConsent(trx, clipId)
    if (clip && overdue) await orderPurge(trx, clip, 'consent withdrawn', null)
  })
