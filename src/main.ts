import { buildApp } from './app.ts'
import { createDemo } from './demo/create-demo.ts'
import type { DemoFile } from './demo/demo-secrets.ts'
import { offerSetUp } from './identity/offer-set-up.ts'
import { type Config, readConfig, workerEnvironment } from './platform/config.ts'
import { openEmbedded } from './platform/embedded/open-embedded.ts'
import { startWorkerProcess } from './platform/embedded/worker-process.ts'
import { openLog } from './platform/log.ts'
import { migrateDatabase, requireMigrated } from './platform/migrate-database.ts'
import { openPlatform, type Platform } from './platform/platform.ts'
import { reviveAll } from './platform/queue/relay.ts'
import { orRefuseStart, StartRefused } from './platform/refuse-start.ts'
import { type Running, runUntilSignal } from './platform/run-until-signal.ts'

const tell = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

runUntilSignal(async (running) => {
  const config = readConfig()
  if (config.databaseUrl) await startApi(running, config, config.databaseUrl)
  else await startAll(running, config)
}, complain)

/** With a database of one's own: the API alone. */
async function startApi(running: Running, config: Config, databaseUrl: string): Promise<void> {
  await requireMigrated(databaseUrl)
  const platform = await openedPlatform(running, config, databaseUrl)
  await checkStore(platform)
  const baseUrl = await listen(running, platform, config.authSecret ?? '')
  tell(`Interlude answers at ${baseUrl}`)
  const secret = await offerSetUp(platform.db)
  if (secret) {
    tell('There is no organisation yet. Open this link, which works once, to make the first one:')
    // Behind the “#”, so that no proxy writes it into its log.
    tell(`  ${baseUrl}/setup#${secret}`)
  }
}

/** The embedded default: PostgreSQL, API and worker by one command, with something to look at. */
async function startAll(running: Running, config: Config): Promise<void> {
  const { postgres, databaseUrl, authSecret } = await openEmbedded(config, running.ending)
  let hasDatabase = true
  void postgres.ended.then(() => {
    hasDatabase = false
    // Who ends us may have ended it as well.
    if (running.ending.aborted) return
    complain('PostgreSQL ended unexpectedly: starting again brings everything back.')
    running.end(1)
  })
  running.opened({ name: 'PostgreSQL', seconds: 20, close: postgres.stop })
  await migrateDatabase(config, databaseUrl)
  const platform = await openedPlatform(running, config, databaseUrl)
  await checkStore(platform)
  const worker = startWorkerProcess({
    env: workerEnvironment(config, { databaseUrl, authSecret }),
    ending: running.ending,
    // The folder is ours alone, so whoever had a job is dead. Others would have to wait for a minute to be sure.
    before: () => reviveAll(platform.db),
    say: complain,
    onRefusal: () => running.end(1),
  })
  running.opened({
    name: 'the worker',
    seconds: 12,
    // Without a database it could give nothing back, and would only wait.
    close: () => (hasDatabase ? worker.stop() : worker.kill()),
  })
  const baseUrl = await listen(running, platform, authSecret)
  const demo = await createDemo(platform, baseUrl)
  // Without it nothing is ever prepared; it says itself what it lacks.
  await worker.ready
  greet(baseUrl, config.dataDir, demo)
}

async function openedPlatform(running: Running, config: Config, databaseUrl: string): Promise<Platform> {
  const platform = await openPlatform(config, databaseUrl, openLog(config.logLevel, 'api'))
  running.opened({ name: 'the database and the store', seconds: 10, close: platform.close })
  return platform
}

const checkStore = ({ store }: Platform) => orRefuseStart('The store cannot be used', () => store.check())

/** Answers the address it is reached at from here, with the port it got. */
async function listen(running: Running, platform: Platform, authSecret: string): Promise<string> {
  const { host, port, publicUrl } = platform.config
  const app = await buildApp(platform, { authSecret })
  running.opened({ name: 'the API', seconds: 10, close: () => app.close() })
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw new StartRefused(whyNotListening(error as NodeJS.ErrnoException, host, port), { cause: error })
  }
  const address = app.server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return port === 0 ? publicUrl.replace(/:0$/, `:${bound}`) : publicUrl
}

function whyNotListening({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken already: set PORT to another one.`
  if (code === 'EACCES') return `Port ${port} is not for everybody: set PORT to one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `This machine has no address ${host}: set HOST to another one.`
  return `${host} and port ${port} cannot be listened on: ${message}.`
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
