import type { Chosen } from './choose-streams.ts'
import type { MediaFacts } from './facts.ts'
import type { ProbedFile, ProbedStream } from './read-header.ts'
import { MediaRefusal } from './refusal.ts'
import type { Scan } from './scan-packets.ts'
import { audioFacts, videoFacts } from './stream-facts.ts'

interface Measured {
  readonly header: ProbedFile
  readonly chosen: Chosen
  readonly scan: Scan
  readonly bytes: number
  readonly limitMs: number
  /** The part of the file that is missing by what its container says, from 0 to 1. */
  readonly missing: number
}

/** Less than a frame at thirty a second: nothing could be shown of it. */
const leastMs = 20
/** ffmpeg measures an AVI that was cut off by what is left of it. */
const mostMissing = 0.05
/** A last frame, or the sound of one, may end after the limit. */
const spareMs = 1000

/**
 * What a recording is, by its packets where they and its header disagree. Whatever these say, every number is finite and
 * within its limits. Throws MediaRefusal when the recording is too long, too short, broken off or empty.
 */
export function readFacts({
  header: { format },
  chosen,
  scan,
  bytes,
  limitMs,
  missing,
}: Measured): MediaFacts {
  const { container, picture, sound, trustedHeader } = chosen
  if (scan.beyondLimit) throw new MediaRefusal('too-long', 'by its packets')
  if (scan.endless) throw new MediaRefusal('unsupported-format', 'packets without end')
  const streams = [picture, sound].filter((stream) => stream !== undefined)
  if (trustedHeader) refuseTruncated(streams, format, scan)
  if (missing > mostMissing) throw new MediaRefusal('truncated', `${Math.round(missing * 100)} % of it`)
  if (scan.streams.size === 0) throw new MediaRefusal('no-picture-or-sound', 'no packets')
  const seen = picture && scan.streams.get(picture.index)
  const heard = sound && scan.streams.get(sound.index)
  if (picture && !seen) throw new MediaRefusal('truncated', 'no packets of its picture')

  const first = Math.min(...[...scan.streams.values()].map(({ start }) => start))
  const said = format.start_time === undefined ? Number.NaN : Number(format.start_time)
  // Streams that are not chosen count for where a file begins, but none of them hours before.
  const fileStart = Math.abs(said - first) * 1000 <= limitMs ? said : first
  const video = picture && seen ? videoFacts(picture, seen, fileStart) : null
  const audio = sound && heard ? audioFacts(sound, heard, fileStart) : null
  const durationMs = Math.max(video?.endMs ?? 0, audio?.endMs ?? 0)
  if (durationMs > limitMs + spareMs) throw new MediaRefusal('too-long', `${durationMs} ms by where it ends`)
  if (durationMs < leastMs) throw new MediaRefusal('no-picture-or-sound', `${durationMs} ms of it`)
  return {
    container,
    bytes,
    durationMs,
    bitRate: Math.round((bytes * 8000) / durationMs),
    video,
    audio,
    capturedAt: capturedAt(format.tags),
  }
}

/**
 * ffmpeg reads a file that was cut off without an error and makes a second of video of an hour. A small gap counts only
 * when the demuxer says that the file ended early: headers round, and tracks we do not read may be longer.
 */
function refuseTruncated(
  chosen: readonly ProbedStream[],
  format: ProbedFile['format'],
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
