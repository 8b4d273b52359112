import { randomUUID } from 'node:crypto'
import { openQueueBackend } from '../../src/platform/queue/backend.ts'
import { queueContract } from '../platform/queue/contract.ts'
import { jobsContract } from '../platform/queue/jobs-contract.ts'

const redisUrl = process.env.REDIS_URL ?? ''
queueContract('BullMQ on Redis', async () => {
  const prefix = randomUUID()
  return () =>
    openQueueBackend({
      redisUrl,
      databaseUrl: 'postgres://unused',
      prefix,
      onTrouble: (error) => {
        throw error
      },
    })
})
jobsContract('BullMQ on Redis', (databaseUrl) => {
  const prefix = new URL(databaseUrl).pathname.slice(1)
  return openQueueBackend({ redisUrl, databaseUrl, prefix, onTrouble: () => undefined })
})
