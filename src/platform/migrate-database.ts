import { sql } from 'kysely'
import type { Config } from './config.ts'
import { ConfigError } from './config.ts'
import { openDb, openPool } from './db/connect.ts'
import { migrate, missingMigrations } from './db/migrate.ts'
import { migrateQueue } from './queue/backend.ts'
import { orRefuseStart } from './refuse-start.ts'

const unreachable = 'The database cannot be used'

/** Brings our tables, and those of a queue on PostgreSQL, to their newest shape. Answers the migrations it ran. */
export async function migrateDatabase(
  { redisUrl }: Pick<Config, 'redisUrl'>,
  databaseUrl: string,
): Promise<string[]> {
  const db = openDb(openPool(databaseUrl, () => {}, 2))
  try {
    await orRefuseStart(unreachable, () => sql`select 1`.execute(db))
    const ran = await migrate(db).catch((error: Error) => {
      // Kysely's words for a migration that ran and is not in our folder.
      if (!error.message.startsWith('corrupted migrations')) throw error
      throw new ConfigError(`The database was made by a newer Interlude than this one: ${error.message}.`)
    })
    if (!redisUrl) await migrateQueue(databaseUrl)
    return ran
  } finally {
    await db.destroy()
  }
}

/**
 * Throws in one sentence where the database does not answer, or lacks migrations. Over a connection of its own: what
 * stays connected would log, again and again, what the sentence says.
 */
export async function requireMigrated(databaseUrl: string): Promise<void> {
  const db = openDb(openPool(databaseUrl, () => {}, 1))
  try {
    const missing = await orRefuseStart(unreachable, () => missingMigrations(db))
    if (missing.length > 0) {
      throw new ConfigError(`The database lacks ${missing.join(', ')}: run “npm run migrate” first.`)
    }
  } finally {
    await db.destroy()
  }
}
