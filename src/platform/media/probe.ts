import { stat } from 'node:fs/promises'
import type { MediaFacts } from './facts.ts'
import { localFile, maxDurationMs, maxPixels, probeGuard } from './guard.ts'
import { MediaFailure, MediaRefusal } from './refusal.ts'
import { runFfprobe } from './run-ffprobe.ts'
import { type Scan, scanPackets } from './scan-packets.ts'
import { lacksMoov } from './sniff.ts'
import * as read from './stream-facts.ts'
import type { MediaTools } from './tools.ts'

export interface ProbeOptions {
  readonly signal?: AbortSignal | undefined
  /** 4 hours unless given. */
  readonly maxDurationMs?: number
}

const headerSeconds = 30
const maxHeaderLines = 100_000
/** Formats of sound or video that ffmpeg knows and we do not take; what else it knows is playlists, pictures and text. */
const otherMedia =
  /\b(flv|live_flv|asf|mpeg|mpegvideo|rm|flac|aiff|amr|caf|dv|mxf|gxf|ivf|h264|hevc|m4v|wtv|ac3|eac3|dts|au|ape|wv|mpc8?|tta|nut|swf|w64|vob)\b/

/**
 * Finds out what a local file is, believing its packets over its header. Throws MediaRefusal when it cannot become a
 * clip, MediaFailure when looking took too long.
 */
export async function probe(
  tools: MediaTools,
  file: string,
  options: ProbeOptions = {},
): Promise<MediaFacts> {
  const limitMs = options.maxDurationMs ?? maxDurationMs
  const { size: bytes } = await stat(file)
  if (bytes === 0) throw new MediaRefusal('not-media', 'the file is empty')
  const { streams = [], format = {} } = await readHeader(tools, file, options.signal)
  const container = read.containerOf(format.format_name)
  if (!container) throw new MediaRefusal('unsupported-format', format.format_name)
  const { picture, sound } = chooseStreams(streams)
  if (picture && (picture.width ?? 0) * (picture.height ?? 0) > maxPixels) {
    throw new MediaRefusal('picture-too-large', `${picture.width}x${picture.height}`)
  }
  const headerMs = Number(format.duration) * 1000 || 0
  const trustedHeader = container !== 'mp3' && container !== 'aac' && container !== 'mpegts'
  if (trustedHeader && headerMs > limitMs) throw new MediaRefusal('too-long', `${headerMs} ms by its header`)

  const chosen = [picture, sound].filter((stream) => stream !== undefined)
  const scan = await scanPackets(tools, file, {
    streams: chosen.map((stream) => stream.index),
    limitSeconds: limitMs / 1000,
    // Reading the whole file, at 20 MB/s or better.
    wallSeconds: Math.max(headerSeconds, bytes / 20e6),
    signal: options.signal,
  })
  if (scan.beyondLimit) throw new MediaRefusal('too-long', 'by its packets')
  if (trustedHeader) refuseTruncated(chosen, format, scan)
  if (scan.streams.size === 0) throw new MediaRefusal('no-picture-or-sound', 'no packets')

  const starts = [...scan.streams.values()].map((packets) => packets.start)
  const fileStart = Number.isFinite(Number(format.start_time))
    ? Number(format.start_time)
    : Math.min(...starts)
  const seen = picture && scan.streams.get(picture.index)
  const heard = sound && scan.streams.get(sound.index)
  const video = picture && seen ? read.videoFacts(picture, seen, fileStart) : null
  const audio = sound && heard ? read.audioFacts(sound, heard, fileStart) : null
  const durationMs = Math.max(video?.endMs ?? 0, audio?.endMs ?? 0, 1)
  return {
    container,
    bytes,
    durationMs,
    bitRate: Math.round((bytes * 8000) / durationMs),
    video,
    audio,
    capturedAt: capturedAt(format.tags ?? {}),
  }
}

