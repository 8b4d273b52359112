import type { AudioFacts, Container, VideoFacts } from './facts.ts'

/** The part of ffprobe's JSON that is read here; anything may be missing, and numbers arrive as text. */
export interface ProbedStream {
  readonly index: number
  readonly codec_type?: string
  readonly codec_name?: string
  readonly profile?: string
  readonly pix_fmt?: string
  readonly width?: number
  readonly height?: number
  readonly sample_aspect_ratio?: string
  readonly r_frame_rate?: string
  readonly avg_frame_rate?: string
  readonly field_order?: string
  readonly has_b_frames?: number
  readonly color_transfer?: string
  readonly color_space?: string
  readonly channels?: number
  readonly sample_rate?: string
  readonly duration?: string
  readonly disposition?: { readonly attached_pic?: number }
  readonly side_data_list?: readonly { readonly displaymatrix?: string; readonly rotation?: number }[]
}

export interface ProbedFile {
  readonly streams?: readonly ProbedStream[]
  readonly format?: {
    readonly format_name?: string
    readonly start_time?: string
    readonly duration?: string
    readonly size?: string
    readonly tags?: Readonly<Record<string, string>>
  }
}

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

/** A stream whose codec this ffmpeg does not know has no name, or no shape. */
export const isReadable = (stream: ProbedStream): boolean =>
  stream.codec_name !== undefined &&
  stream.codec_name !== 'unknown' &&
  (stream.codec_type === 'video'
    ? Boolean(stream.width && stream.height)
    : Boolean(stream.channels && Number(stream.sample_rate) > 0))

export function containerOf(formatName: string | undefined): Container | undefined {
  const names: Record<string, Container> = {
    'mov,mp4,m4a,3gp,3g2,mj2': 'mov',
    'matroska,webm': 'matroska',
    avi: 'avi',
    mpegts: 'mpegts',
    mp3: 'mp3',
    wav: 'wav',
    ogg: 'ogg',
    aac: 'aac',
  }
  return formatName === undefined ? undefined : names[formatName]
}

export function videoFacts(stream: ProbedStream, packets: PacketFacts, fileStart: number): VideoFacts {
  const codedWidth = stream.width ?? 0
  const codedHeight = stream.height ?? 0
  const sampleAspect = saneAspect(fraction(stream.sample_aspect_ratio?.replace(':', '/')))
  const { rotation, mirrored } = turn(stream)
  const wide = Math.max(1, Math.round(codedWidth * sampleAspect))
  const sideways = rotation === 90 || rotation === 270
  const average = fraction(stream.avg_frame_rate)
  const declared = fraction(stream.r_frame_rate)
  const measured = packets.end > packets.start ? packets.count / (packets.end - packets.start) : 0
  const frameRate = average > 0 ? average : measured
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
    frameRate: Math.round(frameRate * 1000) / 1000,
    variableFrameRate: Math.abs(declared - frameRate) > 0.02 * frameRate || packets.unevenness > 1.9,
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

const milliseconds = (seconds: number): number => Math.round(seconds * 1000)

/** `30000/1001` → 29.97; anything else → 0. */
function fraction(text: string | undefined): number {
  const [over = Number.NaN, under = Number.NaN] = text?.split('/').map(Number) ?? []
  return over > 0 && under > 0 ? over / under : 0
}

/** A pixel four times as wide as high is a mistake or an attack, not a camera. */
const saneAspect = (aspect: number): number => (aspect >= 0.25 && aspect <= 4 ? aspect : 1)

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
