import type pg from 'pg'
import type { Config } from './config.ts'
import { openDb, openPool } from './db/connect.ts'
import type { Db } from './db/schema.ts'
import { type Changes, openChanges } from './live/changes.ts'
import type { Log } from './log.ts'
import { type Mailer, openMailer } from './mail/mailer.ts'
import type { ObjectStore } from './storage/object-store.ts'
import { openStorage, type Storage } from './storage/open-storage.ts'

/** What every feature stands on. Opened once per process, closed last. */
export interface Platform {
  readonly config: Config
  readonly databaseUrl: string
  readonly log: Log
  readonly pool: pg.Pool
  readonly db: Db
  readonly storage: Storage
  readonly store: ObjectStore
  readonly changes: Changes
  readonly mailer: Mailer
  close(): Promise<void>
}

export async function openPlatform(config: Config, databaseUrl: string, log: Log): Promise<Platform> {
  let closed = false
  const trouble = (error: Error) => {
    // A connection may still be on its way out when the server behind it goes too.
    if (!closed) log.error({ reason: error.message }, 'lost a connection')
  }
  const pool = openPool(databaseUrl, trouble)
  const db = openDb(pool)
  const storage = await openStorage(config)
  const mailer = openMailer(config)
  const changes = openChanges(databaseUrl, trouble)
  return {
    config,
    databaseUrl,
    log,
    pool,
    db,
    storage,
    store: storage.objects,
    changes,
    mailer,
    close: async () => {
      closed = true
      await changes.close()
      await db.destroy()
      storage.objects.close()
      mailer.close()
    },
  }
}
