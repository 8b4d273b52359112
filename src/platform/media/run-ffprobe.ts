import { filesOf } from './guard.ts'
import { type ProgramResult, runBoxed } from './run-boxed.ts'
import type { MediaTools } from './tools.ts'

export interface FfprobeRun {
  readonly tools: MediaTools
  readonly args: readonly string[]
  readonly wallSeconds: number
  /** Enough for everything but decoding, unless given. */
  readonly memoryBytes?: number
  readonly signal?: AbortSignal | undefined
  /** Called for each line of output; answering false ends the run early, as a success. */
  readonly onLine: (line: string) => boolean
}

/** Reading the packets of hours of 4K takes a quarter of it. What wants more is an index of samples that do not exist. */
const enoughToRead = 2 ** 30

/** Runs ffprobe in the same box as ffmpeg. A file it cannot read is an exit code, not an error. */
export function runFfprobe(run: FfprobeRun): Promise<ProgramResult> {
  const { tools, args, wallSeconds, memoryBytes = enoughToRead, signal, onLine } = run
  return runBoxed({
    box: tools.box,
    program: tools.ffprobe,
    limits: { wallSeconds, cpuSeconds: wallSeconds * 2, memoryBytes, fileBytes: 2 ** 20 },
    reads: filesOf(args).reads,
    args: ['-hide_banner', '-v', 'error', ...args],
    signal,
    onLine,
  })
}
