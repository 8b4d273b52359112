import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { wrongConfigExitCode } from '../config.ts'

interface WorkerProcess {
  /** Resolves once a worker takes jobs. Rejects where none will, or `ending` was raised before. */
  readonly ready: Promise<void>
  /** Lets it give back what it is doing, and kills it where that takes too long. */
  stop(): Promise<void>
  kill(): Promise<void>
}

interface Options {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ending: AbortSignal
  /** Before each start, while there is surely no worker. */
  readonly before: () => Promise<unknown>
  readonly say: (trouble: string) => void
  readonly onRefusal: () => void
}

/** What a worker sends its parent when it takes jobs. */
export const readyMessage = 'ready'

/**
 * Runs the worker as a child, so that no encode ever holds the API up, and starts it again when it dies. It dies with
 * us: by the kernel's doing where `setpriv` is at hand, else when it sees its channel to us closed.
 */
export function startWorkerProcess({ env, ending, before, say, onRefusal }: Options): WorkerProcess {
  const [program, words] = command()
  const ready = Promise.withResolvers<void>()
  // Nobody may be waiting for it any more.
  ready.promise.catch(() => {})
  ending.addEventListener('abort', () => ready.reject(ending.reason), { once: true })
  let stopping = false
  let child: ChildProcess | undefined
  let again: NodeJS.Timeout | undefined

  const start = async () => {
    try {
      await orAgain(before)
    } catch (error) {
      if (!ending.aborted)
        say(`The jobs of the worker before could not be freed: ${(error as Error).message}.`)
    }
    if (stopping || ending.aborted) return
    const startedAt = Date.now()
    // A group of its own: Ctrl-C in the terminal reaches us alone, and we end it in its turn, with its ffmpeg.
    const started = spawn(program, words, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...env },
      detached: true,
    })
    child = started
    started.on('message', (message) => message === readyMessage && ready.resolve())
    const onEnd = (how: string, code: number | null = null) => {
      killGroup(started)
      // It may have been told to end by the same signal as we.
      if (stopping || ending.aborted) return
      if (code === wrongConfigExitCode) return onRefusal()
      say(`The worker ended (${how}) and is started again.`)
      again = setTimeout(start, Date.now() - startedAt > 10_000 ? 100 : 3_000)
    }
    started.once('error', (error) => started.pid === undefined && onEnd(error.message))
    started.once('exit', (code, signal) => onEnd(String(signal ?? code), code))
  }
  void start()
  const end = async (graceMs: number) => {
    stopping = true
    clearTimeout(again)
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    const running = child
    const ended = new Promise((resolve) => running.once('exit', resolve))
    // No signal: where a service manager sends one to all of us, it would be the second, which ends it at once.
    if (running.connected) running.disconnect()
    const timer = setTimeout(() => running.kill('SIGKILL'), graceMs)
    await ended
    clearTimeout(timer)
  }
  return { ready: ready.promise, stop: () => end(8_000), kill: () => end(0) }
}

/** A machine that is busy, as one that starts all of us is, may answer late once. */
const orAgain = (ask: () => Promise<unknown>): Promise<unknown> => ask().catch(ask).catch(ask)

function command(): [program: string, words: string[]] {
  const worker = [process.execPath, path.resolve(import.meta.dirname, '../../../workers/main.ts')] as const
  const words = ['--pdeathsig', 'KILL']
  const canWrap = spawnSync('setpriv', [...words, 'true'], { stdio: 'ignore' }).status === 0
  return canWrap ? ['setpriv', [...words, ...worker]] : [worker[0], [worker[1]]]
}

/** Where there is no `setpriv` an ffmpeg outlives a worker that was killed. It is in the worker's group. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}
