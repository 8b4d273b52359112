import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig } from './platform/config.ts'
import { openEmbedded } from './platform/embedded/open-embedded.ts'
import { openLog } from './platform/log.ts'
import { migrateDatabase } from './platform/migrate-database.ts'
import { openPlatform } from './platform/platform.ts'
import { inOneSentence } from './platform/refuse-start.ts'
import { type Profile, profiles, seedDatabase } from './seed/seed-database.ts'

/**
 * `npm run seed -- --profile showcase|district|member|network [--database-url URL]`: makes up people, clips and talk in
 * the database of DATABASE_URL, or in that of the embedded default while nothing else runs on it.
 */
try {
  const { profile, databaseUrl } = readArguments()
  const config = readConfig()
  const url = databaseUrl ?? config.databaseUrl
  if (url) await seed(config, url, profile)
  else {
    const embedded = await openEmbedded(config)
    try {
      await seed(config, embedded.databaseUrl, profile)
    } finally {
      await embedded.postgres.stop()
    }
  }
} catch (error) {
  process.stderr.write(`${inOneSentence(error)}\n`)
  process.exitCode = 1
}

async function seed(config: Config, databaseUrl: string, profile: Profile): Promise<void> {
  await migrateDatabase(config, databaseUrl)
  const platform = await openPlatform(config, databaseUrl, openLog(config.logLevel, 'seed'))
  try {
    const file = await seedDatabase(platform, profile)
    process.stdout.write(`The ${profile} profile is made. Who you can be there stands in ${file}.\n`)
  } finally {
    await platform.close()
  }
}

function readArguments(): { profile: Profile; databaseUrl: string | undefined } {
  const usage = `Please say --profile ${profiles.join('|')}, and --database-url if it is not DATABASE_URL.`
  try {
    const { values } = parseArgs({
      options: { profile: { type: 'string' }, 'database-url': { type: 'string' } },
    })
    const profile = profiles.find((name) => name === values.profile)
    if (profile) return { profile, databaseUrl: values['database-url'] }
  } catch {
    // Told like any other wrong word.
  }
  throw new ConfigError(usage)
}