async function readHeader(
  tools: MediaTools,
  file: string,
  signal: AbortSignal | undefined,
): Promise<read.ProbedFile> {
  const lines: string[] = []
  const { exitCode, stderr } = await runFfprobe({
    tools,
    signal,
    wallSeconds: headerSeconds,
    args: [...probeGuard, '-of', 'json', '-show_format', '-show_streams', '-i', localFile(file)],
    onLine: (line) => lines.push(line) <= maxHeaderLines,
  })
  if (lines.length > maxHeaderLines) throw new MediaRefusal('not-media', 'a header that goes on and on')
  if (exitCode === 0) {
    const found = JSON.parse(lines.join('\n')) as read.ProbedFile
    if (found.format && found.streams) return found
  }
  if (/exceeds max_streams/.test(stderr)) throw new MediaRefusal('too-many-streams', stderr)
  if (/Picture size \S+ is invalid/.test(stderr)) throw new MediaRefusal('picture-too-large', stderr)
  const refused = /\[(\S+) @ \S+\] Format not on whitelist/.exec(stderr)?.[1]
  if (refused) throw new MediaRefusal(otherMedia.test(refused) ? 'unsupported-format' : 'not-media', refused)
  if (await lacksMoov(file)) throw new MediaRefusal('truncated', 'mp4 boxes without a moov')
  if (exitCode === null) throw new MediaFailure('preparing-failed', 'ffprobe was killed', stderr)
  throw new MediaRefusal('not-media', stderr)
}

function chooseStreams(streams: readonly read.ProbedStream[]) {
  const pictures = streams.filter(read.isPicture)
  const sounds = streams.filter((stream) => stream.codec_type === 'audio')
  const picture = pictures.find(read.isReadable)
  const sound = sounds.find(read.isReadable)
  // Sound whose picture cannot be read is half of a video: better that the teacher hears of it at once.
  if (picture || (sound && pictures.length === 0)) return { picture, sound }
  if (pictures.length + sounds.length > 0) {
    const unread = [...pictures, ...sounds].filter((stream) => !read.isReadable(stream))
    const names = unread.map((stream) => stream.codec_name ?? 'unknown')
    throw new MediaRefusal('unsupported-format', `no decoder for ${names.join(', ')}`)
  }
  throw new MediaRefusal('no-picture-or-sound', `${streams.length} streams of other kinds`)
}

/**
 * ffmpeg reads a file that was cut off without an error and makes a second of video of an hour. A small gap counts only
 * when the demuxer says that the file ended early: headers round, and tracks we do not read may be longer.
 */
function refuseTruncated(
  chosen: readonly read.ProbedStream[],
  format: NonNullable<read.ProbedFile['format']>,
  { streams, complaints }: Scan,
): void {
  const endedEarly = /partial file|ended prematurely|truncat/i.test(complaints)
  const gaps = chosen.map((stream) => {
    const promised = Number(stream.duration ?? format.duration) || 0
    const packets = streams.get(stream.index)
    return { promised, missing: promised - (packets ? packets.end - Math.max(0, packets.start) : 0) }
  })
  // Without durations of their own (Matroska) streams share the file's, and only the longest need reach it.
  const shared = chosen.every((stream) => stream.duration === undefined)
  const counted = shared ? [gaps.reduce((a, b) => (b.missing < a.missing ? b : a))] : gaps
  for (const { promised, missing } of counted) {
    if (missing > (endedEarly ? 0.5 : Math.max(2, 0.05 * promised))) {
      throw new MediaRefusal('truncated', `${missing.toFixed(2)} s of ${promised.toFixed(2)} s are missing`)
    }
  }
}

/** Phones write the moment with its zone in Apple's tag and in UTC in the other; a clock never set says 1904 or 1970. */
function capturedAt(tags: Readonly<Record<string, string>>): string | null {
  const said = tags['com.apple.quicktime.creationdate'] ?? tags.creation_time ?? tags.DATE_RECORDED
  const at = said === undefined ? Number.NaN : Date.parse(said)
  return at > Date.UTC(1990, 0, 1) && at < Date.UTC(2200, 0, 1) ? new Date(at).toISOString() : null
}
