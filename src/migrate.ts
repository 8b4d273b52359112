import { ConfigError, readConfig } from './platform/config.ts'
import { migrateDatabase } from './platform/migrate-database.ts'
import { inOneSentence } from './platform/refuse-start.ts'

/** `npm run migrate`: brings the database of DATABASE_URL to the newest shape. Safe to run twice and at once. */
try {
  const config = readConfig()
  if (!config.databaseUrl) {
    throw new ConfigError('DATABASE_URL is not set, and the embedded default migrates itself at every start.')
  }
  const ran = await migrateDatabase(config, config.databaseUrl)
  process.stdout.write(ran.length > 0 ? `Migrated: ${ran.join(', ')}.\n` : 'Nothing to migrate.\n')
} catch (error) {
  process.stderr.write(`${inOneSentence(error)}\n`)
  process.exitCode = 1
}
