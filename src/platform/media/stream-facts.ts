import type { AudioFacts, Container, VideoFacts } from './facts.ts'
import { maxSide } from './guard.ts'
import type { ProbedStream } from './read-header.ts'

/** What the packets of one stream said, in seconds of the file's own clock. */
export interface PacketFacts {
  readonly count: number
  readonly start: number
  readonly end: number
  readonly keyframeGap: number
  /** The longest time between two frames over the usual one. */
  readonly unevenness: number
  /** Packets that an edit list cuts away; not in `count`. */
  readonly hidden: number
}

export const isPicture = (stream: ProbedStream): boolean =>
  stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1

/** More than any recorder has; beyond it a number is a mistake or an attack. */
const maxChannels = 64
const maxSampleRate = 768_000
const maxFrameRate = 1000

/** A stream whose codec this ffmpeg does not know has no name, or no shape. */
export const isReadable = (stream: ProbedStream): boolean =>
  stream.codec_name !== undefined &&
  stream.codec_name !== 'unknown' &&
  (stream.codec_type === 'video'
    ? Boolean(stream.width && stream.height)
    : isWithin(stream.channels, maxChannels) && isWithin(Number(stream.sample_rate), maxSampleRate))

const isWithin = (number: number | undefined, most: number): boolean =>
  number !== undefined && number >= 1 && number <= most

const containerNames: ReadonlyMap<string | undefined, Container> = new Map([
  ['mov,mp4,m4a,3gp,3g2,mj2', 'mov'],
  ['matroska,webm', 'matroska'],
  ['avi', 'avi'],
  ['mpegts', 'mpegts'],
  ['mp3', 'mp3'],
  ['wav', 'wav'],
  ['ogg', 'ogg'],
  ['aac', 'aac'],
])

export const containerOf = (formatName: string | undefined): Container | undefined =>
  containerNames.get(formatName)

export function videoFacts(stream: ProbedStream, packets: PacketFacts, fileStart: number): VideoFacts {
  const codedWidth = stream.width ?? 0
  const codedHeight = stream.height ?? 0
  const sampleAspect = saneAspect(fraction(stream.sample_aspect_ratio?.replace(':', '/')), codedWidth)
  const { rotation, mirrored } = turn(stream)
  const wide = Math.max(1, Math.round(codedWidth * sampleAspect))
  const sideways = rotation === 90 || rotation === 270
  const average = fraction(stream.avg_frame_rate)
  const declared = fraction(stream.r_frame_rate)
  const measured = packets.end > packets.start ? packets.count / (packets.end - packets.start) : 0
  // A clock that never ticks makes one frame each ten minutes of what are thirty a second.
  const isBelieved = average > 0 && (measured === 0 || Math.abs(average - measured) < 0.5 * measured)
  const frameRate = isBelieved ? average : measured
  return {
    index: stream.index,
    codec: stream.codec_name ?? '',
    profile: stream.profile ?? null,
    pixelFormat: stream.pix_fmt ?? null,
    codedWidth,
    codedHeight,
    width: sideways ? codedHeight : wide,
    height: sideways ? wide : codedHeight,
    rotation,
    mirrored,
    sampleAspect,
    frameRate: Math.min(maxFrameRate, Math.round(frameRate * 1000) / 1000),
    variableFrameRate:
      (average > 0 && !isBelieved) ||
      frameRate > maxFrameRate ||
      Math.abs(declared - frameRate) > 0.02 * frameRate ||
      packets.unevenness > 1.9,
    interlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
    hdr:
      stream.color_transfer === 'smpte2084' ? 'pq' : stream.color_transfer === 'arib-std-b67' ? 'hlg' : null,
    colourTagged: stream.color_space !== undefined && stream.color_space !== 'unknown',
    startMs: milliseconds(packets.start - fileStart),
    endMs: milliseconds(packets.end - fileStart),
    keyframeGapMs: milliseconds(packets.keyframeGap),
    hasBFrames: (stream.has_b_frames ?? 0) > 0,
    hasHiddenFrames: packets.hidden > 0,
  }
}

export const audioFacts = (stream: ProbedStream, packets: PacketFacts, fileStart: number): AudioFacts => ({
  index: stream.index,
  codec: stream.codec_name ?? '',
  profile: stream.profile ?? null,
  channels: stream.channels ?? 0,
  sampleRate: Number(stream.sample_rate),
  startMs: milliseconds(packets.start - fileStart),
  endMs: milliseconds(packets.end - fileStart),
})

/** Never -0, which JSON does not know. */
const milliseconds = (seconds: number): number => Math.round(seconds * 1000) + 0

/** `30000/1001` → 29.97; anything else → 0. */
function fraction(text: string | undefined): number {
  const [over = Number.NaN, under = Number.NaN] = text?.split('/').map(Number) ?? []
  const quotient = over > 0 && under > 0 ? over / under : 0
  return Number.isFinite(quotient) ? quotient : 0
}

/** A pixel four times as wide as high is a mistake or an attack, not a camera; so is one that makes the picture too wide. */
const saneAspect = (aspect: number, width: number): number =>
  aspect >= 0.25 && aspect <= 4 && aspect * width <= maxSide ? aspect : 1

/**
 * From the display matrix of ISO 14496-12, 8.3.2: rows of a b u, c d v, x y w. ffprobe's own `rotation` is
 * counterclockwise, and says nothing of a mirrored picture.
 */
function turn(stream: ProbedStream): Pick<VideoFacts, 'rotation' | 'mirrored'> {
  const side = stream.side_data_list?.find((data) => data.rotation !== undefined)
  if (!side) return { rotation: 0, mirrored: false }
  const quarter = Math.round(-(side.rotation ?? 0) / 90) * 90
  const rotation = (((quarter % 360) + 360) % 360) as VideoFacts['rotation']
  const rows = side.displaymatrix?.match(/-?\d+(?=\s|$)/g)?.map(Number) ?? []
  const [a = 1, b = 0, , c = 0, d = 1] = rows
  const skewed = Math.abs((side.rotation ?? 0) + quarter) > 1
  return { rotation, mirrored: a * d - b * c < 0 || skewed }
}
