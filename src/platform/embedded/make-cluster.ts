import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartRefused } from '../refuse-start.ts'
import type { Runner } from './unprivileged.ts'
import { startWatched } from './watched-program.ts'

interface Options {
  /** PostgreSQL's own. */
  readonly binaries: string
  /** Gets the password of the superuser. */
  readonly home: string
  /** Where the cluster is to be, below `home`. */
  readonly data: string
  readonly runner: Runner
  readonly fast: boolean
  readonly signal: AbortSignal | undefined
}

const prefix = 'making-'

/**
 * Makes a cluster aside and moves it to its place when it is whole, password first. A start that was killed leaves a
 * folder that is in nobody's way: its `initdb` may live on for a moment, and clears away what it made when it fails.
 */
export async function makeCluster({ binaries, home, data, runner, fast, signal }: Options): Promise<void> {
  for (const name of readdirSync(home)) if (name.startsWith(prefix)) remove(path.join(home, name))
  const folder = mkdtempSync(path.join(home, prefix))
  try {
    const secret = path.join(folder, 'password')
    const unfinished = path.join(folder, 'cluster')
    writeFileSync(secret, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true })
    runner.own(folder)
    const initdb = startWatched(runner, path.join(binaries, 'bin', 'initdb'), [
      ...['-D', unfinished, '-U', 'interlude', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8'],
      ...['--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'],
      ...(fast ? ['--no-sync'] : []),
    ])
    signal?.addEventListener('abort', () => void initdb.stop(), { once: true })
    const status = await initdb.ended
    await initdb.stop()
    signal?.throwIfAborted()
    if (status !== 0) {
      const [, said] = /error:\s+(.*)/.exec(initdb.said()) ?? []
      throw new StartRefused(
        `PostgreSQL could not make a database in ${home}: ${said ?? `initdb ended with ${status}`}.`,
      )
    }
    renameSync(secret, path.join(home, 'password'))
    renameSync(unfinished, data)
  } finally {
    remove(folder)
  }
}

const remove = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
