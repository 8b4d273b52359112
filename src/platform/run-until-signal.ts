import { constants } from 'node:os'
import { ConfigError, wrongConfigExitCode } from './config.ts'
import { inOneSentence } from './refuse-start.ts'

/** One thing to close, and how long that may take. */
export interface Phase {
  readonly name: string
  readonly seconds: number
  close(): Promise<unknown>
}

/** What a start is given to say what it opened. */
export interface Running {
  /** Raised when the process is to end. A step that takes long should stop on it. */
  readonly ending: AbortSignal
  /** To be closed before all that was opened earlier. Throws where the process is to end: the start goes no further. */
  opened(phase: Phase): void
  /** Ends the process for a reason that is no signal. */
  end(exitCode: number): void
}

/**
 * Starts, and runs until SIGINT or SIGTERM; then closes what was opened, last first, each within its time: one that
 * hangs must not keep the others from closing. A start that is under way stops at its next step, so that nothing is
 * opened behind the back of what closes. One that fails says why, in one sentence. A second signal ends at once.
 */
export function runUntilSignal(
  start: (running: Running) => Promise<void>,
  say: (trouble: string) => void,
): void {
  const stopping = new AbortController()
  const open: Phase[] = []
  let exitCode = 0

  const end = (code: number) => {
    if (stopping.signal.aborted) return
    exitCode = code
    // BullMQ, for one, stops listening to a connection before it closes it. If the server goes first the rest must
    // still be closed.
    process.on('uncaughtException', () => {})
    stopping.abort(new Error('the process is to end'))
    void close()
  }
  const close = async () => {
    await closed({ name: 'the start', seconds: 15, close: () => started })
    for (const phase of open) await closed(phase)
    process.exit(exitCode)
  }
  const closed = async ({ name, seconds, close: closePhase }: Phase) => {
    try {
      await withinTime(seconds, closePhase())
    } catch (error) {
      say(`${name} did not close well: ${error instanceof Error ? error.message : error}`)
      exitCode ||= 1
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(128 + constants.signals[signal])
      end(0)
    })
  }
  // What reads our output may be gone before us: Ctrl-C ends `tee` as well.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})

  const running: Running = {
    ending: stopping.signal,
    opened: (phase) => {
      open.unshift(phase)
      stopping.signal.throwIfAborted()
    },
    end,
  }
  const started = Promise.resolve(running)
    .then(start)
    .catch((error) => {
      // What a start complains about once it was told to stop is no news.
      if (stopping.signal.aborted) return
      say(inOneSentence(error))
      end(error instanceof ConfigError ? wrongConfigExitCode : 1)
    })
}

async function withinTime(seconds: number, closing: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${seconds} s`)), seconds * 1000)
  })
  try {
    await Promise.race([closing, late])
  } finally {
    clearTimeout(timer)
  }
}
