import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { SweepClips } from '../src/clips/jobs.ts'
import { closeOnSignal, type Phase } from '../src/platform/close-on-signal.ts'
import { ConfigError, readConfig } from '../src/platform/config.ts'
import { missingMigrations } from '../src/platform/db/migrate.ts'
import { refusedToStart } from '../src/platform/embedded/worker-process.ts'
import { openLog } from '../src/platform/log.ts'
import { findMediaTools, ToolMissing } from '../src/platform/media/tools.ts'
import { openPlatform } from '../src/platform/platform.ts'
import { openQueueBackend } from '../src/platform/queue/backend.ts'
import { startConsumer } from '../src/platform/queue/consumer.ts'
import { startRelay } from '../src/platform/queue/relay.ts'
import { startUpkeep } from '../src/platform/queue/upkeep.ts'
import { worksOf } from './handlers.ts'
import { openScratch } from './scratch-folder.ts'

const complain = (line: string) => process.stderr.write(`${line}\n`)
const open: Phase[] = []
const end = closeOnSignal(() => open, complain)
// Whoever started us is gone: nobody would ever stop us.
process.on('disconnect', () => void end())

/** How many jobs at once. An encode uses several cores by itself; quick steps mostly wait for disk and network. */
const concurrency = { quick: 2, media: Math.max(1, Math.floor(availableParallelism() / 4)), upkeep: 1 }

try {
  const config = readConfig()
  if (!config.databaseUrl) {
    throw new ConfigError('DATABASE_URL is not set. Without it, “npm start” runs the worker by itself.')
  }
  const { databaseUrl, redisUrl, ffmpegPath, ffprobePath } = config
  const log = openLog(config.logLevel, 'worker')
  const trouble = (error: Error) => log.warn({ err: error }, 'lost a connection')
  const tools = await findMediaTools({ ffmpegPath, ffprobePath })
  const platform = await openPlatform(config, databaseUrl, log)
  open.unshift({ name: 'the database and the store', seconds: 10, close: () => platform.close() })
  const missing = await missingMigrations(platform.db)
  if (missing.length > 0) {
    throw new ConfigError(`The database lacks ${missing.join(', ')}: run “npm run migrate” first.`)
  }
  await platform.store.check()
  const scratch = await openScratch(path.join(config.dataDir, 'scratch'))
  open.unshift({ name: 'scratch', seconds: 10, close: () => rm(scratch, { recursive: true, force: true }) })

  const backend = openQueueBackend({ redisUrl, databaseUrl, onTrouble: trouble })
  open.unshift({ name: 'the queue', seconds: 5, close: () => backend.close() })
  const relay = startRelay(platform.db, databaseUrl, backend, trouble)
  const works = worksOf({ platform, tools, scratch })
  const consumer = await startConsumer(platform.db, backend, works, concurrency, log)
  const upkeep = startUpkeep(platform.db, [SweepClips], trouble)
  // Jobs first, while everything they need is still there.
  open.unshift({ name: 'the relay', seconds: 5, close: () => relay.close() })
  open.unshift({ name: 'running jobs', seconds: 6, close: () => consumer.close() })
  open.unshift({ name: 'upkeep', seconds: 1, close: () => upkeep.close() })
  log.info({ ffmpeg: tools.version, concurrency }, 'worker is ready')
} catch (error) {
  const refuses = error instanceof ConfigError || error instanceof ToolMissing
  complain(refuses ? error.message : ((error as Error).stack ?? String(error)))
  await end(refuses ? refusedToStart : 1)
}
