import { type ChildProcess, spawn } from 'node:child_process'
import type { Runner } from './unprivileged.ts'

/** A program that ends when this process does, by whatever cause. */
export interface WatchedProgram {
  /** The end of what it said on standard error so far. */
  said(): string
  onSaying(listener: () => void): void
  /** Resolves with the exit code as soon as it, or what watches it, has ended. Rejects where it could not be started. */
  readonly ended: Promise<number | null>
  /** Asks it to end as SIGINT does, and resolves once it and all its children are gone. */
  stop(): Promise<void>
}

/**
 * The shell keeps the reading end of a pipe whose writing end only this process holds. When this process ends for any
 * reason, `kill -9` too, the shell reads end-of-file and sends SIGINT, which is PostgreSQL's fast shutdown; a survivor
 * would block the next start. It asks again and again, as a program that has only begun does not listen yet.
 */
const watchdog = `
trap '' INT TERM
exec 3<&0
"$0" "$@" 3<&- </dev/null & program=$!
(
  cat <&3 >/dev/null
  asked=0
  while kill -INT $program && [ $asked -lt 150 ]; do asked=$((asked + 1)); sleep 0.2; done
) 2>/dev/null & watch=$!
exec 3<&-
wait $program; status=$?
kill -9 $watch 2>/dev/null
exit $status`

const keptCharacters = 20_000

export function startWatched(
  runner: Runner,
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): WatchedProgram {
  const [first = '', ...others] = [...runner.prefix, '/bin/sh', '-c', watchdog, program, ...words]
  const shell = spawn(first, others, {
    ...runner.identity,
    cwd: '/',
    env: {
      ...{
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        LC_ALL: 'C.UTF-8',
        TZ: 'UTC',
      },
      ...env,
    },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in the terminal reaches us alone, and we stop PostgreSQL after everything that uses it.
    detached: true,
  })
  let said = ''
  shell.stderr.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString()).slice(-keptCharacters)
  })
  shell.stdin.on('error', () => {})
  const ended = new Promise<number | null>((resolve, reject) => {
    shell.once('error', reject)
    shell.once('exit', (code) => resolve(code))
  })
  // Whoever holds its standard error lives: the shell may have been killed, and the program not.
  let isGone = false
  const gone = new Promise<void>((resolve) => {
    shell.once('close', () => {
      isGone = true
      resolve()
    })
  })
  return {
    said: () => said,
    onSaying: (listener) => shell.stderr.on('data', listener),
    ended,
    stop: () => {
      shell.stdin.end()
      // Besides what the watch does: it may have been killed. Once all are gone their number may be somebody else's.
      if (!isGone) signalGroup(shell, 'SIGINT')
      return gone
    },
  }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // Nothing is left of it.
  }
}
