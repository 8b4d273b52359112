import { sql } from 'kysely'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId, PersonId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { appendLedger } from './append-ledger.ts'
import { closeAudience } from './close-audience.ts'
import { holdOwner } from './hold-owner.ts'
import { PurgeClip } from './jobs.ts'

export interface OfClip {
  readonly id: ClipId
  readonly organisationId: OrganisationId
  readonly ownerId: PersonId
}

export type PurgeReason = Database['clipPurges']['why']

/**
 * Writes the order to destroy a clip, in the caller's transaction: from its commit on the clip is gone for everybody,
 * its upload takes no more bytes, and a worker removes what there is. Answers false where it was ordered before. A
 * clip on hold loses no byte until the hold is lifted.
 */
export async function writePurge(
  db: Db,
  { id: clipId, organisationId, ownerId }: OfClip,
  why: PurgeReason,
  orderedBy: PersonId | null,
): Promise<boolean> {
  await lockClip(db, clipId)
  // Before the order: of a clip that is being purged its ledger takes no such entry any more.
  await closeAudience(db, clipId, 'purged', orderedBy)
  const ordered = await db
    .insertInto('clipPurges')
    .values({ organisationId, clipId, ownerId, why, orderedBy })
    .onConflict((conflict) => conflict.column('clipId').doNothing())
    .executeTakeFirst()
  if (ordered.numInsertedOrUpdatedRows === 0n) return false
  await db
    .updateTable('uploads')
    .set({ abandonedAt: sql<Date>`now()`, leaseWanted: true })
    .where('clipId', '=', clipId)
    .where('completedAt', 'is', null)
    .where('abandonedAt', 'is', null)
    .execute()
  await db
    .updateTable('clipPauses')
    .set({ resolvedAt: sql<Date>`now()`, resolvedBy: orderedBy, resolution: 'purged' })
    .where('clipId', '=', clipId)
    .where('resolvedAt', 'is', null)
    .execute()
  await enqueue(db, PurgeClip, { clipId }, { organisationId })
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, { organisationId, clipId, what: 'purge', personId: orderedBy, detail: { why } })
  return true
}

/**
 * Keeps everybody else from writing next to the clip until the transaction ends. Take it before any lock but those on
 * people.
 */
export async function lockClip(db: Db, clipId: ClipId) {
  await holdOwner(db, clipId)
  return db
    .selectFrom('clips')
    .select(['id', 'organisationId', 'ownerId', 'state'])
    .where('id', '=', clipId)
    .forUpdate()
    .executeTakeFirst()
}
