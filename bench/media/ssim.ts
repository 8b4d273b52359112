import { ffmpeg } from './run.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * How near a rendition is to its source, scaled to the same size by the same filter as ours is, in decibels of SSIM over all
 * planes and frames.
 */
export async function ssimOf(
  signal: AbortSignal,
  source: string,
  rendition: string,
  { width, height }: Size,
): Promise<number> {
  // B-frames make some begin a little after 0: first frame is held against first frame, whenever it is shown.
  const timed = 'setpts=PTS-STARTPTS,fps=30:start_time=0'
  const scaled = `[0:v:0]${timed},scale=${width}:${height}:out_range=tv,format=yuv420p,setsar=1[source]`
  const seen = `[1:v:0]${timed},format=yuv420p,setsar=1[seen]`
  const graph = `${scaled};${seen};[source][seen]ssim=shortest=1[out]`
  const args = ['-i', source, '-i', rendition, '-filter_complex', graph, '-map', '[out]', '-f', 'null', '-']
  const said = await ffmpeg(args, { signal, level: 'info' })
  const all = /SSIM .*All:[\d.]+ \(([\d.]+|inf)\)/.exec(said)?.[1]
  if (all === undefined) throw new Error(`ffmpeg said no SSIM: ${said.slice(-500)}`)
  return all === 'inf' ? Number.POSITIVE_INFINITY : Number(all)
}

export interface Tried {
  readonly crf: number
  readonly db: number
}

/** What a step of crf changes at most rates, to begin with. */
const usualSlope = -0.45

/**
 * The crf whose picture is as near to its source as `wanted`, within `within` decibels: the nearest of at most `tries`, each a
 * quarter apart or more, beginning at `from`. Where the rate is capped none may come near.
 */
export async function matchCrf(
  wanted: number,
  { from, within, tries }: { from: number; within: number; tries: number },
  measure: (crf: number) => Promise<number>,
): Promise<Tried[]> {
  const tried: Tried[] = []
  const off = ({ db }: Tried) => Math.abs(db - wanted)
  let crf = from
  while (tried.length < tries && !tried.some((one) => one.crf === crf)) {
    const now = { crf, db: await measure(crf) }
    const before = tried.at(-1)
    tried.push(now)
    if (off(now) <= within) break
    const seen = before ? (now.db - before.db) / (now.crf - before.crf) : usualSlope
    const slope = Math.min(-0.1, Math.max(-1.5, seen))
    crf = Math.min(51, Math.max(1, Math.round(4 * (crf + (wanted - now.db) / slope)) / 4))
  }
  return tried.toSorted((a, b) => off(a) - off(b))
}
