import { sql } from 'kysely'
import type { Db } from './schema.ts'

/**
 * What the clock of the database shows when this is come to, locks that were waited for included. `now()` is when the
 * transaction began, which may be long before.
 */
export const thisMoment = sql<Date>`clock_timestamp()`

/** The same, as a time. */
export async function clock(db: Db): Promise<Date> {
  const { at } = await db.selectNoFrom(thisMoment.as('at')).executeTakeFirstOrThrow()
  return at
}
