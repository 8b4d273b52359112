import type { ChildProcess, SpawnOptions } from 'node:child_process'
import ffmpeg from 'fluent-ffmpeg'
import { boxed, clockMsOf, envProgram, type Limits } from './box.ts'
import { filesOf } from './guard.ts'
import { killGroup } from './kill-group.ts'
import { MediaFailure } from './refusal.ts'
import type { MediaTools } from './tools.ts'

export interface FfmpegRun {
  readonly tools: MediaTools
  /**
   * As ffmpeg gets them, word by word; `-progress`, `-nostdin` and the log level are added. Inputs are named by `localFile`:
   * in bubblewrap ffmpeg sees these, the folders of such outputs and `cwd`, and no other file of ours.
   */
  readonly args: readonly string[]
  readonly limits: Limits
  /** Relative output names are below it. */
  readonly cwd?: string
  readonly signal?: AbortSignal | undefined
  /** Output time so far, in milliseconds (only ever grows). */
  readonly onProgress?: ((outMs: number) => void) | undefined
}

export interface FfmpegResult {
  /** Its last thousand lines. */
  readonly stdout: string
  /** The last lines of what it complained about; ffmpeg complains and succeeds. */
  readonly stderr: string
}

const always = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-nostats']
const progress = ['-progress', 'pipe:2', '-stats_period', '0.5']
const tailLines = 40
/** fluent-ffmpeg keeps so many: a damaged recording of some hours makes ffmpeg complain millions of times. */
const keptLines = 1000
const progressLine =
  /^(frame|fps|stream_\d+_\d+_\S+|bitrate|total_size|out_time\w*|dup_frames|drop_frames|speed|progress)=\s*(\S*)/

/** fluent-ffmpeg's types leave out where it finds its arguments. */
type Command = ffmpeg.FfmpegCommand & {
  _prepare(done: (error: Error | null, args: string[]) => void): void
  _spawnFfmpeg(args: string[], options: SpawnOptions, ...then: ((...all: never[]) => void)[]): void
  ffmpegProc?: ChildProcess
}

/**
 * Runs ffmpeg in its box. Rejects with the signal's reason when aborted (ffmpeg is dead by then), with
 * MediaFailure took-too-long past `limits.wallSeconds`, and with MediaFailure preparing-failed when it fails.
 */
export function runFfmpeg(run: FfmpegRun): Promise<FfmpegResult> {
  const { promise, resolve, reject } = Promise.withResolvers<FfmpegResult>()
  const { signal } = run
  if (signal?.aborted) return Promise.reject(signal.reason)

  const { tools, limits, cwd } = run
  const inBox = boxed(tools.box, { program: tools.ffmpeg, limits, cwd, ...filesOf(run.args) })
  const words = [...inBox, ...always, ...progress, ...run.args]
  const command = ffmpeg({ stdoutLines: keptLines, ...(run.cwd ? { cwd: run.cwd } : {}) }) as Command
  command.setFfmpegPath(envProgram)
  // Its own way to the arguments splits words at spaces and parses `-formats`, which changes from version to version.
  command._prepare = (done) => done(null, words)
  // A group of its own, so that all of it can be killed at once.
  const spawnFfmpeg = command._spawnFfmpeg.bind(command)
  command._spawnFfmpeg = (args, options, ...then) =>
    spawnFfmpeg(args, { ...options, detached: true }, ...then)
  command.output('-')

  const tail: string[] = []
  const follow = follower(run.onProgress)
  let stoppedBy: 'signal' | 'clock' | undefined
  const stop = (by: 'signal' | 'clock') => {
    stoppedBy ??= by
    if (command.ffmpegProc) killGroup(command.ffmpegProc)
  }
  const onAbort = () => stop('signal')
  const clock = setTimeout(() => stop('clock'), clockMsOf(limits))
  const settle = () => {
    clearTimeout(clock)
    signal?.removeEventListener('abort', onAbort)
  }
  signal?.addEventListener('abort', onAbort, { once: true })

  command.on('stderr', (line: string) => {
    if (follow(line) || line.trim() === '') return
    tail.push(line)
    if (tail.length > tailLines) tail.shift()
  })
  command.on('end', (stdout: string | null) => {
    settle()
    resolve({ stdout: stdout ?? '', stderr: tail.join('\n') })
  })
  command.on('error', (error: Error) => {
    settle()
    if (stoppedBy === 'signal') return reject(signal?.reason)
    const said = tail.join('\n')
    if (stoppedBy === 'clock') {
      return reject(
        new MediaFailure('took-too-long', `ffmpeg ran longer than ${run.limits.wallSeconds} s`, said),
      )
    }
    reject(new MediaFailure('preparing-failed', error.message.split('\n')[0] ?? 'ffmpeg failed', said))
  })
  command.run()
  return promise
}

/** Reads `-progress` lines; answers whether the line was one of them. */
function follower(onProgress: FfmpegRun['onProgress']): (line: string) => boolean {
  let reached = 0
  let current = 0
  return (line) => {
    const [, key, value = ''] = progressLine.exec(line) ?? []
    if (!key) return false
    // `out_time_ms` is in microseconds too; this name at least says so.
    if (key === 'out_time_us') current = Number.parseInt(value, 10) / 1000
    // The first block may say N/A or a negative time.
    if (key === 'progress' && current > reached) {
      reached = current
      onProgress?.(Math.round(reached))
    }
    return true
  }
}
