import { ConfigError, readConfig } from '../config.ts'
import { openDb, openPool } from '../db/connect.ts'
import type { Db } from '../db/schema.ts'
import { inOneSentence } from '../refuse-start.ts'
import { runningDatabaseUrl } from './running-database.ts'

/**
 * For commands of the operator: asks the database of DATABASE_URL, or that of the Interlude which runs on DATA_DIR, and
 * lets the process end with 1 where the answer is no, or where it cannot be asked, which it says in one sentence.
 */
export async function askDatabase(ask: (db: Db) => Promise<boolean>): Promise<void> {
  try {
    const config = readConfig()
    const databaseUrl = config.databaseUrl ?? runningDatabaseUrl(config.dataDir)
    if (!databaseUrl) {
      throw new ConfigError(
        `DATABASE_URL is not set, and no Interlude runs on ${config.dataDir}: start it, then look.`,
      )
    }
    const db = openDb(openPool(databaseUrl, () => {}, 1))
    try {
      process.exitCode = (await ask(db)) ? 0 : 1
    } finally {
      await db.destroy()
    }
  } catch (error) {
    process.stderr.write(`${inOneSentence(error)}\n`)
    process.exitCode = 1
  }
}
