import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import type { Db } from '../db/schema.ts'
import { claimRow } from './claim-row.ts'
import type { Job, PayloadOf, QueueName } from './job.ts'

/** How one kind of job is done. */
export interface Work<J extends Job = Job> {
  readonly job: J
  /** Idempotent: it may be run again after it succeeded, and at once with itself. Stops on the signal. */
  run(payload: PayloadOf<J>, signal: AbortSignal): Promise<void>
  /** The last attempt failed: writes the failure into the domain. */
  giveUp(payload: PayloadOf<J>, because: unknown): Promise<void>
}

/** Much shorter than the relay's patience with a silent runner. */
const heartbeatMs = 10_000
/** Within this, a signal that was sent to all of us is here. */
const signalsMs = 250
const backoffMs = (starts: number): number => Math.min(5_000 * 2 ** (starts - 1), 300_000)

/**
 * Does the work of the row whose turn it is; a hint that finds none is no harm. The row, not the queue, counts the starts:
 * a row that was started more often than it may be (its worker was killed each time) is given up, so that no recording can
 * kill workers for ever.
 * `closing` tells whether the signal was raised because this process shuts down, which is no failed attempt.
 */
export async function runRow(
  db: Db,
  works: ReadonlyMap<string, Work>,
  hint: { readonly queue: QueueName; readonly rowId: string },
  signal: AbortSignal,
  closing: () => boolean,
): Promise<void> {
  const runner = randomUUID()
  const row = await claimRow(db, hint, runner)
  if (!row) return
  const { id: rowId } = row
  const work = works.get(row.job)
  if (!work) throw new Error(`no handler for job ${row.job}`)
  const payload = Value.Parse(work.job.payload, row.payload) as never
  const mine = () => db.updateTable('outbox').where('id', '=', rowId).where('runner', '=', runner)

  const lost = new AbortController()
  const heartbeat = setInterval(async () => {
    const heard = await mine()
      .set({ seenAt: sql<Date>`now()` })
      .executeTakeFirst()
      .catch(() => undefined)
    if (heard && heard.numUpdatedRows === 0n) lost.abort(new Error('another runner took over'))
  }, heartbeatMs)
  try {
    if (row.starts > row.attempts) throw new Error('its worker was killed each time it was tried')
    await work.run(payload, AbortSignal.any([signal, lost.signal]))
    await mine().set({ finishedAt: new Date(), seenAt: null, runner: null }).execute()
  } catch (error) {
    if (lost.signal.aborted) return
    // What stops us may signal ffmpeg as well (systemd does), and its end may be noticed first: no failed attempt.
    if (!closing()) await sleep(signalsMs)
    if (closing()) {
      await mine()
        .set({ publishedAt: null, seenAt: null, runner: null, starts: row.starts - 1 })
        .execute()
    } else if (row.starts < row.attempts) {
      const notBefore = sql<Date>`now() + ${backoffMs(row.starts)} * interval '1 millisecond'`
      await mine().set({ publishedAt: null, seenAt: null, runner: null, notBefore }).execute()
    } else {
      await work.giveUp(payload, error)
      await mine()
        .set({ finishedAt: new Date(), seenAt: null, runner: null, gaveUpBecause: reason(error) })
        .execute()
    }
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

const longestReason = 2_000
const toldLines = 5

/** With the last lines of what a program complained about, where one is to blame. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, longestReason)
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : ''
  const lines = said === '' ? [] : said.split('\n').slice(-toldLines)
  return [error.message, ...lines].join('\n').slice(0, longestReason)
}
