import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'

/** The next sweep is never far. */
const atOnce = 10_000

/**
 * Removes what says who was let to play or download more than two days ago: it opens nothing any more, and the ledger
 * tells the owner. Answers how many there were.
 */
export async function sweepPlaybacks(db: Db): Promise<number> {
  const swept = await db
    .deleteFrom('playbacks')
    .where('id', 'in', (old) =>
      old
        .selectFrom('playbacks')
        .select('id')
        .where('grantedAt', '<', sql<Date>`now() - interval '2 days'`)
        .limit(atOnce),
    )
    .executeTakeFirst()
  return Number(swept.numDeletedRows)
}
