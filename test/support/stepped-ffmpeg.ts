import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { lives, program } from './programs.ts'

/**
 * What an ffmpeg is for: the poster of what arrived, what makes a clip watchable, all renditions, or the chunks of a long
 * one and putting them together.
 */
export type FfmpegStep = 'poster' | 'first' | 'ladder' | 'chunk' | 'join'

interface SteppedFfmpeg {
  /** For FFMPEG_PATH. */
  readonly file: string
  hold(step: FfmpegStep): Promise<void>
  release(step: FfmpegStep): Promise<void>
  /** Those that wait at this step and live. */
  waiting(step: FfmpegStep): number[]
}

/** An ffmpeg that can be held at each step of preparing a clip that browsers cannot play as it is; then it is the real one. */
export async function steppedFfmpeg(folder: string): Promise<SteppedFfmpeg> {
  const begun = path.join(folder, 'begun')
  mkdirSync(begun, { recursive: true })
  const real = execFileSync('/bin/sh', ['-c', 'command -v ffmpeg'], { encoding: 'utf8' }).trim()
  const holdOf = (step: string) => path.join(folder, `hold-${step}`)
  const file = await program(
    folder,
    'stepped-ffmpeg',
    `case "$*" in
  -version | *-encoders | *-filters) exec "${real}" "$@" ;;
  *"-frames:v 1 -q:v"*) step=poster ;;
  *chunks.txt*) step=join ;;
  *pictures.mp4*) step=chunk ;;
  *audio/media*) step=ladder ;;
  *libx264*) step=first ;;
  *) exec "${real}" "$@" ;;
esac
if [ -e "${folder}/hold-$step" ]; then
  : > "${begun}/$step-$$"
  while [ -e "${folder}/hold-$step" ]; do sleep 0.05; done
  rm -f "${begun}/$step-$$"
fi
exec "${real}" "$@"`,
  )
  return {
    file,
    hold: (step) => writeFile(holdOf(step), ''),
    release: (step) => rm(holdOf(step), { force: true }),
    waiting: (step) =>
      (existsSync(begun) ? readdirSync(begun) : [])
        .filter((name) => name.startsWith(`${step}-`))
        .map((name) => Number(name.slice(step.length + 1)))
        .filter(lives),
  }
}
