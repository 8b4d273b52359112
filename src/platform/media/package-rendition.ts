import { open, readFile, stat } from 'node:fs/promises'
import { codecsOf } from './mp4-codecs.ts'
import type { Packaged, RenditionName } from './packaged.ts'
import { bandwidths, durationOf, mediaUri, parsePlaylist, withFullTarget } from './playlist.ts'
import { MediaFailure } from './refusal.ts'

/**
 * Options of ffmpeg's HLS muxer for one object with byte ranges. Only what we encode is known to begin each segment
 * with a picture that needs no other.
 */
export const hlsOptions = (kind: 'copied' | 'encoded', segmentSeconds = 4): string[] => [
  ...['-f', 'hls', '-hls_time', String(segmentSeconds), '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
  ...['-hls_segment_type', 'fmp4', '-hls_flags'],
  kind === 'encoded' ? 'single_file+independent_segments' : 'single_file',
  // With an edit list, which Media Source Extensions ignore, copied B-frames would be shown two frames late.
  ...['-hls_segment_options', 'movflags=+negative_cts_offsets:use_editlist=0'],
]

/** What a camera wrote about place, device and people stays behind; so do chapters. */
export const nothingElse: readonly string[] = ['-map_metadata', '-1', '-map_chapters', '-1']

/** Where ffmpeg writes, relative to the folder it runs in: a `%` in a folder's name would be taken for a pattern. */
export const outputOf = (name: RenditionName): string[] => [
  ...['-hls_segment_filename', `${name}/${mediaUri}`],
  `${name}/media.m3u8`,
]

/** Reads back what ffmpeg wrote below `folder/name`. */
export async function readPackaged(
  folder: string,
  name: RenditionName,
  size: { readonly width: number; readonly height: number } | null,
): Promise<Packaged> {
  const file = `${folder}/${name}/${mediaUri}`
  try {
    const playlist = withFullTarget(await readFile(`${folder}/${name}/media.m3u8`, 'utf8'))
    const parsed = parsePlaylist(playlist)
    const { peak, average } = bandwidths(parsed)
    return {
      name,
      kind: size ? 'video' : 'audio',
      file,
      bytes: (await stat(file)).size,
      width: size?.width ?? null,
      height: size?.height ?? null,
      bandwidth: peak,
      averageBandwidth: average,
      codecs: codecsOf(await head(file, parsed.init.length)).join(','),
      durationMs: Math.round(durationOf(parsed) * 1000),
      playlist,
    }
  } catch (error) {
    throw new MediaFailure('preparing-failed', `${name}: ${error instanceof Error ? error.message : error}`)
  }
}

async function head(file: string, length: number): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
