import {
  BlobSource,
  BufferTarget,
  Conversion,
  type ConversionVideoOptions,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP3,
  MP4,
  Mp4OutputFormat,
  NullTarget,
  OGG,
  Output,
  QTFF,
  StreamTarget,
  WAVE,
  WEBM,
} from 'mediabunny'
import { bitsPerSecond, isSoundRemake, type MediaFacts, smallerSide, type Wish } from './media-facts.ts'

// The one file that knows mediabunny, so that it is fetched with the first chosen file, and with no page.

const formats = [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG]
const open = (file: Blob) => new Input({ source: new BlobSource(file), formats })

/** Reads what a file says of itself. Rejects where it is of no kind that is known here; the server may know it all the same. */
export async function readFacts(file: Blob): Promise<MediaFacts> {
  const input = open(file)
  try {
    return await factsOf(input)
  } finally {
    input.dispose()
  }
}

async function factsOf(input: Input): Promise<MediaFacts> {
  const [video, audio] = await Promise.all([input.getPrimaryVideoTrack(), input.getPrimaryAudioTrack()])
  // What cameras in browsers write has no length in its head, and reading all of it would take long.
  const seconds = await input.getDurationFromMetadata()
  return {
    durationMs: seconds === null ? undefined : Math.round(seconds * 1000),
    hasSound: audio !== null,
    canRemake: video !== null && seconds !== null && (await canRemake(input, video)),
  }
}

async function canRemake(input: Input, video: InputVideoTrack): Promise<boolean> {
  // Its colours would come out pale: the server knows what to do with them.
  if (!('VideoEncoder' in globalThis) || (await video.hasHighDynamicRange())) return false
  const output = new Output({ format: new Mp4OutputFormat(), target: new NullTarget() })
  const conversion = await Conversion.init({
    input,
    output,
    video: await pictureOf(video, true),
    showWarnings: false,
  })
  return conversion.isValid && conversion.discardedTracks.every(({ track }) => isSpare(track.type))
}

/** A recording may hold more than a picture and a sound. Without these it would not be the same. */
const isSpare = (type: string): boolean => type !== 'video' && type !== 'audio'

async function pictureOf(video: InputVideoTrack, smaller: boolean): Promise<ConversionVideoOptions> {
  const [width, height] = await Promise.all([video.getDisplayWidth(), video.getDisplayHeight()])
  const { averagePacketRate } = await video.computePacketStats(60)
  const isUpright = height > width
  return {
    codec: 'avc',
    bitrate: smaller ? bitsPerSecond.smaller : bitsPerSecond.trimmed,
    // Copied, a part would begin at the key frame before it, with what was to be cut away.
    forceTranscode: true,
    ...(Math.min(width, height) > smallerSide && {
      [isUpright ? 'width' : 'height']: smallerSide,
      fit: 'contain' as const,
    }),
    ...(averagePacketRate > 31 && { frameRate: 30 }),
  }
}

interface Remaking {
  readonly signal: AbortSignal
  readonly onProgress: (fraction: number) => void
  /** A file on this device to write into; without one it is made in memory. */
  readonly into?: FileSystemFileHandle | undefined
}

/** Cuts a part out of a recording, and makes it smaller. Rejects where what came out is not what was asked for. */
export async function remakeFile(
  file: File,
  wish: Wish,
  { signal, onProgress, into }: Remaking,
): Promise<File> {
  const input = open(file)
  const video = await input.getPrimaryVideoTrack()
  if (!video) throw new Error('there is no picture')
  const target = into ? new StreamTarget(await into.createWritable(), { chunked: true }) : new BufferTarget()
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: into ? false : 'in-memory' }),
    target,
  })
  const conversion = await Conversion.init({
    input,
    output,
    video: await pictureOf(video, wish.smaller),
    // Where and when it was filmed is nobody's business.
    tags: {},
    showWarnings: false,
    ...(wish.part && { trim: { start: wish.part.inMs / 1000, end: wish.part.outMs / 1000 } }),
  })
  conversion.onProgress = (fraction) => onProgress(fraction)
  const stop = () => void conversion.cancel().catch(() => {})
  signal.addEventListener('abort', stop)
  try {
    signal.throwIfAborted()
    await conversion.execute()
    signal.throwIfAborted()
  } finally {
    signal.removeEventListener('abort', stop)
    input.dispose()
  }
  const bytes = target instanceof BufferTarget ? target.buffer : await into?.getFile()
  if (!bytes) throw new Error('nothing came out')
  const made = new File([bytes], `${file.name.replace(/\.[^.]+$/, '')}.mp4`, { type: 'video/mp4' })
  const [before, after] = [await readFacts(file), await readFacts(made)]
  if (!isSoundRemake(before, after, wish) || made.size >= file.size) throw new Error('it came out wrong')
  return made
}
