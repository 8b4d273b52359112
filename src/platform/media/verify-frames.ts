import { localFile, probeGuard } from './guard.ts'
import { MediaFailure } from './refusal.ts'
import { framesPerSecond, keyframeSeconds } from './rendition-plan.ts'
import { runFfprobe } from './run-ffprobe.ts'
import type { MediaTools } from './tools.ts'

interface Promised {
  /** How many pictures stand beside each other in the file; 1 unless given. Sound may stand beside them. */
  readonly tracks?: number
  /** Of each. */
  readonly frames: number
}

/** Times are printed to the microsecond. */
const toleranceSeconds = 1e-4

/**
 * Holds pictures against what was promised: so many frames, frame n at n thirtieths of a second, and a keyframe wherever
 * one is to be. Reads packets, and decodes nothing. Throws MediaFailure preparing-failed.
 */
export async function verifyFrames(
  tools: MediaTools,
  file: string,
  { tracks = 1, frames }: Promised,
  signal?: AbortSignal,
): Promise<void> {
  const counts = new Map<string, number>()
  let wrong: string | undefined
  const { exitCode, stderr } = await runFfprobe({
    tools,
    signal,
    wallSeconds: Math.max(30, frames / 1000),
    args: [
      ...[...probeGuard, '-select_streams', 'v', '-show_entries', 'packet=stream_index,pts_time,flags'],
      ...['-of', 'csv=p=0', '-i', localFile(file)],
    ],
    onLine: (line) => {
      const [stream = '', time, flags = ''] = line.split(',')
      if (stream === '') return true
      const n = counts.get(stream) ?? 0
      counts.set(stream, n + 1)
      const isOnTime = Math.abs(Number(time) - n / framesPerSecond) < toleranceSeconds
      const isKeyed = n % (keyframeSeconds * framesPerSecond) !== 0 || flags.startsWith('K')
      if (!isOnTime) wrong ??= `frame ${n} is at ${time} s`
      else if (!isKeyed) wrong ??= `frame ${n} is no keyframe`
      return wrong === undefined
    },
  })
  const counted = [...counts.values()]
  if (exitCode !== 0) wrong ??= 'it cannot be read back'
  else if (counted.length !== tracks || counted.some((count) => count !== frames))
    wrong ??= `${counted.join(' and ')} frames in ${counted.length} tracks and not ${frames} in ${tracks}`
  if (wrong !== undefined)
    throw new MediaFailure('preparing-failed', `pictures are not right: ${wrong}`, stderr)
}
