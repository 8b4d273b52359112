import type { Config } from './config.ts'
import { openDb, openPool } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import { migrateQueue } from './queue/backend.ts'

/** Brings our tables, and those of a queue on PostgreSQL, to their newest shape. Answers the migrations it ran. */
export async function migrateDatabase(
  { redisUrl }: Pick<Config, 'redisUrl'>,
  databaseUrl: string,
): Promise<string[]> {
  const db = openDb(openPool(databaseUrl, () => {}, 2))
  try {
    const ran = await migrate(db)
    if (!redisUrl) await migrateQueue(databaseUrl)
    return ran
  } finally {
    await db.destroy()
  }
}
