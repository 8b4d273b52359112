import { readFragments } from './fragments.ts'
import { readFrameNumber } from './frame-strip.ts'
import { ffmpeg } from './make-media.ts'

export interface Shown {
  /** In seconds, as a player is told. */
  readonly at: number
  /** The number in its strip. */
  readonly number: number
}

/** The pictures of a rendition in the order they are shown, each with the number read from its pixels. */
export async function shownFrames(file: string, width: number, height: number): Promise<Shown[]> {
  const video = (await readFragments(file)).find(({ kind }) => kind === 'video')
  const times = (video?.samples ?? []).map(({ at }) => at).sort((a, b) => a - b)
  const gray = await grayFrames(file, width, height)
  if (gray.length !== times.length) throw new Error(`${gray.length} pictures for ${times.length} samples`)
  return gray.map((pixels, n) => ({ at: times[n] ?? 0, number: readFrameNumber(pixels, width, height) }))
}

/** Every picture as it is stored: rows of gray bytes, from the top. */
export async function grayFrames(file: string, width: number, height: number): Promise<Buffer[]> {
  const bytes = await ffmpeg(
    ...['-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
  )
  const size = width * height
  return Array.from({ length: bytes.length / size }, (_, n) => bytes.subarray(n * size, (n + 1) * size))
}

/** Samples at 48 kHz, one after the other with channels interleaved, from the first that is stored. */
export async function soundSamples(file: string, channels = 1): Promise<Float32Array> {
  const bytes = await ffmpeg(
    ...['-i', file, '-map', '0:a:0', '-ac', String(channels), '-ar', '48000', '-f', 'f32le', '-'],
  )
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
}

const loud = 0.1
const pause = 4800

/** When each beep begins, in seconds, as a player is told: one sample after the other from where the track begins. */
export async function beepOnsets(file: string): Promise<number[]> {
  const audio = (await readFragments(file)).find(({ kind }) => kind === 'audio')
  const begins = audio?.samples[0]?.at ?? 0
  const onsets: number[] = []
  let quietSince = -pause
  for (const [at, value] of (await soundSamples(file)).entries()) {
    if (Math.abs(value) < loud) continue
    if (at - quietSince > pause) onsets.push(begins + at / 48_000)
    quietSince = at
  }
  return onsets
}
