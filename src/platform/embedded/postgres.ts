import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresFolder } from './binaries.ts'
import { type Runner, unprivilegedRunner } from './unprivileged.ts'

export interface EmbeddedPostgres {
  /** Of the superuser, on loopback; ends in the maintenance database `postgres`. */
  readonly url: string
  /** Resolves once the server has ended, by our wish or not. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

interface Options {
  /** Holds the cluster and its password; made where missing. */
  readonly folder: string
  readonly port?: number
  /** For tests: does not survive a power cut. */
  readonly fast?: boolean
}

/** Starts PostgreSQL on loopback from the npm binaries, making a new cluster where the folder has none. */
export async function startPostgres({ folder, port, fast = false }: Options): Promise<EmbeddedPostgres> {
  const home = path.resolve(folder)
  const binaries = postgresFolder()
  const runner = unprivilegedRunner()
  mkdirSync(home, { recursive: true, mode: 0o700 })
  runner.own(home)
  const data = path.join(home, 'cluster')
  if (!existsSync(path.join(home, 'password'))) createCluster(binaries, home, data, runner, fast)
  await endLeftover(data)

  const password = readFileSync(path.join(home, 'password'), 'utf8').trim()
  const chosen = port ?? (await freePort())
  const sockets = mkdtempSync(path.join(tmpdir(), 'interlude-pg-'))
  runner.own(sockets)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: sockets,
    max_connections: '100',
    shared_buffers: '64MB',
    logging_collector: 'off',
    log_destination: 'stderr',
    ...(fast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = watched(
    path.join(binaries, 'bin', 'postgres'),
    ['-D', data, '-p', String(chosen), ...flags],
    runner,
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve())).then(() =>
    rmSync(sockets, { recursive: true, force: true }),
  )
  await ready(server)
  return {
    url: `postgres://interlude:${password}@127.0.0.1:${chosen}/postgres`,
    ended,
    stop: () => {
      server.stdin?.end()
      return ended
    },
  }
}

/** The password file is written last: a crash before it leaves a half-made cluster that the next start replaces. */
function createCluster(binaries: string, home: string, data: string, runner: Runner, fast: boolean): void {
  rmSync(data, { recursive: true, force: true })
  const password = randomBytes(24).toString('base64url')
  const secret = path.join(home, 'password.new')
  writeFileSync(secret, `${password}\n`, { mode: 0o600 })
  runner.own(secret)
  const words = [
    ...runner.prefix,
    path.join(binaries, 'bin', 'initdb'),
    ...['-D', data, '-U', 'interlude', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8'],
    ...['--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'],
    ...(fast ? ['--no-sync'] : []),
  ]
  const made = spawnSync(words[0] ?? '', words.slice(1), { ...surroundings(runner), encoding: 'utf8' })
  rmSync(secret, { force: true })
  if (made.status !== 0) {
    throw new Error(`PostgreSQL could not make its data folder in ${home}: ${made.error ?? made.stderr}`)
  }
  writeFileSync(path.join(home, 'password'), `${password}\n`, { mode: 0o600 })
}

/**
 * The shell keeps the reading end of a pipe whose writing end only this process holds. When this process ends for any
 * reason, `kill -9` too, the shell reads end-of-file and asks PostgreSQL for a fast shutdown; a survivor would block
 * the next start.
 */
const watchdog = `
exec 3<&0
"$0" "$@" 3<&- </dev/null & server=$!
( trap '' INT TERM; cat <&3 >/dev/null; kill -INT $server ) 2>/dev/null & watch=$!
exec 3<&-
trap '' INT TERM
wait $server; status=$?
kill -9 $watch 2>/dev/null
exit $status`

function watched(program: string, words: readonly string[], runner: Runner): ChildProcess {
  const all = [...runner.prefix, '/bin/sh', '-c', watchdog, program, ...words]
  // A group of its own: Ctrl-C in the terminal reaches us alone, and we stop PostgreSQL after everything that uses it.
  return spawn(all[0] ?? '', all.slice(1), {
    ...surroundings(runner),
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
}

const surroundings = (runner: Runner) => ({
  ...runner.identity,
  cwd: '/',
  env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
})

function ready(server: ChildProcess): Promise<void> {
  const said: string[] = []
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL ended while starting:\n${said.join('')}`)))
    server.stderr?.on('data', (bytes: Buffer) => {
      said.push(bytes.toString())
      if (said.length > 50) said.shift()
      if (said.at(-1)?.includes('ready to accept connections')) resolve()
    })
  })
}

/** A server whose watchdog was killed may still hold the cluster: the caller owns the folder, so it may end it. */
async function endLeftover(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : Number.NaN
  if (!Number.isInteger(pid) || pid <= 1 || !isPostgres(pid)) return
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (let waited = 0; waited < 5_000; waited += 50) {
      await sleep(50)
      if (!isPostgres(pid)) return
    }
  }
}

/** Asks /proc where there is one: a small Debian has no `ps`. A zombie holds nothing. */
function isPostgres(pid: number): boolean {
  if (existsSync('/proc/self/stat')) {
    const command = `/proc/${pid}/cmdline`
    return existsSync(command) && readFileSync(command, 'utf8').includes('postgres')
  }
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres')
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
