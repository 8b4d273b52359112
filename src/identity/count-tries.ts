import { sql } from 'kysely'
import type { Db } from '../platform/db/schema.ts'
import { Problem } from '../platform/problems.ts'

interface Counter {
  /** A hash: who reads the table learns of no mailbox. */
  readonly key: string
  readonly most: number
  readonly withinSeconds: number
}

/**
 * Makes a try that may fail, at most so often within a time. It is counted before it is made, so that many at once count
 * as many, and no longer counted once it turns out not to have failed. Refuses with 429 where it was tried too often.
 */
export async function countTries<T>(
  db: Db,
  counters: readonly Counter[],
  attempt: () => Promise<T>,
  hasFailed: (error: unknown) => boolean,
): Promise<T> {
  const counted: Counter[] = []
  const forget = async () => {
    for (const counter of counted) await giveBack(db, counter)
  }
  for (const counter of counters) {
    const isAllowed = await take(db, counter)
    if (!isAllowed) {
      await forget()
      throw new Problem(
        429,
        'too-many-tries',
        'Too many tries. Have a link mailed to you instead, or wait a quarter of an hour.',
      )
    }
    counted.push(counter)
  }
  try {
    const answer = await attempt()
    await forget()
    return answer
  } catch (error) {
    if (!hasFailed(error)) await forget()
    throw error
  }
}

async function take(db: Db, { key, most, withinSeconds }: Counter): Promise<boolean> {
  const isOver = sql<boolean>`sign_in_failures.first_at <= now() - make_interval(secs => ${withinSeconds})`
  const { failures } = await db
    .insertInto('signInFailures')
    .values({ key, failures: 1 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql<number>`case when ${isOver} then 1 else sign_in_failures.failures + 1 end`,
        firstAt: sql<Date>`case when ${isOver} then now() else sign_in_failures.first_at end`,
      }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow()
  if (failures === 1) await clearOld(db)
  return failures <= most
}

const giveBack = (db: Db, { key }: Counter) =>
  db
    .updateTable('signInFailures')
    .set((eb) => ({ failures: eb('failures', '-', 1) }))
    .where('key', '=', key)
    .where('failures', '>', 0)
    .execute()

/** A few at a time, and none that somebody else is at. */
const clearOld = (db: Db) =>
  sql`delete from sign_in_failures where key in (
    select key from sign_in_failures where first_at < now() - interval '1 day' limit 100 for update skip locked)`.execute(
    db,
  )
