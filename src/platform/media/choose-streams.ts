import type { Container } from './facts.ts'
import { maxPixels, maxSide } from './guard.ts'
import type { ProbedFile, ProbedStream } from './read-header.ts'
import { MediaRefusal } from './refusal.ts'
import { containerOf, isPicture, isReadable } from './stream-facts.ts'

/** What of a file will be a clip. At least one of the two streams is there. */
export interface Chosen {
  readonly container: Container
  readonly picture: ProbedStream | undefined
  readonly sound: ProbedStream | undefined
  /** What its header says of lengths was written by what wrote the packets, and is no guess of ffprobe's. */
  readonly trustedHeader: boolean
}

/** Chooses the first picture and the first sound that can be read; throws MediaRefusal where the header says enough. */
export function chooseStreams({ streams, format }: ProbedFile, limitMs: number): Chosen {
  const container = containerOf(format.format_name)
  if (!container) throw new MediaRefusal('unsupported-format', format.format_name)
  const { picture, sound } = readable(streams)
  if (picture) refuseTooLarge(picture)
  const trustedHeader = container !== 'mp3' && container !== 'aac' && container !== 'mpegts'
  const headerMs = Number(format.duration) * 1000 || 0
  if (trustedHeader && headerMs > limitMs) throw new MediaRefusal('too-long', `${headerMs} ms by its header`)
  return { container, picture, sound, trustedHeader }
}

export function refuseTooLarge({ width = 0, height = 0 }: Pick<ProbedStream, 'width' | 'height'>): void {
  if (width * height > maxPixels || Math.max(width, height) > maxSide) {
    throw new MediaRefusal('picture-too-large', `${width}x${height}`)
  }
}

function readable(streams: readonly ProbedStream[]) {
  const pictures = streams.filter(isPicture)
  const sounds = streams.filter((stream) => stream.codec_type === 'audio')
  const picture = pictures.find(isReadable)
  const sound = sounds.find(isReadable)
  // Sound whose picture cannot be read is half of a video: better that the teacher hears of it at once.
  if (picture || (sound && pictures.length === 0)) return { picture, sound }
  if (pictures.length + sounds.length > 0) {
    const unread = [...pictures, ...sounds].filter((stream) => !isReadable(stream))
    const names = unread.map((stream) => stream.codec_name ?? 'unknown')
    throw new MediaRefusal('unsupported-format', `no decoder for ${names.join(', ')}`)
  }
  throw new MediaRefusal('no-picture-or-sound', `${streams.length} streams of other kinds`)
}
