import { sql } from 'kysely'
import { listen } from '../db/listen.ts'
import type { Db } from '../db/schema.ts'
import type { QueueBackend } from './backend.ts'
import type { QueueName } from './job.ts'

const batch = 100

/** How long a hint may go unanswered before it is given again, and a silent runner before it counts as dead. */
export interface Patience {
  readonly pollMs: number
  readonly silentMs: number
}

export const usualPatience: Patience = { pollMs: 5_000, silentMs: 60_000 }

/**
 * Turns outbox rows into hints. The row is locked while its hint goes out and marked in the same transaction, so a
 * crash in between gives the hint twice, never not at all. Answers how many went out.
 */
export const publishDue = (db: Db, backend: QueueBackend): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const due = await trx
      .selectFrom('outbox')
      .select(['id', 'queue', 'claims'])
      .where('publishedAt', 'is', null)
      .where('finishedAt', 'is', null)
      .where((eb) => eb.or([eb('notBefore', 'is', null), eb('notBefore', '<=', sql<Date>`now()`)]))
      .orderBy('priority')
      .orderBy('id')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const [queue, rows] of Map.groupBy(due, (row) => row.queue as QueueName)) {
      await backend.publish(
        queue,
        rows.map((row) => ({ rowId: row.id, claims: row.claims })),
      )
    }
    if (due.length > 0) {
      await trx
        .updateTable('outbox')
        .set({ publishedAt: sql<Date>`now()`, isHinted: true })
        .where(
          'id',
          'in',
          due.map((row) => row.id),
        )
        .execute()
    }
    return due.length
  })

/**
 * Finds rows whose hint was lost (Redis emptied) or whose runner fell silent (killed), and lets the relay give a new
 * hint. Where the old one still waits its turn, the queue drops the new one: it has the same id.
 */
export async function reviveLost(db: Db, { silentMs }: Patience): Promise<number> {
  const silent = sql<Date>`now() - ${silentMs} * interval '1 millisecond'`
  const revived = await db
    .updateTable('outbox')
    .set({ publishedAt: null, seenAt: null, runner: null })
    .where('finishedAt', 'is', null)
    .where('publishedAt', '<', silent)
    .where((eb) => eb.or([eb('seenAt', 'is', null), eb('seenAt', '<', silent)]))
    .executeTakeFirst()
  return Number(revived.numUpdatedRows)
}

/**
 * For whoever knows that no worker lives: every row that had a hint gets a new one, at once. It counts as another claim,
 * so that the new hint is not taken for the old one, which BullMQ may keep for a dead worker for half a minute. Nor do
 * workers that were killed count as living for another minute, among whom a long ladder would be divided.
 */
export async function reviveAll(db: Db): Promise<void> {
  await db.deleteFrom('workers').execute()
  await db
    .updateTable('outbox')
    .set((eb) => ({ publishedAt: null, seenAt: null, runner: null, claims: eb('claims', '+', 1) }))
    .where('finishedAt', 'is', null)
    .where('publishedAt', 'is not', null)
    .execute()
}

interface Relay {
  close(): Promise<void>
}

/** Keeps publishing: woken by NOTIFY, and by a slow poll for what was missed, what is due later and what was lost. */
export function startRelay(
  db: Db,
  databaseUrl: string,
  backend: QueueBackend,
  onTrouble: (error: Error) => void,
  patience: Patience = usualPatience,
): Relay {
  let closed = false
  let wanted = false
  let running: Promise<void> | undefined

  const run = async () => {
    while (wanted && !closed) {
      wanted = false
      try {
        if ((await publishDue(db, backend)) === batch) wanted = true
      } catch (error) {
        if (!closed) onTrouble(error as Error)
      }
    }
    running = undefined
  }
  const wake = () => {
    wanted = true
    running ??= run()
  }

  const timer = setInterval(async () => {
    await reviveLost(db, patience).catch(onTrouble)
    wake()
  }, patience.pollMs)
  const listening = listen(databaseUrl, 'outbox', wake, onTrouble)
  return {
    close: async () => {
      closed = true
      clearInterval(timer)
      await listening.close()
      await running
    },
  }
}
