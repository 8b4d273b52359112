import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDb, openPool } from '../src/platform/db/connect.ts'
import type { Db } from '../src/platform/db/schema.ts'
import { startPostgres } from '../src/platform/embedded/postgres.ts'
import { migrateDatabase } from '../src/platform/migrate-database.ts'

interface Opened {
  readonly db: Db
  readonly url: string
}

/** Runs on a PostgreSQL of its own, which is gone afterwards. `open` makes one more empty, migrated database on it. */
export async function onOwnPostgres(
  run: (open: (name: string) => Promise<Opened>) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-bench-'))
  const postgres = await startPostgres({ folder, fast: true })
  const opened: Db[] = []
  try {
    await run(async (name) => {
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      const url = new URL(postgres.url)
      url.pathname = `/${name}`
      await migrateDatabase({ redisUrl: undefined }, url.href)
      const db = openDb(openPool(url.href, () => {}, 4))
      opened.push(db)
      return { db, url: url.href }
    })
  } finally {
    for (const db of opened) await db.destroy()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
