import { execFile } from 'node:child_process'
import { type Box, type BoxKind, findBox } from './box.ts'

/** The programs that media work is done with, found and checked once. */
export interface MediaTools {
  /** Absolute path. */
  readonly ffmpeg: string
  readonly ffprobe: string
  /** As ffmpeg says it. */
  readonly version: string
  readonly box: Box
  /** Some builds (Homebrew's) lack it; HDR is then shown without tone-mapping. */
  readonly hasToneMapping: boolean
}

/** One sentence that says what is missing and how to get it. */
export class ToolMissing extends Error {}

const advice = 'install it (apt-get install ffmpeg, or brew install ffmpeg)'
/** libavutil 57 came with ffmpeg 5.0. Builds from git name a commit as their version, never a number. */
const leastLibavutil = 57

interface Wanted {
  readonly ffmpegPath?: string | undefined
  readonly ffprobePath?: string | undefined
  readonly mediaBox?: BoxKind | undefined
  /** Where the files are that will be worked on. */
  readonly dataDir?: string | undefined
}

/**
 * Finds ffmpeg and ffprobe, 5 or newer, and the box they run in, or throws ToolMissing, which says in one sentence what is
 * missing.
 */
export async function findMediaTools(wanted: Wanted = {}): Promise<MediaTools> {
  // One after the other: where both are missing, ffmpeg is the one to ask for.
  const ffmpeg = await checked('ffmpeg', 'FFMPEG_PATH', wanted.ffmpegPath)
  const ffprobe = await checked('ffprobe', 'FFPROBE_PATH', wanted.ffprobePath)
  const [encoders, filters, box] = await Promise.all([
    output(ffmpeg.path, ['-v', 'error', '-encoders']),
    output(ffmpeg.path, ['-v', 'error', '-filters']),
    findBox(wanted.mediaBox, { dataDir: wanted.dataDir, programs: [ffmpeg.path, ffprobe.path] }),
  ])
  const missing = ['libx264', 'aac'].filter(
    (name) => !new RegExp(`^ [A-Z.]{6} ${name} `, 'm').test(encoders ?? ''),
  )
  if (missing.length > 0) {
    throw new ToolMissing(
      `${ffmpeg.path} cannot encode with ${missing.join(' and ')}: ${advice} in a full build.`,
    )
  }
  if (wanted.mediaBox === 'bubblewrap' && !box.bwrap) {
    throw new ToolMissing(`MEDIA_BOX asks for bubblewrap, and ${box.lacks}.`)
  }
  const has = (filter: string) => new RegExp(`^ [A-Z.]{3} ${filter} `, 'm').test(filters ?? '')
  return Object.freeze({
    ffmpeg: ffmpeg.path,
    ffprobe: ffprobe.path,
    version: ffmpeg.version,
    box,
    hasToneMapping: has('zscale') && has('tonemap'),
  })
}

async function checked(program: string, variable: string, given: string | undefined) {
  const path = given ?? (await whereIs(program))
  if (!path)
    throw new ToolMissing(`${program} 5 or newer is needed and was not found: ${advice}, or set ${variable}.`)
  const said = await output(path, ['-version'])
  const version = said && /^\w+ version (\S+)/.exec(said)?.[1]
  if (!said || !version)
    throw new ToolMissing(`${path} is not a working ${program}: ${advice}, or set ${variable}.`)
  const libavutil = Number(/^libavutil\s+(\d+)\./m.exec(said)?.[1])
  if (!(libavutil >= leastLibavutil)) {
    throw new ToolMissing(
      `${path} is ${program} ${version}, but 5 or newer is needed: ${advice}, or set ${variable}.`,
    )
  }
  return { path, version }
}

/** Asks the shell, which knows the PATH this process was started with. */
const whereIs = async (program: string): Promise<string | undefined> =>
  (await output('/bin/sh', ['-c', `command -v ${program}`]))?.trim() || undefined

function output(program: string, words: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, words, { timeout: 10_000, maxBuffer: 2 ** 22 }, (error, stdout) => {
      resolve(error ? undefined : stdout)
    })
  })
}
