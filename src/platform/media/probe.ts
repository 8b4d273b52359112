import { stat } from 'node:fs/promises'
import { chooseStreams, refuseTooLarge } from './choose-streams.ts'
import type { MediaFacts } from './facts.ts'
import { localFile, maxDurationMs, probeGuard } from './guard.ts'
import { readFacts } from './read-facts.ts'
import { type ProbedFile, readHeaderOf } from './read-header.ts'
import { MediaFailure, MediaRefusal } from './refusal.ts'
import { runFfprobe } from './run-ffprobe.ts'
import { scanPackets } from './scan-packets.ts'
import { isEncrypted, lacksMoov, missingOfRiff } from './sniff.ts'
import type { MediaTools } from './tools.ts'
import { tryDecoding } from './try-decoding.ts'

export interface ProbeOptions {
  readonly signal?: AbortSignal | undefined
  /** 4 hours unless given. */
  readonly maxDurationMs?: number
}

const headerSeconds = 30
const maxHeaderLength = 2 ** 23
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
  const { signal, maxDurationMs: limitMs = maxDurationMs } = options
  const { size: bytes } = await stat(file)
  if (bytes === 0) throw new MediaRefusal('not-media', 'the file is empty')
  const header = await readHeader(tools, file, signal)
  const chosen = chooseStreams(header, limitMs)
  const { container, picture, sound } = chosen
  if (container === 'mov' && (await isEncrypted(file))) {
    throw new MediaRefusal('unsupported-format', 'its samples are encrypted')
  }
  // Reading the whole file, at 20 MB/s or better.
  const wallSeconds = Math.max(headerSeconds, bytes / 20e6)
  const indexes = [picture, sound].flatMap((stream) => (stream ? [stream.index] : []))
  const limitSeconds = limitMs / 1000
  const scan = await scanPackets(tools, file, { streams: indexes, limitSeconds, wallSeconds, signal })
  const missing = container === 'avi' ? await missingOfRiff(file) : 0
  const measured = { header, chosen, scan, bytes, limitMs, missing }
  const facts = readFacts(measured)

  const trial = { tools, file, wallSeconds, signal }
  if (facts.audio) await tryDecoding(trial, facts.audio.index)
  const size = facts.video && (await tryDecoding(trial, facts.video.index))
  if (!picture || !size || (size.width === picture.width && size.height === picture.height)) return facts
  refuseTooLarge(size)
  return readFacts({ ...measured, chosen: { ...chosen, picture: { ...picture, ...size } } })
}

async function readHeader(
  tools: MediaTools,
  file: string,
  signal: AbortSignal | undefined,
): Promise<ProbedFile> {
  const lines: string[] = []
  let length = 0
  const { exitCode, stderr } = await runFfprobe({
    tools,
    signal,
    wallSeconds: headerSeconds,
    args: [...probeGuard, '-of', 'json', '-show_format', '-show_streams', '-i', localFile(file)],
    onLine: (line) => {
      lines.push(line)
      length += line.length + 1
      return length <= maxHeaderLength
    },
  })
  if (length > maxHeaderLength) throw new MediaRefusal('not-media', 'a header that goes on and on')
  if (exitCode === 0) {
    const found = readHeaderOf(lines.join('\n'))
    if (found) return found
    throw new MediaRefusal('not-media', 'a header that cannot be read')
  }
  const refused = /\[(\S+) @ \S+\] Format not on whitelist/.exec(stderr)?.[1]
  if (refused) throw new MediaRefusal(otherMedia.test(refused) ? 'unsupported-format' : 'not-media', refused)
  if (/exceeds max_streams/.test(stderr)) throw new MediaRefusal('too-many-streams', stderr)
  if (/Picture size \S+ is invalid/.test(stderr)) throw new MediaRefusal('picture-too-large', stderr)
  if (await lacksMoov(file)) throw new MediaRefusal('truncated', 'mp4 boxes without a moov')
  if (exitCode === null) throw new MediaFailure('preparing-failed', 'ffprobe was killed', stderr)
  throw new MediaRefusal('not-media', stderr)
}
