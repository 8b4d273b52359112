import { mkdir, rm, stat } from 'node:fs/promises'
import { wallSecondsFor } from './box.ts'
import type { Cut } from './facts.ts'
import { decodeGuard, localFile } from './guard.ts'
import { hideWhileShown } from './hide.ts'
import type { Packaged } from './packaged.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import type { MediaTools } from './tools.ts'

export interface StoryboardJob {
  readonly tools: MediaTools
  /** The smallest picture there is. */
  readonly rendition: Pick<Packaged, 'file' | 'width' | 'height' | 'durationMs'>
  /** What the rendition is of, where it hides something: a tile loses what is hidden at any time that it stands for. */
  readonly cut?: Cut | null | undefined
  /** The sheets are written below it, in `storyboard`. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
}

export interface StoryboardSheet {
  readonly file: string
  readonly bytes: number
  /** Tiles that show something, from the top left, row by row. */
  readonly tiles: number
  readonly width: number
  readonly height: number
}

/** Tile n stands for the time from n × everyMs on; ten rows of `columns` to a sheet, the last with no row too many. */
export interface Storyboard {
  readonly sheets: readonly StoryboardSheet[]
  readonly contentType: 'image/jpeg'
  readonly columns: number
  readonly tileWidth: number
  readonly tileHeight: number
  readonly everyMs: number
}

const everySeconds = 5
const side = 10
const tileSide = 160

/** Small pictures of the whole clip, from its smallest rendition, reading keyframes only; null for sound alone. */
export async function makeStoryboard(job: StoryboardJob): Promise<Storyboard | null> {
  const { rendition, tools, signal } = job
  if (rendition.width === null || rendition.height === null) return null
  const folder = `${job.folder}/storyboard`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const scale = tileSide / Math.max(rendition.width, rendition.height)
  const [tileWidth = 0, tileHeight = 0] = [rendition.width, rendition.height].map((length) =>
    Math.max(2, Math.round((length * scale) / 2) * 2),
  )
  const tiles = Math.max(1, Math.ceil(rendition.durationMs / 1000 / everySeconds))
  const columns = Math.min(side, tiles)
  const perSheet = side * side
  const full = Math.floor(tiles / perSheet)
  const rest = tiles - full * perSheet
  const rows = Math.ceil(rest / columns)
  // Rounding up takes, for each tile, the last keyframe that is not after its time.
  const pick = `fps=1/${everySeconds}:round=up:start_time=0,tpad=stop=-1:stop_mode=clone,trim=end_frame=${tiles}`
  const { width, height } = rendition
  const hidden = hideWhileShown(
    job.cut ?? null,
    { width, height },
    { seconds: everySeconds, count: tiles, times: 1 },
  )
  const small = `scale=${tileWidth}:${tileHeight}:out_range=pc,format=yuvj420p,setsar=1`
  const branches: string[] = []
  const outputs: string[] = []
  const jpeg = ['-q:v', '5', '-map_metadata', '-1']
  if (full > 0) {
    branches.push(
      `${full > 0 && rest > 0 ? '[x]' : ''}trim=end_frame=${full * perSheet},tile=${side}x${side}[full]`,
    )
    outputs.push('-map', '[full]', ...jpeg, '-start_number', '0', '%d.jpg')
  }
  if (rest > 0) {
    branches.push(`${full > 0 ? '[y]' : ''}trim=start_frame=${full * perSheet},tile=${columns}x${rows}[rest]`)
    outputs.push('-map', '[rest]', ...jpeg, '-frames:v', '1', '-update', '1', `${full}.jpg`)
  }
  const first = `[0:v:0]${pick}${hidden},${small}`
  const text =
    branches.length > 1 ? [`${first},split[x][y]`, ...branches].join(';') : `${first},${branches[0]}`
  await runFfmpeg({
    tools,
    signal,
    cwd: folder,
    limits: { wallSeconds: wallSecondsFor(rendition.durationMs / 10), fileBytes: 64 * 2 ** 20 },
    args: [
      // So little is decoded that more threads cost more than they bring.
      ...['-threads', '1', ...decodeGuard, '-skip_frame', 'nokey'],
      '-i',
      localFile(rendition.file),
      '-filter_complex',
      text,
      ...outputs,
    ],
  })
  const counts = [...Array.from({ length: full }, () => perSheet), ...(rest > 0 ? [rest] : [])]
  const sheets = await Promise.all(
    counts.map(async (count, number) => {
      const file = `${folder}/${number}.jpg`
      const height = tileHeight * (count === perSheet ? side : rows)
      return { file, bytes: (await stat(file)).size, tiles: count, width: tileWidth * columns, height }
    }),
  )
  return { sheets, contentType: 'image/jpeg', columns, tileWidth, tileHeight, everyMs: everySeconds * 1000 }
}
