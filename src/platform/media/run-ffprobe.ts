import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { boxed, envProgram } from './box.ts'
import { MediaFailure } from './refusal.ts'
import type { MediaTools } from './tools.ts'

export interface FfprobeRun {
  readonly tools: MediaTools
  readonly args: readonly string[]
  readonly wallSeconds: number
  readonly signal?: AbortSignal | undefined
  /** Called for each line of output; answering false ends the run early, as a success. */
  readonly onLine: (line: string) => boolean
}

export interface FfprobeResult {
  readonly exitCode: number | null
  readonly stderr: string
}

const stderrLimit = 16_384

/** Runs ffprobe in the same box as ffmpeg. A file it cannot read is an exit code, not an error. */
export async function runFfprobe(run: FfprobeRun): Promise<FfprobeResult> {
  run.signal?.throwIfAborted()
  const limits = { wallSeconds: run.wallSeconds, cpuSeconds: run.wallSeconds * 2, fileBytes: 2 ** 20 }
  const words = boxed(run.tools.box, limits, run.tools.ffprobe)
  const child = spawn(envProgram, [...words, '-hide_banner', '-v', 'error', ...run.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close') as Promise<[number | null]>
  let stderr = ''
  let late = false
  let enough = false
  const stop = () => child.kill('SIGKILL')
  const clock = setTimeout(() => {
    late = true
    stop()
  }, run.wallSeconds * 1000)
  run.signal?.addEventListener('abort', stop, { once: true })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < stderrLimit) stderr += text
  })
  const lines = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', (line) => {
    if (enough || run.onLine(line)) return
    enough = true
    stop()
  })
  try {
    const [exitCode] = await closed
    run.signal?.throwIfAborted()
    if (late) throw new MediaFailure('took-too-long', `ffprobe ran longer than ${run.wallSeconds} s`, stderr)
    return { exitCode: enough ? 0 : exitCode, stderr }
  } finally {
    clearTimeout(clock)
    run.signal?.removeEventListener('abort', stop)
  }
}
