import { mkdir, rename, stat } from 'node:fs/promises'
import { wallSecondsFor } from './box.ts'
import type { MediaFacts, VideoFacts } from './facts.ts'
import { tagged, tone } from './filter-graph.ts'
import { decodeGuard, localFile } from './guard.ts'
import { MediaFailure } from './refusal.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import type { MediaTools } from './tools.ts'

export interface Poster {
  readonly file: string
  readonly bytes: number
  readonly contentType: 'image/jpeg'
  readonly width: number
  readonly height: number
}

export interface PosterJob {
  readonly tools: MediaTools
  readonly source: string
  readonly facts: MediaFacts
  /** The picture is written below it, in `poster`. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
}

const longestSide = 1280
/** Mean luma of 16..235: black is 16. */
const darkest = 24

/** One upright picture of the recording that is not black where it has any; null for sound alone. */
export async function makePoster(job: PosterJob): Promise<Poster | null> {
  const { video } = job.facts
  if (!video) return null
  const folder = `${job.folder}/poster`
  await mkdir(folder, { recursive: true })
  const lengthMs = video.endMs - video.startMs
  const at = (ms: number) => ['-ss', `${Math.round(video.startMs + Math.max(0, ms))}ms`]
  // The last two read keyframes only, and a few spots of a recording that has few keyframes.
  const attempts: readonly { input: string[]; filter: string }[] = [
    { input: at(Math.min(6000, lengthMs / 10)), filter: '' },
    { input: ['-skip_frame', 'nokey', '-t', '120'], filter: 'thumbnail=30,' },
    { input: at(lengthMs / 2), filter: '' },
    { input: at(lengthMs / 4), filter: '' },
    { input: at((lengthMs * 3) / 4), filter: '' },
    { input: [], filter: '' },
  ]
  let best: { file: string; light: number } | undefined
  for (const [number, { input, filter }] of attempts.entries()) {
    const file = `${folder}/${number}.jpg`
    const light = await takePicture(job, video, input, filter, file)
    if (light !== null && light > (best?.light ?? -1)) best = { file, light }
    if (best && best.light >= darkest) break
  }
  if (!best) throw new MediaFailure('preparing-failed', 'no picture could be taken for the poster')
  const file = `${folder}/poster.jpg`
  await rename(best.file, file)
  const { width, height } = posterSize(video)
  return { file, bytes: (await stat(file)).size, contentType: 'image/jpeg', width, height }
}

/** Answers the picture's mean luma, or null where there was none at that time. */
async function takePicture(
  { tools, source, signal, facts }: PosterJob,
  video: VideoFacts,
  input: readonly string[],
  filter: string,
  file: string,
): Promise<number | null> {
  const { width, height } = posterSize(video)
  const scale = `scale=${width}:${height}:out_range=tv`
  const light = 'format=yuv420p,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-'
  const jpeg = `scale=out_range=pc,format=yuvj420p,setsar=1`
  const chain = `${tagged(video)}${filter}${scale}${tone(video, tools.hasToneMapping)},${light},${jpeg}`
  const { stdout } = await runFfmpeg({
    tools,
    signal,
    limits: { wallSeconds: wallSecondsFor(Math.min(facts.durationMs, 10_000)), fileBytes: 64 * 2 ** 20 },
    args: [
      // Threads that decode ahead would decode what nobody looks at.
      ...['-threads', '1', ...decodeGuard],
      ...input,
      ...['-i', localFile(source), '-map', `0:${video.index}`, '-vf', chain],
      ...['-frames:v', '1', '-q:v', '3', '-map_metadata', '-1', '-update', '1', localFile(file)],
    ],
  })
  const luma = /lavfi\.signalstats\.YAVG=([\d.]+)/.exec(stdout)?.[1]
  return luma === undefined ? null : Number(luma)
}

function posterSize({ width, height }: VideoFacts): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height))
  const even = (side: number) => Math.max(2, Math.floor((side * scale) / 2 + 0.5) * 2)
  return { width: even(width), height: even(height) }
}
