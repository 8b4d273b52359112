import type { Db } from '../db/schema.ts'
import type { Log } from '../log.ts'
import type { Consumption, QueueBackend } from './backend.ts'
import { type QueueName, queues } from './job.ts'
import { runRow, type Work } from './run-row.ts'

interface Consumer {
  /** Aborts what runs, hands it back unharmed, and waits for that. */
  close(): Promise<void>
}

/** Takes hints from every queue and does the work of their rows. */
export async function startConsumer(
  db: Db,
  backend: QueueBackend,
  works: readonly Work[],
  concurrency: Readonly<Record<QueueName, number>>,
  log: Log,
): Promise<Consumer> {
  const byName = new Map(works.map((work) => [work.job.name, work]))
  // BullMQ's own signal does not reach a job that it hands out in the very moment of closing.
  const closing = new AbortController()
  const consumptions: Consumption[] = []
  for (const queue of queues) {
    const consumption = await backend.consume(queue, concurrency[queue], async ({ rowId }, signal) => {
      try {
        const either = AbortSignal.any([signal, closing.signal])
        await runRow(db, byName, { queue, rowId }, either, () => closing.signal.aborted)
      } catch (error) {
        // The outbox row says what comes next; to the queue the hint is done with either way.
        if (closing.signal.aborted) log.info({ rowId, queue }, 'job handed back')
        else log.warn({ err: error, rowId, queue }, 'job attempt failed')
      }
    })
    consumptions.push(consumption)
  }
  return {
    close: async () => {
      closing.abort(new Error('shutting down'))
      await Promise.all(consumptions.map((consumption) => consumption.close()))
    },
  }
}
