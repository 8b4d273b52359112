import { sql } from 'kysely'
import type { TSchema } from 'typebox'
import type { Db } from '../db/schema.ts'
import { enqueue } from './enqueue.ts'
import type { Job } from './job.ts'

const everyMs = 10 * 60_000
/** Finished rows are kept for whoever asks what happened. */
const keepDays = 14

interface Upkeep {
  close(): Promise<void>
}

/**
 * Enqueues each upkeep job once in ten minutes, and each of the `daily` ones once a day (UTC), however many processes
 * do this, and forgets jobs that were finished long ago.
 */
export function startUpkeep(
  db: Db,
  jobs: readonly Job<string, TSchema>[],
  onTrouble: (error: Error) => void,
  daily: readonly Job<string, TSchema>[] = [],
): Upkeep {
  const enqueueAll = async () => {
    const slot = new Date(Math.floor(Date.now() / everyMs) * everyMs).toISOString()
    for (const job of jobs) await enqueue(db, job, {}, { onceKey: `${job.name} ${slot}` })
    const day = slot.slice(0, 10)
    for (const job of daily) await enqueue(db, job, {}, { onceKey: `${job.name} ${day}` })
    await sql`delete from outbox where finished_at < now() - ${keepDays} * interval '1 day'`.execute(db)
  }
  let running = enqueueAll().catch(onTrouble)
  const timer = setInterval(() => {
    running = enqueueAll().catch(onTrouble)
  }, everyMs)
  return {
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}
