import { localFile, probeGuard } from './guard.ts'
import { MediaFailure } from './refusal.ts'
import { runFfprobe } from './run-ffprobe.ts'
import { type Tallied, tallyPackets } from './tally-packets.ts'
import type { MediaTools } from './tools.ts'

export interface Scan extends Tallied {
  readonly complaints: string
}

/** Reads every packet of the streams, without decoding: what a header says may be missing, wrong or a lie. */
export async function scanPackets(
  tools: MediaTools,
  file: string,
  options: {
    streams: readonly number[]
    limitSeconds: number
    wallSeconds: number
    signal?: AbortSignal | undefined
  },
): Promise<Scan> {
  const tally = tallyPackets(options.streams, options.limitSeconds)
  const { exitCode, stderr } = await runFfprobe({
    tools,
    wallSeconds: options.wallSeconds,
    signal: options.signal,
    args: [
      ...probeGuard,
      '-show_entries',
      'packet=stream_index,pts_time,dts_time,duration_time,flags',
      '-of',
      'csv=p=0',
      '-i',
      localFile(file),
    ],
    onLine: tally.add,
  })
  // Half a list of packets would look like half a recording, which is refused for good.
  if (exitCode === null) throw new MediaFailure('preparing-failed', 'ffprobe was killed', stderr)
  return { ...tally.result(), complaints: stderr }
}
