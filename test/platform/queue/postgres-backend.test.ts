import { openQueueBackend } from '../../../src/platform/queue/backend.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { queueContract } from './contract.ts'
import { jobsContract } from './jobs-contract.ts'

const open = async () => {
  const databaseUrl = await freshDatabase()
  return () =>
    openQueueBackend({
      redisUrl: undefined,
      databaseUrl,
      onTrouble: (error) => {
        throw error
      },
    })
}

queueContract('BullMQ on PostgreSQL', open)
jobsContract('BullMQ on PostgreSQL', (databaseUrl) =>
  openQueueBackend({ redisUrl: undefined, databaseUrl, onTrouble: () => undefined }),
)
