import { wallSecondsFor } from './box.ts'
import { MediaFailure } from './refusal.ts'
import { runBoxed } from './run-boxed.ts'
import type { MediaTools } from './tools.ts'

interface CaptionsRun {
  readonly tools: MediaTools
  /** The operator's program: its whole path. */
  readonly command: string
  /** A sound file, its only argument. */
  readonly sound: string
  readonly durationMs: number
  /** Where it is started, and may write. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
  /** Instead of the limit by duration; for tests. */
  readonly wallSeconds?: number | undefined
}

const mostBytes = 2 ** 20
/** Models of speech are mapped into memory whole. */
const memoryBytes = 24 * 2 ** 30

/**
 * Runs the operator's program in the same box as ffmpeg and answers what it printed. In bubblewrap it sees the sound, its own
 * folder and `/opt`. Rejects with the signal's reason when aborted, and with MediaFailure when it takes too long, fails, or
 * prints more than a megabyte; it and all that it started are dead by then.
 */
export async function runCaptionsCommand(run: CaptionsRun): Promise<string> {
  const { tools, command, sound, folder, durationMs, signal } = run
  const wallSeconds = run.wallSeconds ?? 2 * wallSecondsFor(durationMs)
  const printed: string[] = []
  let bytes = 0
  const { exitCode, stderr } = await runBoxed({
    box: tools.box,
    program: command,
    args: [sound],
    limits: { wallSeconds, memoryBytes, fileBytes: 2 ** 30 },
    reads: [sound],
    mayRead: ['/opt'],
    cwd: folder,
    signal,
    onLine: (line) => {
      printed.push(line)
      bytes += Buffer.byteLength(line) + 1
      return bytes <= mostBytes
    },
  })
  if (bytes > mostBytes) {
    throw new MediaFailure('preparing-failed', 'the captions command printed more than a megabyte', stderr)
  }
  if (exitCode !== 0) {
    throw new MediaFailure('preparing-failed', `the captions command ended with ${exitCode}`, stderr)
  }
  return printed.map((line) => `${line}\n`).join('')
}
