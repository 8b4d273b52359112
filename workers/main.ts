import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { SweepClips, SweepOrphans } from '../src/clips/jobs.ts'
import { SweepExemplars } from '../src/exemplars/jobs.ts'
import { SweepMyData } from '../src/my-data/jobs.ts'
import { PlanDigests } from '../src/notices/jobs.ts'
import { ConfigError, readConfig } from '../src/platform/config.ts'
import { readyMessage } from '../src/platform/embedded/worker-process.ts'
import { openLog } from '../src/platform/log.ts'
import { findMediaTools, ToolMissing } from '../src/platform/media/tools.ts'
import { requireMigrated } from '../src/platform/migrate-database.ts'
import { openPlatform } from '../src/platform/platform.ts'
import { openQueueBackend } from '../src/platform/queue/backend.ts'
import { startConsumer } from '../src/platform/queue/consumer.ts'
import { startHeartbeat } from '../src/platform/queue/heartbeat.ts'
import { startRelay } from '../src/platform/queue/relay.ts'
import { startUpkeep } from '../src/platform/queue/upkeep.ts'
import { orRefuseStart } from '../src/platform/refuse-start.ts'
import { type Running, runUntilSignal } from '../src/platform/run-until-signal.ts'
import { EndClips, SweepPurges } from '../src/retention/jobs.ts'
import { worksOf } from './handlers.ts'
import { openScratch } from './scratch-folder.ts'

const encodes = Math.max(1, Math.floor(availableParallelism() / 4))
/** How many jobs at once. An encode uses several cores by itself; quick steps mostly wait for disk and network. */
const concurrency = {
  quick: 2,
  first: encodes,
  media: encodes,
  mail: 2,
  upkeep: 1,
}

runUntilSignal(start, (line) => process.stderr.write(`${line}\n`))

async function start(running: Running): Promise<void> {
  // Whoever started us is gone: nobody would ever stop us. That may have been so before we could listen.
  process.on('disconnect', () => running.end(0))
  if (process.connected === false) return running.end(0)
  const config = readConfig()
  if (!config.databaseUrl) {
    throw new ConfigError('DATABASE_URL is not set, and without it “npm start” runs the worker by itself.')
  }
  const { databaseUrl, redisUrl } = config
  const log = openLog(config.logLevel, 'worker')
  const trouble = (error: Error) => log.warn({ reason: error.message }, 'lost a connection')
  const tools = await findMediaTools(config).catch((error) => {
    throw error instanceof ToolMissing ? new ConfigError(error.message) : error
  })
  await requireMigrated(databaseUrl)
  const platform = await openPlatform(config, databaseUrl, log)
  running.opened({ name: 'the database and the store', seconds: 10, close: platform.close })
  await orRefuseStart('The store cannot be used', () => platform.store.check())
  const scratch = await orRefuseStart(`The data folder ${config.dataDir} cannot be used`, () =>
    openScratch(path.join(config.dataDir, 'scratch')),
  )
  running.opened({ name: 'scratch', seconds: 10, close: () => rm(scratch, { recursive: true, force: true }) })

  const backend = openQueueBackend({ redisUrl, databaseUrl, onTrouble: trouble })
  running.opened({ name: 'the queue', seconds: 5, close: () => backend.close() })
  const relay = startRelay(platform.db, databaseUrl, backend, trouble)
  running.opened({ name: 'the relay', seconds: 5, close: () => relay.close() })
  // Jobs end first, while everything they need is still there.
  const works = worksOf({ platform, tools, scratch })
  const consumer = await startConsumer(platform.db, backend, works, concurrency, log)
  running.opened({ name: 'running jobs', seconds: 6, close: () => consumer.close() })
  const heartbeat = startHeartbeat(platform.db, concurrency.media, trouble)
  running.opened({ name: 'the heartbeat', seconds: 1, close: () => heartbeat.close() })
  const often = [SweepClips, SweepPurges, SweepExemplars, SweepMyData, PlanDigests]
  const upkeep = startUpkeep(platform.db, often, trouble, [EndClips, SweepOrphans])
  running.opened({ name: 'upkeep', seconds: 1, close: () => upkeep.close() })
  const { bwrap, lacks } = tools.box
  if (!bwrap) log.info({ because: lacks }, 'ffmpeg runs under limits, but without bubblewrap around it')
  log.info({ ffmpeg: tools.version, box: bwrap ? 'bubblewrap' : 'limits', concurrency }, 'worker is ready')
  process.send?.(readyMessage, undefined, undefined, () => {})
}
