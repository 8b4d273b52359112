import { sql } from 'kysely'
import type { Database, Db } from '../platform/db/schema.ts'
import type { ClipId, PersonId } from '../platform/ids.ts'
import { announce } from '../platform/live/changes.ts'
import { enqueue } from '../platform/queue/enqueue.ts'
import { appendLedger } from './append-ledger.ts'
import { AudienceClosed } from './jobs.ts'

export type ClosedBecause = NonNullable<Database['clipAudiences']['closedBecause']>

/**
 * Ends the sight of a clip's audience from the commit on, in a transaction that locked its terms; answers false where it
 * has none. What hangs on it (the exemplar, its receipt) is settled by whoever hears of `AudienceClosed`.
 */
export async function closeAudience(
  db: Db,
  clipId: ClipId,
  because: ClosedBecause,
  closedBy: PersonId | null,
): Promise<boolean> {
  const closed = await db
    .updateTable('clipAudiences')
    .set({ closedAt: sql<Date>`now()`, closedBecause: because, closedBy })
    .where('clipId', '=', clipId)
    .where('closedAt', 'is', null)
    .returning(['organisationId', 'exemplarId', 'cohortId'])
    .executeTakeFirst()
  if (!closed) return false
  const { organisationId, exemplarId, cohortId } = closed
  await announce(db, { clipId, what: 'clip' })
  await enqueue(db, AudienceClosed, { exemplarId }, { organisationId })
  await appendLedger(db, {
    ...{ organisationId, clipId, what: 'unpublish', personId: closedBy, cohortId },
    detail: { exemplarId, because },
  })
  return true
}
