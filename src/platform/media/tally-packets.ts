import type { PacketFacts } from './stream-facts.ts'

/** What the packets of the streams said, as far as they were counted. */
export interface Tallied {
  readonly streams: ReadonlyMap<number, PacketFacts>
  /** The packets run on past the limit; the rest was not looked at. */
  readonly beyondLimit: boolean
  /** There are more packets than any recording has; the rest was not looked at. */
  readonly endless: boolean
}

interface Tally {
  times: number[]
  keys: number[]
  /** Where the last packets end. */
  end: number
  hidden: number
  seen: number
}

/** Of one stream: 4 hours at 240 frames a second are 3.5 million. */
const mostPackets = 4_000_000

/**
 * Counts packets as ffprobe prints them (stream, pts, dts, duration, flags), one line each. `add` answers false once it
 * need not hear more.
 */
export function tallyPackets(indexes: readonly number[], limitSeconds: number) {
  const tallies = new Map<number, Tally>(
    indexes.map((index) => [
      index,
      { times: [], keys: [], end: Number.NEGATIVE_INFINITY, hidden: 0, seen: 0 },
    ]),
  )
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  let endless = false
  const beyondLimit = () => last - first > limitSeconds
  const add = (line: string): boolean => {
    const [index = '', pts, dts, duration, flags = ''] = line.split(',')
    const tally = index === '' ? undefined : tallies.get(Number(index))
    if (!tally) return true
    tally.seen++
    endless = tally.seen > mostPackets
    // Discarded packets (an edit list cuts them away) are decoded but never shown.
    if (flags.includes('D')) {
      tally.hidden++
      return !endless
    }
    const time = secondsOf(pts) ?? secondsOf(dts)
    if (time === undefined) return !endless
    const lasts = Math.max(0, secondsOf(duration) ?? 0)
    tally.times.push(time)
    if (flags.startsWith('K')) tally.keys.push(time)
    tally.end = Math.max(tally.end, time + lasts)
    first = Math.min(first, time)
    last = Math.max(last, time)
    return !endless && !beyondLimit()
  }
  const result = (): Tallied => {
    const streams = new Map<number, PacketFacts>()
    for (const [index, tally] of tallies) if (tally.times.length > 0) streams.set(index, summed(tally))
    return { streams, beyondLimit: beyondLimit(), endless }
  }
  return { add, result }
}

function secondsOf(text: string | undefined): number | undefined {
  const seconds = text ? Number(text) : Number.NaN
  return Number.isFinite(seconds) ? seconds : undefined
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
