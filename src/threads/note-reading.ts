import { sql } from 'kysely'
import { findClip } from '../clips/find-clip.ts'
import { refusePurged } from '../clips/still-stands.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Db } from '../platform/db/schema.ts'
import type { ClipId } from '../platform/ids.ts'
import { malformed } from '../platform/problems.ts'

/**
 * Keeps that the viewer has read the talk about a clip up to and with this moment. It never goes back, whichever of two
 * that are sent at once comes last, nor beyond now. For the viewer alone: nothing is announced, as whoever hears of a
 * change could tell from it who reads.
 */
export async function noteReading(
  db: Db,
  { organisationId, personId }: Viewer,
  clipId: ClipId,
  until: string,
): Promise<void> {
  await findClip(db, { organisationId, personId }, clipId)
  const untilMs = Date.parse(until)
  if (Number.isNaN(untilMs)) malformed('bad-instant', 'That is no moment in time.')
  // Answers give whole milliseconds, so what was said within that one is read too.
  const readUntil = sql<Date>`least(${new Date(untilMs + 1)}::timestamptz, now())`
  await db.transaction().execute(async (trx) => {
    await refusePurged(trx, clipId)
    await trx
      .insertInto('readings')
      .values({ organisationId, personId, clipId, readUntil })
      .onConflict((before) =>
        before
          .columns(['personId', 'clipId'])
          .doUpdateSet({ readUntil: sql<Date>`greatest(readings.read_until, excluded.read_until)` }),
      )
      .execute()
  })
}
