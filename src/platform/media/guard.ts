import path from 'node:path'

const formats = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mp3,wav,ogg,aac'

export const maxStreams = 32
/** 4K UHD is 8.3 million. */
export const maxPixels = 9_500_000
/** 8K is 7680 wide. Encoders end at 16,384, and the screens of classrooms long before. */
export const maxSide = 8192
export const maxDurationMs = 4 * 3600 * 1000

/**
 * Stands before every input that came from a person. The format list is what matters: playlists and concat scripts
 * named .mp4 would otherwise open other people's files, or fetch addresses inside our network.
 */
export const probeGuard: readonly string[] = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  formats,
  '-max_streams',
  String(maxStreams),
]

/** For decoding: ffprobe is not given the last one, so that it can tell how large the picture is. */
export const decodeGuard: readonly string[] = [...probeGuard, '-max_pixels', String(maxPixels)]

/** Named with its protocol, so that no name can be taken for an option, a pattern or another protocol. */
export const localFile = (file: string): string => `file:${path.resolve(file)}`

/**
 * The files that arguments of ffmpeg or ffprobe name, by `localFile` or by their whole path: what comes after `-i` is read, and of everything
 * else the folder is written to. A box shows these, so that no run can forget to say what it needs.
 */
export function filesOf(args: readonly string[]): { reads: string[]; writes: string[] } {
  const named = args.map((word) => /^(?:file:)?(\/.*)$/s.exec(word)?.[1])
  const reads = named.filter((file, at) => file !== undefined && args[at - 1] === '-i')
  const written = named.filter((file, at) => file !== undefined && args[at - 1] !== '-i')
  return {
    reads: [...new Set(reads as string[])],
    writes: [...new Set((written as string[]).map((file) => path.dirname(file)))],
  }
}
