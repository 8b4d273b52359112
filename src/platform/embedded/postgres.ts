import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartRefused } from '../refuse-start.ts'
import { postgresFolder } from './binaries.ts'
import { endLeftover } from './end-leftover.ts'
import { makeCluster } from './make-cluster.ts'
import { type Runner, unprivilegedRunner } from './unprivileged.ts'
import { startWatched, type WatchedProgram } from './watched-program.ts'

export interface EmbeddedPostgres {
  /** Of the superuser, on loopback; ends in the maintenance database `postgres`. */
  readonly url: string
  /** Resolves once the server has ended, by our wish or not. */
  readonly ended: Promise<unknown>
  stop(): Promise<void>
}

interface Options {
  /** Holds the cluster and its password; made where missing. The caller is the only one who works in it. */
  readonly folder: string
  readonly port?: number
  /** For tests: does not survive a power cut. */
  readonly fast?: boolean
  /** Gives the start up; nothing of it is left then. */
  readonly signal?: AbortSignal
}

const tries = 5

/** Starts PostgreSQL on loopback from the npm binaries, making a new cluster where the folder has none. */
export async function startPostgres({
  folder,
  port,
  fast = false,
  signal,
}: Options): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const home = realpathSync(folder)
  const binaries = postgresFolder()
  const data = path.join(home, 'cluster')
  const runner = unprivilegedRunner(data)
  runner.own(home)
  if (!existsSync(data)) await makeCluster({ binaries, home, data, runner, fast, signal })
  const password = passwordIn(home)
  const stranger = await endLeftover(data)
  for (let left = tries; ; left--) {
    signal?.throwIfAborted()
    const chosen = port ?? (await freePort())
    const server = launch({ binaries, data, runner, fast, port: chosen, stranger })
    if (await isReady(server, signal)) {
      const url = `postgres://interlude:${password}@127.0.0.1:${chosen}/postgres`
      return { url, ended: server.ended, stop: server.stop }
    }
    if (left === 0 || !passesByItself.test(server.said())) {
      throw new StartRefused(`PostgreSQL could not start in ${home}: ${lastWords(server)}.`)
    }
    await sleep(200)
  }
}

/** Another program was quicker to take the port; or children of a server that was killed have not noticed yet. */
const passesByItself = /could not create any TCP\/IP sockets|pre-existing shared memory block/

interface Launch {
  readonly binaries: string
  readonly data: string
  readonly runner: Runner
  readonly fast: boolean
  readonly port: number
  readonly stranger: number | undefined
}

function launch({ binaries, data, runner, fast, port, stranger }: Launch): WatchedProgram {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '64MB',
    logging_collector: 'off',
    log_destination: 'stderr',
    ...(fast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return startWatched(
    runner,
    path.join(binaries, 'bin', 'postgres'),
    ['-D', data, '-p', String(port), ...flags],
    // PostgreSQL takes any living process under the pid in its lock file for another server, save its own forebears.
    // To call a stranger one keeps its other check, for children of a dead server, which removing the file would not.
    stranger === undefined ? {} : { PG_GRANDPARENT_PID: String(stranger) },
  )
}

/** Whether it accepts connections; false where it ended instead. Where the start is given up it is stopped first. */
async function isReady(server: WatchedProgram, signal: AbortSignal | undefined): Promise<boolean> {
  const ready = new Promise<true>((resolve) => {
    server.onSaying(() => server.said().includes('ready to accept connections') && resolve(true))
  })
  const givenUp = new Promise<'given up'>((resolve) => {
    signal?.addEventListener('abort', () => resolve('given up'), { once: true })
  })
  const came = await Promise.race([ready, givenUp, server.ended.then(() => false as const)])
  if (came === true) return true
  await server.stop()
  signal?.throwIfAborted()
  return false
}

function lastWords(program: WatchedProgram): string {
  const said = program.said().trim()
  const [, fatal] = /(?:FATAL|PANIC):\s+(.*)/.exec(said) ?? []
  return (fatal ?? said.split('\n').at(-1) ?? '').replace(/\.$/, '') || 'it said nothing'
}

function passwordIn(home: string): string {
  const file = path.join(home, 'password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  throw new StartRefused(`${file} is gone, and without it nobody gets into the database beside it.`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
