/** One rung as another project makes it: one process for each, from the source, with its sound. */
export interface Peer {
  readonly name: string
  /** The crf that it uses; `command` may be asked for others. */
  readonly crf: number
  command(rung: PeerRung, crf: number): string[]
}

interface PeerRung {
  /** Of the short side; sources here lie. */
  readonly short: number
  readonly width: number
  readonly height: number
  /** What is written, without an ending. */
  readonly output: string
}

const fps = 30
const sound = ['-map', '0:v:0', '-map', '0:a:0', '-c:a', 'aac', '-b:a', '128k']

/** Bits for each pixel of each frame, by which PeerTube caps the rate. */
const bitsPerPixel: Readonly<Record<number, number>> = {
  1080: 0.1,
  720: 0.11,
  480: 0.12,
  360: 0.15,
  240: 0.17,
}

/** PeerTube names no crf, so that it is x264's own. */
export const peerTube: Peer = {
  name: 'PeerTube',
  crf: 23,
  command: ({ short, width, height, output }, crf) => {
    const rate = Math.round((bitsPerPixel[short] ?? 0.15) * width * height * fps)
    return [
      ...['-vf', `scale=w=-2:h=${short}`, '-r', String(fps), ...sound],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-crf', String(crf)],
      ...['-maxrate', String(rate), '-bufsize', String(2 * rate), '-b_strategy', '1', '-bf', '16'],
      ...['-g', String(2 * fps), '-map_metadata', '-1'],
      ...['-f', 'hls', '-hls_time', '4', '-hls_list_size', '0', '-hls_playlist_type', 'vod'],
      ...['-hls_segment_type', 'fmp4', '-hls_flags', 'single_file'],
      ...['-hls_segment_filename', `${output}.mp4`, `${output}.m3u8`],
    ]
  },
}

/** Kilobits a second by which MediaCMS caps the rate, before its factor. */
const kilobits: Readonly<Record<number, number>> = { 1080: 4500, 720: 2500, 480: 1000, 360: 500, 240: 300 }

/** What MediaCMS packages with another program afterwards is not counted. */
export const mediaCms: Peer = {
  name: 'MediaCMS',
  crf: 23,
  command: ({ short, output }, crf) => {
    const rate = 1.5 * (kilobits[short] ?? 500)
    return [
      ...['-vf', `scale=-2:${short}`, '-r', String(fps), ...sound],
      ...['-c:v', 'libx264', '-preset', 'medium', '-profile:v', short >= 720 ? 'high' : 'main'],
      ...['-pix_fmt', 'yuv420p', '-crf', String(crf), '-maxrate', `${rate}k`, '-bufsize', `${2 * rate}k`],
      ...['-x264-params', `keyint=${8 * fps}:keyint_min=${4 * fps}`],
      ...['-force_key_frames', 'expr:gte(t,n_forced*4)', '-movflags', '+faststart', `${output}.mp4`],
    ]
  },
}
