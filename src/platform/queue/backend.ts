import {
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Queue,
  withBackend,
} from 'bullmq'
import { Redis } from 'ioredis'
import { CalmClient } from '../db/connect.ts'
import type { QueueName } from './job.ts'

/** Says that an outbox row may have work to do. Losing one, or getting it twice, does no harm. */
export interface Hint {
  readonly rowId: string
  /** How often the row was claimed so far: hints with the same row and claims are one and the same. */
  readonly claims: number
}

export interface Consumption {
  /** Takes no new hint, aborts the signals of running ones, and waits for them. */
  close(): Promise<void>
}

/** The queue as the rest of the platform sees it: BullMQ on Redis or on PostgreSQL, and nobody can tell which. */
export interface QueueBackend {
  publish(queue: QueueName, hints: readonly Hint[]): Promise<void>
  consume(
    queue: QueueName,
    concurrency: number,
    run: (hint: Hint, signal: AbortSignal) => Promise<void>,
  ): Promise<Consumption>
  close(): Promise<void>
}

interface Options {
  redisUrl: string | undefined
  databaseUrl: string
  /** Keeps deployments that share a server apart. */
  prefix?: string
  onTrouble: (error: Error) => void
}

export const openQueueBackend = ({
  redisUrl,
  databaseUrl,
  prefix = 'interlude',
  onTrouble,
}: Options): QueueBackend =>
  redisUrl === undefined
    ? backendOf(
        withBackend(createPostgresBackend),
        {
          ...{ connectionString: databaseUrl, max: 4, Client: CalmClient },
          ...{ schema: 'bullmq', skipMigrations: true },
        },
        {},
        onTrouble,
      )
    : backendOf(
        withBackend(createRedisBackend),
        new Redis(redisUrl, { maxRetriesPerRequest: null, lazyConnect: true }).on('error', onTrouble),
        { prefix },
        onTrouble,
      )

/** BullMQ keeps its own tables on PostgreSQL, in a schema of their own. Safe to run twice and at once. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const { Queue } = withBackend(createPostgresBackend)
  const queue = new Queue('quick', {
    connection: { connectionString: databaseUrl, schema: 'bullmq', migrate: true },
  })
  await queue.waitUntilReady()
  await queue.close()
}

type Classes<B extends IQueueBackend, C> = ReturnType<typeof withBackend<B, C>>

function backendOf<B extends IQueueBackend, C>(
  { Queue, Worker }: Classes<B, C>,
  connection: C,
  options: { prefix?: string },
  onTrouble: (error: Error) => void,
): QueueBackend {
  const opened = new Map<QueueName, Queue>()
  const open = (name: QueueName): Queue => {
    const known = opened.get(name)
    if (known) return known
    const queue = new Queue(name, { connection, ...options, skipWaitingForReady: true }) as unknown as Queue
    queue.on('error', onTrouble)
    opened.set(name, queue)
    return queue
  }
  return {
    async publish(name, hints) {
      await open(name).addBulk(
        hints.map(({ rowId, claims }) => ({
          name: 'hint',
          data: { rowId, claims },
          // Retries are counted in the outbox, so BullMQ tries once and keeps nothing.
          opts: { jobId: `${rowId}-${claims}`, attempts: 1, removeOnComplete: true, removeOnFail: true },
        })),
      )
    },
    async consume(name, concurrency, run) {
      const worker = new Worker<Hint>(
        name,
        (job, _token, signal) => run(job.data, signal ?? new AbortController().signal),
        { connection, ...options, concurrency, maxStalledCount: 100 },
      )
      worker.on('error', onTrouble)
      await worker.waitUntilReady()
      return {
        close: async () => {
          worker.cancelAllJobs('shutting down')
          await worker.close()
        },
      }
    },
    async close() {
      await Promise.all([...opened.values()].map((queue) => queue.close()))
      if (connection instanceof Redis) connection.disconnect()
    },
  }
}
