import { buildApp } from './app.ts'
import { createDemo } from './demo/create-demo.ts'
import type { DemoFile } from './demo/demo-secrets.ts'
import { offerSetUp } from './identity/offer-set-up.ts'
import { closeOnSignal, type Phase } from './platform/close-on-signal.ts'
import { type Config, ConfigError, readConfig, workerEnvironment } from './platform/config.ts'
import { missingMigrations } from './platform/db/migrate.ts'
import { openEmbedded } from './platform/embedded/open-embedded.ts'
import { startWorkerProcess } from './platform/embedded/worker-process.ts'
import { openLog } from './platform/log.ts'
import { migrateDatabase } from './platform/migrate-database.ts'
import { openPlatform, type Platform } from './platform/platform.ts'

const tell = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

/** What is open now, innermost first: closed in this order. */
const open: Phase[] = []
const end = closeOnSignal(() => open, complain)

try {
  const config = readConfig()
  if (config.databaseUrl) await startApi(config, config.databaseUrl)
  else await startAll(config)
} catch (error) {
  complain(inOneSentence(error))
  await end(1)
}

/** With a database of one's own: the API alone. */
async function startApi(config: Config, databaseUrl: string): Promise<void> {
  const platform = await openedPlatform(config, databaseUrl)
  const missing = await missingMigrations(platform.db)
  if (missing.length > 0) {
    throw new ConfigError(`The database lacks ${missing.join(', ')}: run “npm run migrate” first.`)
  }
  await platform.store.check()
  await listen(platform, config.authSecret ?? '')
  tell(`Interlude answers at ${config.publicUrl}`)
  const secret = await offerSetUp(platform.db)
  if (secret) {
    tell('There is no organisation yet. Open this link, which works once, to make the first one:')
    // Behind the “#”, so that no proxy writes it into its log.
    tell(`  ${config.publicUrl}/setup#${secret}`)
  }
}

/** The embedded default: PostgreSQL, API and worker by one command, with something to look at. */
async function startAll(config: Config): Promise<void> {
  const { postgres, databaseUrl, authSecret } = await openEmbedded(config.dataDir)
  let asked = false
  const stopPostgres = () => {
    asked = true
    return postgres.stop()
  }
  open.push({ name: 'PostgreSQL', seconds: 20, close: stopPostgres })
  void postgres.ended.then(() => {
    if (asked) return
    complain('PostgreSQL ended unexpectedly. Starting again brings everything back.')
    return end(1)
  })
  await migrateDatabase(config, databaseUrl)
  const platform = await openedPlatform(config, databaseUrl)
  const baseUrl = await listen(platform, authSecret)
  const demo = await createDemo(platform, baseUrl)
  const environment = workerEnvironment({ databaseUrl, authSecret })
  const worker = startWorkerProcess(environment, complain, () => void end(1))
  open.unshift({ name: 'the worker', seconds: 12, close: () => worker.stop() })
  greet(baseUrl, config.dataDir, demo)
}

async function openedPlatform(config: Config, databaseUrl: string): Promise<Platform> {
  const platform = await openPlatform(config, databaseUrl, openLog(config.logLevel, 'api'))
  open.unshift({ name: 'the database and the store', seconds: 10, close: () => platform.close() })
  return platform
}

/** Answers the address it is reached at from here, with the port it got. */
async function listen(platform: Platform, authSecret: string): Promise<string> {
  const { host, port, publicUrl } = platform.config
  const app = await buildApp(platform, { authSecret })
  open.unshift({ name: 'the API', seconds: 10, close: () => app.close() })
  await app.listen({ host, port })
  const address = app.server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return port === 0 ? publicUrl.replace(/:0$/, `:${bound}`) : publicUrl
}

function greet(baseUrl: string, dataDir: string, demo: DemoFile | undefined): void {
  tell(`\nInterlude is running at ${baseUrl}\n`)
  if (demo) {
    tell('Look around in the demo, as one of these people:\n')
    for (const { name, role, email, password } of demo.people) {
      tell(`  ${name.padEnd(16)} ${role.padEnd(15)} ${email.padEnd(20)} ${password}`)
    }
    tell(`\nThe same, with tokens for scripts, is in ${dataDir}/demo.json.`)
  }
  tell('Ctrl-C stops everything; the next start has the same data.')
}

function inOneSentence(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const { code, port, message, stack } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is taken already. Set PORT to another one.`
  if (code === 'ECONNREFUSED') return `The database does not answer: ${message || code}.`
  return stack ?? String(error)
}
