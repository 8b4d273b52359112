import { appendLedger } from '../clips/append-ledger.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId, OrganisationId, PersonId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { PurgeClip } from './jobs.ts'

interface OfClip {
  readonly id: ClipId
  readonly organisationId: OrganisationId
  readonly ownerId: PersonId
}

export type PurgeReason = 'owner' | 'privacy officer' | 'retention' | 'consent withdrawn' | 'account deleted'

/**
 * Orders a clip's destruction, in the caller's transaction: from its commit on the clip is gone for everybody, and a
 * worker removes the bytes. Answers false where it was ordered before. Who may order it was settled before.
 */
export async function orderPurge(
  db: Db,
  { id: clipId, organisationId, ownerId }: OfClip,
  why: PurgeReason,
  orderedBy: PersonId | null,
): Promise<boolean> {
  const ordered = await db
    .insertInto('clipPurges')
    .values({ organisationId, clipId, ownerId, why, orderedBy })
    .onConflict((conflict) => conflict.column('clipId').doNothing())
    .executeTakeFirst()
  if (ordered.numInsertedOrUpdatedRows === 0n) return false
  await enqueue(db, PurgeClip, { clipId }, { organisationId })
  await announce(db, { clipId, what: 'clip' })
  await appendLedger(db, { organisationId, clipId, what: 'purge', personId: orderedBy, detail: { why } })
  return true
}
