import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'

/** How often a worker says that it lives, and after how long without it counts as dead. */
const beatMs = 5_000
export const deadMs = 60_000

interface Heartbeat {
  /** Takes the worker out of the list. */
  close(): Promise<void>
}

/** Says that a worker lives, for as long as it does, and takes those out of the list that were killed. */
export function startHeartbeat(
  db: Db,
  mediaSlots: number,
  onTrouble: (error: Error) => void,
  everyMs = beatMs,
): Heartbeat {
  const id = randomUUID()
  const beat = async () => {
    const seenAt = sql<Date>`now()`
    await db
      .insertInto('workers')
      .values({ id, mediaSlots, seenAt })
      .onConflict((before) => before.column('id').doUpdateSet({ seenAt, mediaSlots }))
      .execute()
    await db.deleteFrom('workers').where('seenAt', '<', longAgo).execute()
  }
  // One at a time: a database that is slow must not be asked ever more.
  let beating: Promise<void> | undefined
  const beatOnce = () => {
    beating ??= beat()
      .catch(onTrouble)
      .finally(() => {
        beating = undefined
      })
  }
  beatOnce()
  const timer = setInterval(beatOnce, everyMs)
  return {
    close: async () => {
      clearInterval(timer)
      await beating
      // Where the database went first, the next worker takes it out.
      await db.deleteFrom('workers').where('id', '=', id).execute().catch(onTrouble)
    },
  }
}

const longAgo = sql<Date>`now() - ${deadMs} * interval '1 millisecond'`
