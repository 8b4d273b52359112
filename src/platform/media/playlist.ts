/** One line of a byte-range playlist: bytes `[offset, offset + length)` of the object, for `seconds`. */
export interface Segment {
  readonly seconds: number
  readonly offset: number
  readonly length: number
}

export interface MediaPlaylist {
  readonly targetSeconds: number
  readonly init: { readonly offset: number; readonly length: number }
  readonly segments: readonly Segment[]
}

export const mediaUri = 'media.mp4'

const headers =
  /^#EXT-X-(VERSION:\d+|MEDIA-SEQUENCE:0|PLAYLIST-TYPE:VOD|INDEPENDENT-SEGMENTS|ALLOW-CACHE:\w+)$/

/**
 * Reads the playlist of one rendition, as strictly as we write it (RFC 8216): one object, its init segment first, each
 * segment beginning where the one before ends, durations within the target, an end. Throws with what is wrong.
 */
export function parsePlaylist(text: string): MediaPlaylist {
  const lines = text.split('\n').filter((line) => line !== '')
  const wrong = (what: string): never => {
    throw new Error(`playlist: ${what}`)
  }
  if (lines.shift() !== '#EXTM3U') wrong('does not begin with #EXTM3U')
  if (lines.pop() !== '#EXT-X-ENDLIST') wrong('does not end')
  let targetSeconds: number | undefined
  let init: MediaPlaylist['init'] | undefined
  let pending: { seconds?: number; offset?: number; length?: number } = {}
  const segments: Segment[] = []
  let reached = 0
  for (const line of lines) {
    const target = /^#EXT-X-TARGETDURATION:(\d+)$/.exec(line)
    const map = /^#EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"$/.exec(line)
    const duration = /^#EXTINF:(\d+(?:\.\d+)?),$/.exec(line)
    const range = /^#EXT-X-BYTERANGE:(\d+)@(\d+)$/.exec(line)
    if (target) targetSeconds = Number(target[1])
    else if (map) {
      if (map[1] !== mediaUri || init || segments.length > 0) wrong(`has the init segment ${line}`)
      init = { length: Number(map[2]), offset: Number(map[3]) }
      reached = init.offset + init.length
    } else if (duration) pending = { ...pending, seconds: Number(duration[1]) }
    else if (range) pending = { ...pending, length: Number(range[1]), offset: Number(range[2]) }
    else if (line === mediaUri) {
      const { seconds, offset, length } = pending
      if (seconds === undefined || offset === undefined || !length)
        return wrong('has a segment without its facts')
      if (offset !== reached) wrong(`has a gap: ${reached} to ${offset}`)
      segments.push({ seconds, offset, length })
      reached = offset + length
      pending = {}
    } else if (!headers.test(line)) wrong(`has the line ${line}`)
  }
  if (init?.offset !== 0) return wrong('has no init segment at the start')
  if (Object.keys(pending).length > 0) wrong('has facts without a segment')
  if (segments.length === 0) wrong('has no segments')
  if (targetSeconds === undefined) return wrong('has no target duration')
  const target = targetSeconds
  if (segments.some(({ seconds }) => Math.round(seconds) > target)) wrong('has a segment beyond its target')
  return { targetSeconds: target, init, segments }
}

/**
 * ffmpeg rounds halves to the even second, so that segments of 4.5 s stand below a target of 4, which RFC 8216 (4.3.3.1)
 * forbids, and it gives a clip of a moment the target 0.
 */
export function withFullTarget(text: string): string {
  const durations = [...text.matchAll(/^#EXTINF:([\d.]+),$/gm)].map(([, seconds]) =>
    Math.round(Number(seconds)),
  )
  const longest = durations.reduce((most, seconds) => Math.max(most, seconds), 1)
  return text.replace(
    /^#EXT-X-TARGETDURATION:(\d+)$/m,
    (_, target) => `#EXT-X-TARGETDURATION:${Math.max(longest, Number(target))}`,
  )
}

export const lastByte = ({ segments }: MediaPlaylist): number => {
  const last = segments.at(-1)
  return last ? last.offset + last.length : 0
}

export const durationOf = ({ segments }: MediaPlaylist): number =>
  segments.reduce((sum, { seconds }) => sum + seconds, 0)

/**
 * Peak and average bits per second. The peak is the largest of any run of segments that lasts between half and one and
 * a half times the target duration (RFC 8216, section 4.1).
 */
export function bandwidths({ segments, targetSeconds }: MediaPlaylist): { peak: number; average: number } {
  const rate = (bytes: number, seconds: number) => (seconds > 0 ? (bytes * 8) / seconds : 0)
  const bytes = segments.reduce((sum, { length }) => sum + length, 0)
  const average = rate(bytes, durationOf({ segments, targetSeconds, init: { offset: 0, length: 0 } }))
  let peak = average
  segments.forEach((_, from) => {
    let runBytes = 0
    let runSeconds = 0
    for (const { length, seconds } of segments.slice(from)) {
      runBytes += length
      runSeconds += seconds
      if (runSeconds > 1.5 * targetSeconds) break
      if (runSeconds >= 0.5 * targetSeconds) peak = Math.max(peak, rate(runBytes, runSeconds))
    }
  })
  return { peak: Math.ceil(peak), average: Math.ceil(average) }
}
