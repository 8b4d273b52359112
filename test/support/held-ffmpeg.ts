import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { eventually } from './processes.ts'
import { lives, program } from './programs.ts'

/** Making the demo's recording, or work on what somebody uploaded. */
type Kind = 'demo' | 'clip'

interface HeldFfmpeg {
  /** For FFMPEG_PATH. */
  readonly file: string
  /** The pid of one that has begun and lives, and that was not answered before. */
  next(kind: Kind): Promise<number>
  /** Lets those that wait, and later ones, do their work. */
  release(kind: Kind): Promise<void>
  hold(kind: Kind): Promise<void>
}

/** An ffmpeg that waits, and so keeps a job under way for as long as a test likes; then it is the real one. */
export async function heldFfmpeg(folder: string): Promise<HeldFfmpeg> {
  const begun = path.join(folder, 'begun')
  mkdirSync(begun, { recursive: true })
  const real = execFileSync('/bin/sh', ['-c', 'command -v ffmpeg'], { encoding: 'utf8' }).trim()
  const file = await program(
    folder,
    'held-ffmpeg',
    `case "$*" in
  -version | *-encoders | *-filters) exec "${real}" "$@" ;;
  *gradients=*) kind=demo ;;
  *) kind=clip ;;
esac
mktemp "${begun}/$kind-$$-XXXXXX" > /dev/null
until [ -e "${folder}/$kind-may-go" ]; do sleep 0.05; done
exec "${real}" "$@"`,
  )
  const answered = new Set<string>()
  return {
    file,
    next: (kind) =>
      eventually(() => {
        const fresh = readdirSync(begun).filter((name) => name.startsWith(`${kind}-`) && !answered.has(name))
        for (const name of fresh) {
          answered.add(name)
          const pid = Number(name.split('-')[1])
          if (lives(pid)) return pid
        }
        throw new Error(`no ffmpeg has begun for the ${kind}`)
      }),
    release: (kind) => writeFile(path.join(folder, `${kind}-may-go`), ''),
    hold: (kind) => rm(path.join(folder, `${kind}-may-go`), { force: true }),
  }
}
