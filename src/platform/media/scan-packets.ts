import { localFile, probeGuard } from './guard.ts'
import { MediaFailure } from './refusal.ts'
import { runFfprobe } from './run-ffprobe.ts'
import type { PacketFacts } from './stream-facts.ts'
import type { MediaTools } from './tools.ts'

export interface Scan {
  readonly streams: ReadonlyMap<number, PacketFacts>
  /** The packets run on past the limit; the rest was not looked at. */
  readonly beyondLimit: boolean
  readonly complaints: string
}

interface Tally {
  times: number[]
  keys: number[]
  /** Where the last packets end. */
  end: number
  hidden: number
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
  const tallies = new Map<number, Tally>(
    options.streams.map((index) => [index, { times: [], keys: [], end: 0, hidden: 0 }]),
  )
  let beyondLimit = false
  let first = Number.NaN
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
    onLine: (line) => {
      const [index, pts, dts, duration, flags = ''] = line.split(',')
      const tally = tallies.get(Number(index))
      if (!tally) return true
      // Discarded packets (an edit list cuts them away) are decoded but never shown.
      if (flags.includes('D')) {
        tally.hidden++
        return true
      }
      const time = Number(pts === 'N/A' ? dts : pts)
      if (!Number.isFinite(time)) return true
      first = Number.isNaN(first) ? time : first
      tally.times.push(time)
      if (flags.startsWith('K')) tally.keys.push(time)
      tally.end = Math.max(tally.end, time + (Number(duration) || 0))
      beyondLimit = time - first > options.limitSeconds
      return !beyondLimit
    },
  })
  // Half a list of packets would look like half a recording, which is refused for good.
  if (exitCode === null) throw new MediaFailure('preparing-failed', 'ffprobe was killed', stderr)
  const streams = new Map<number, PacketFacts>()
  for (const [index, tally] of tallies) if (tally.times.length > 0) streams.set(index, summed(tally))
  return { streams, beyondLimit, complaints: stderr }
}

function summed({ times, keys, end, hidden }: Tally): PacketFacts {
  const shown = Float64Array.from(times).sort()
  const start = shown[0] ?? 0
  const last = shown[shown.length - 1] ?? 0
  const gaps = gapsOf(shown)
  const usual = gaps.toSorted()[gaps.length >> 1] ?? 0
  // A last packet without a duration lasts as long as the others.
  const until = end > last ? end : last + usual
  const keyGaps = gapsOf(Float64Array.from([...keys, until]).sort())
  return {
    count: shown.length,
    start,
    end: until,
    keyframeGap: largest(keyGaps),
    unevenness: usual > 0 ? largest(gaps) / usual : 1,
    hidden,
  }
}

const gapsOf = (sorted: Float64Array): Float64Array =>
  sorted.length < 2 ? new Float64Array(0) : sorted.subarray(1).map((time, at) => time - (sorted[at] ?? time))

/** Not Math.max(...): four hours of packets do not fit on the stack. */
function largest(numbers: Float64Array): number {
  let most = 0
  for (const number of numbers) if (number > most) most = number
  return most
}
