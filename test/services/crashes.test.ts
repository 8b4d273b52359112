import { Redis } from 'ioredis'
import { crashMatrix, type Kill, killPostgres, killWorker } from '../support/crash-matrix.ts'

const redisUrl = process.env.REDIS_URL ?? ''

const emptied: Kill = {
  what: 'Redis, emptied',
  kill: async (site) => {
    const redis = new Redis(redisUrl)
    await redis.flushall()
    redis.disconnect()
    await site.minutePasses('live')
  },
}

crashMatrix('a crash, with the queue on Redis', [emptied, killWorker, killPostgres], redisUrl)
