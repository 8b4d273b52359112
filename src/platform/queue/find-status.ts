import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import { deadMs } from './heartbeat.ts'
import { type QueueName, queues } from './job.ts'

interface QueueStatus {
  readonly queue: QueueName
  readonly waiting: number
  readonly running: number
  /** Since when the one that waits longest could have been begun, in seconds; null where none waits. */
  readonly oldestSeconds: number | null
}

export interface Status {
  readonly workers: number
  /** How many encodes they do at once. */
  readonly mediaSlots: number
  readonly queues: readonly QueueStatus[]
}

/** Whether work gets done: counts, and nothing of whose it is. What is to be done later only does not count as waiting. */
export async function findStatus(db: Db): Promise<Status> {
  const { rows } = await sql<QueueStatus>`
    select queue,
      count(*) filter (where seen_at is null) as waiting,
      count(*) filter (where seen_at is not null) as running,
      floor(extract(epoch from now() - min(greatest(created_at, coalesce(not_before, created_at)))
        filter (where seen_at is null)))::int as oldest_seconds
    from outbox where finished_at is null and (not_before is null or not_before <= now())
    group by queue`.execute(db)
  const { workers, mediaSlots } = await findWorkers(db)
  const idle = { waiting: 0, running: 0, oldestSeconds: null }
  return {
    workers,
    mediaSlots,
    queues: queues.map((queue) => rows.find((row) => row.queue === queue) ?? { queue, ...idle }),
  }
}

/** How many workers were heard of lately, and how many encodes they do at once. */
export async function findWorkers(db: Db): Promise<Pick<Status, 'workers' | 'mediaSlots'>> {
  const { workers, mediaSlots } = await db
    .selectFrom('workers')
    .select((eb) => [
      eb.fn.countAll<number>().as('workers'),
      eb.fn.sum<number>('mediaSlots').as('mediaSlots'),
    ])
    .where('seenAt', '>=', sql<Date>`now() - ${deadMs} * interval '1 millisecond'`)
    .executeTakeFirstOrThrow()
  return { workers, mediaSlots: Number(mediaSlots ?? 0) }
}
