import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildApp } from '../../src/app.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import { openLog } from '../../src/platform/log.ts'
import { openPlatform, type Platform } from '../../src/platform/platform.ts'
import { type Cast, castOn } from './cast.ts'
import { freshDatabase } from './fresh-database.ts'

export interface Stage {
  readonly platform: Platform
  readonly databaseUrl: string
  /** Where the server listens, without a slash at the end. */
  readonly baseUrl: string
  /** A folder that goes with the stage. */
  readonly folder: string
  readonly cast: Cast
  close(): Promise<void>
}

interface Options {
  readonly limits?: Partial<Config['limits']>
  readonly signInsPerMinute?: number
  /** What `readConfig` is given besides: services, for one. */
  readonly env?: Readonly<Record<string, string>>
}

const authSecret = 'a secret that only the tests know of'

/** The real server on a real socket, a database and a disk store of its own, and the same few people throughout. */
export async function openStage({
  limits = {},
  signInsPerMinute = 1000,
  env = {},
}: Options = {}): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-stage-'))
  const databaseUrl = await freshDatabase()
  const read = readConfig({
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: authSecret,
    DATA_DIR: folder,
    PORT: '0',
    // What the server says of faults of its own belongs into the output of a failing test.
    LOG_LEVEL: 'error',
    ...env,
  })
  const config: Config = { ...read, limits: { ...read.limits, ...limits } }
  const platform = await openPlatform(config, databaseUrl, openLog(config.logLevel, 'test'))
  const app = await buildApp(platform, { authSecret, signInsPerMinute, graceMs: 200 })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    platform,
    databaseUrl,
    baseUrl,
    folder,
    cast: await castOn(platform.db, baseUrl),
    close: async () => {
      await app.close()
      await platform.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
