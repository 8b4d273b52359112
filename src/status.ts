import { parseArgs } from 'node:util'
import { ConfigError } from './platform/config.ts'
import { askDatabase } from './platform/embedded/ask-database.ts'
import { findStatus, type Status } from './platform/queue/find-status.ts'
import type { QueueName } from './platform/queue/job.ts'
import { orRefuseStart } from './platform/refuse-start.ts'

/** Longer than work waits while a worker is there for it; what waits for an encode may have to wait for hours. */
const longWaitSeconds = 900
const encodes: ReadonlySet<QueueName> = new Set(['first', 'media'])

/**
 * `npm run status [-- --json]`: whether work gets done, for whoever runs Interlude: how many workers live, and how many
 * jobs wait and run. Nothing of whose they are. Exits with 1 where no worker lives, or quick work waits for long.
 */
await askDatabase(async (db) => {
  const asJson = isJsonAsked()
  const status = await orRefuseStart('The queue cannot be read', () => findStatus(db))
  process.stdout.write(asJson ? `${JSON.stringify(status)}\n` : told(status))
  return isWell(status)
})

function isJsonAsked(): boolean {
  try {
    return parseArgs({ options: { json: { type: 'boolean' } } }).values.json === true
  } catch {
    throw new ConfigError('It takes nothing, or --json.')
  }
}

function isWell({ workers, queues }: Status): boolean {
  const isLate = ({ queue, oldestSeconds }: Status['queues'][number]) =>
    !encodes.has(queue) && (oldestSeconds ?? 0) >= longWaitSeconds
  return workers > 0 && !queues.some(isLate)
}

function told({ workers, mediaSlots, queues }: Status): string {
  const living = `${workers} ${workers === 1 ? 'worker lives' : 'workers live'}, for ${mediaSlots} encodes at once.`
  const lines = queues.map(({ queue, waiting, running, oldestSeconds }) => {
    const since = oldestSeconds === null ? '' : `, the oldest for ${oldestSeconds} s`
    return `${queue}: ${running} running, ${waiting} waiting${since}`
  })
  return `${[workers === 0 ? 'No worker lives.' : living, ...lines].join('\n')}\n`
}
