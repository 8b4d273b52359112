import { spawn } from 'node:child_process'
import { type Box, type BoxedRun, boxed, clockMsOf, envProgram, exitCodeOf } from './box.ts'
import { killGroup } from './kill-group.ts'
import { MediaFailure } from './refusal.ts'

export interface ProgramRun extends BoxedRun {
  readonly box: Box
  readonly args: readonly string[]
  readonly signal?: AbortSignal | undefined
  /**
   * Called for each line of output; answering false ends the run early, as a success. A line that is longer than
   * `lineLimit` comes cut off: what is written into a file must not decide how much memory this process needs.
   */
  readonly onLine: (line: string) => boolean
}

export interface ProgramResult {
  /** Null where a signal ended it, or a limit. */
  readonly exitCode: number | null
  /** The beginning of what it complained about. */
  readonly stderr: string
}

export const lineLimit = 2 ** 20
const stderrLimit = 16_384

/**
 * Runs a program in the box and reads its output line by line. What it says by its exit code is an answer and not an
 * error. Rejects with the signal's reason when aborted, and with MediaFailure took-too-long past its wall clock; it is
 * dead by then.
 */
export async function runBoxed(run: ProgramRun): Promise<ProgramResult> {
  run.signal?.throwIfAborted()
  const child = spawn(envProgram, [...boxed(run.box, run), ...run.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it started ends with it. In bubblewrap everything does anyway.
    detached: true,
    ...(run.cwd ? { cwd: run.cwd } : {}),
  })
  const { wallSeconds } = run.limits
  const name = run.program.split('/').at(-1)
  let stderr = ''
  let late = false
  let enough = false
  const stop = () => killGroup(child)
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', reject)
  })
  const clock = setTimeout(() => {
    late = true
    stop()
  }, clockMsOf(run.limits))
  run.signal?.addEventListener('abort', stop, { once: true })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < stderrLimit) stderr = (stderr + text).slice(0, stderrLimit)
  })
  const take = (line: string) => {
    if (enough || run.onLine(line)) return
    enough = true
    stop()
  }
  const lines = splitLines(take)
  child.stdout.setEncoding('utf8').on('data', lines.add)
  try {
    const code = await closed
    run.signal?.throwIfAborted()
    if (late) throw new MediaFailure('took-too-long', `${name} ran longer than ${wallSeconds} s`, stderr)
    lines.end()
    return { exitCode: enough ? 0 : exitCodeOf(code), stderr }
  } finally {
    clearTimeout(clock)
    run.signal?.removeEventListener('abort', stop)
    // What it left running in the background.
    stop()
  }
}

/** Not readline, which keeps a line that never ends until memory does. */
function splitLines(take: (line: string) => void) {
  let rest = ''
  const whole = (line: string) => take(line.endsWith('\r') ? line.slice(0, -1) : line)
  return {
    add: (text: string) => {
      const pieces = text.split('\n')
      const last = pieces.pop() ?? ''
      for (const piece of pieces) {
        whole((rest + piece).slice(0, lineLimit))
        rest = ''
      }
      if (rest.length < lineLimit) rest = (rest + last).slice(0, lineLimit)
    },
    end: () => {
      if (rest !== '') whole(rest)
    },
  }
}
