import { offerFurtherSetUp } from './identity/offer-further-set-up.ts'
import { ConfigError, readConfig } from './platform/config.ts'
import { openDb, openPool } from './platform/db/connect.ts'
import { requireMigrated } from './platform/migrate-database.ts'
import { inOneSentence } from './platform/refuse-start.ts'

/**
 * `npm run add-organisation`: prints a link that makes one more organisation, once. One row is all it writes, so that
 * Ctrl-C at any moment leaves at worst a link that nobody knows.
 */
try {
  const config = readConfig()
  if (!config.databaseUrl) {
    throw new ConfigError(
      'DATABASE_URL is not set, and the embedded default is for one organisation to try out.',
    )
  }
  await requireMigrated(config.databaseUrl)
  const db = openDb(openPool(config.databaseUrl, () => {}, 1))
  try {
    const secret = await offerFurtherSetUp(db)
    process.stdout.write('Open this link, which works once, to make the organisation:\n')
    // Behind the “#”, so that no proxy writes it into its log.
    process.stdout.write(`  ${config.publicUrl}/setup#${secret}\n`)
  } finally {
    await db.destroy()
  }
} catch (error) {
  process.stderr.write(`${inOneSentence(error)}\n`)
  process.exitCode = 1
}
