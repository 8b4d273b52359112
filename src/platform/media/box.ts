import { execFile } from 'node:child_process'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { places, systemWords } from './system-folders.ts'

/** What one run may use up. A limit that is left out is not set, but memory is always limited. */
export interface Limits {
  /** Wall clock, after which the process is killed. */
  readonly wallSeconds: number
  readonly cpuSeconds?: number
  /** All that its address space may hold: more than it ever touches, so that what it touches stays below. */
  readonly memoryBytes?: number
  /** Of any one file it writes. */
  readonly fileBytes?: number
}

/** One run: the program and what it may see of the disk, all by absolute paths. */
export interface BoxedRun {
  readonly program: string
  readonly limits: Limits
  /** Files and folders that it may read, besides the system's programs and libraries. */
  readonly reads?: readonly string[]
  /** Folders that it may read where they are there. */
  readonly mayRead?: readonly string[]
  /** Folders that it may write to. What stands in `reads` is read-only even in them. */
  readonly writes?: readonly string[]
  /** Where it works: one of `writes`, or the root. */
  readonly cwd?: string | undefined
}

/** Whether bubblewrap is used where it works, must work, or is left alone. */
export const boxKinds = ['auto', 'bubblewrap', 'limits'] as const
export type BoxKind = (typeof boxKinds)[number]

/** The programs around a media process that this machine has; absolute paths, undefined where missing or refused. */
export interface Box {
  /** Its path, and what is the same for every run. */
  readonly bwrap: readonly string[] | undefined
  /** Why there is no bubblewrap, in words for the log. */
  readonly lacks: string | undefined
  /** Its path, and the words that take the network away where bubblewrap does not. */
  readonly unshare: readonly string[] | undefined
  readonly setpriv: string | undefined
  readonly prlimit: string | undefined
  readonly choom: string | undefined
  readonly nice: string | undefined
  readonly ionice: string | undefined
}

export const envProgram = '/usr/bin/env'
/** 4K in ten bits without subsampling takes 2.9 GB on eight threads, 1.6 GB of it touched; a ladder of 1080p 1.6 and 0.4. */
const least = 4 * 2 ** 30
/** `/tmp` and `/dev/shm` in the box are memory, which no other limit counts. */
const tmpBytes = String(64 * 2 ** 20)
const tmp = ['--dev', '/dev', '--size', tmpBytes, '--tmpfs', '/dev/shm', '--remount-ro', '/dev'].concat(
  '--size',
  tmpBytes,
  '--tmpfs',
  '/tmp',
)

/**
 * Alone in every way there is: no network, no other process, no way up. Without `--new-session`: runs are started
 * `detached`, which is a session of their own already, and one group that can be killed whole.
 */
const alone = ['--unshare-all', '--die-with-parent', '--cap-drop', 'ALL']
/** A network in which there is nothing. Who is not root may ask for it in a name space of users. */
const offline = process.getuid?.() === 0 ? ['--net'] : ['--map-current-user', '--net']
/** Not everywhere: older versions, and containers that hide parts of /proc. */
const extras = [
  ['--unshare-user', '--disable-userns'],
  ['--proc', '/proc'],
]

/**
 * Tries each wrapper once: a container may have the program and still refuse what it does, and BusyBox has others.
 * `dataDir` is where the files of the runs will be, and `programs` are those that must start in the box.
 */
export async function findBox(
  kind: BoxKind = 'auto',
  { dataDir, programs = [] }: { dataDir?: string | undefined; programs?: readonly string[] } = {},
): Promise<Box> {
  const [unshare, setpriv, prlimit, choom, nice, ionice] = await Promise.all([
    works('unshare', offline),
    works('setpriv', ['--pdeathsig', 'KILL', '--no-new-privs']),
    works('prlimit', ['--nofile=128', `--as=${least}`]),
    works('choom', ['-n', '500', '--']),
    works('nice', ['-n', '10']),
    works('ionice', ['-c', '2', '-n', '7']),
  ])
  const rest = { unshare: unshare ? [unshare, ...offline] : undefined, setpriv, prlimit, choom, nice, ionice }
  const without = (lacks: string): Box => ({ ...rest, bwrap: undefined, lacks })
  if (kind === 'limits') return without('bubblewrap was not asked for')
  const bwrap = await findBubblewrap(dataDir)
  if (typeof bwrap === 'string') return without(bwrap)
  const box: Box = { ...rest, bwrap, lacks: undefined }
  for (const program of programs) {
    const words = boxed(box, { program, limits: { wallSeconds: 10 } })
    const { refused } = await attempt(envProgram, [...words, '-version'])
    if (refused !== undefined) return without(`${program} does not start in bubblewrap: ${refused}`)
  }
  return box
}

/**
 * The arguments for `env` that start a program in the box. The pid that was started is the program's own, or that of the
 * bubblewrap that dies with it and it with, so that one signal ends it. The environment is emptied: ours holds secrets.
 */
export function boxed(box: Box, run: BoxedRun): string[] {
  const { limits, program } = run
  const words = ['-i', `PATH=${places.join(':')}`, 'LC_ALL=C']
  // First, as it would undo the next.
  if (box.unshare && !box.bwrap) words.push(...box.unshare)
  // Without it ffmpeg outlives a kill -9 of this process and goes on eating the machine.
  if (box.setpriv) words.push(box.setpriv, '--pdeathsig', 'KILL')
  if (box.setpriv && !box.bwrap) words.push('--no-new-privs')
  if (box.prlimit) {
    words.push(box.prlimit, '--nofile=256', '--core=0')
    words.push(`--as=${Math.ceil(limits.memoryBytes ?? least)}`)
    if (limits.cpuSeconds) words.push(`--cpu=${Math.ceil(limits.cpuSeconds)}`)
    if (limits.fileBytes) words.push(`--fsize=${Math.ceil(limits.fileBytes)}`)
  }
  // A machine that runs out of memory all the same ends this, and not the database.
  if (box.choom) words.push(box.choom, '-n', '500', '--')
  if (box.nice) words.push(box.nice, '-n', '10')
  if (box.ionice) words.push(box.ionice, '-c', '2', '-n', '7')
  if (box.bwrap) words.push(...box.bwrap, ...sees(run), '--')
  words.push(program)
  return words
}

/** Wall limit for work on `durationMs` of media, from the measurements in docs: twenty times real time is a hang. */
export const wallSecondsFor = (durationMs: number): number => Math.max(120, (20 * durationMs) / 1000)

/** A timer that is set for longer than it can count goes off at once. */
export const clockMsOf = ({ wallSeconds }: Limits): number => Math.min(wallSeconds * 1000, 2 ** 31 - 1)

/** The pid that was started is not the program's own in bubblewrap, which says how a signal ended that as shells do. */
const signalled: ReadonlySet<number> = new Set([132, 134, 135, 136, 137, 139, 143, 152, 153, 159])

/** The exit code of a boxed program, or null where a signal or a limit ended it. */
export const exitCodeOf = (code: number | null): number | null =>
  code !== null && signalled.has(code) ? null : code

/** What this run sees of the disk, at the places where it is. */
function sees({ program, reads = [], mayRead = [], writes = [], cwd }: BoxedRun): string[] {
  const bound = (option: string, files: readonly string[]) => files.flatMap((file) => [option, file, file])
  return [
    ...bound('--ro-bind-try', [...homesOf(program), ...mayRead]),
    ...bound('--bind', cwd ? [cwd, ...writes] : writes),
    ...bound('--ro-bind', reads),
    // The root itself is memory too.
    ...['--remount-ro', '/', '--chdir', cwd ?? '/'],
  ]
}

/** Where a program that is not the system's keeps its libraries: beside its `bin`, in Homebrew and in Nix too. */
function homesOf(program: string): string[] {
  const folders = new Set([program, realPath(program)].map((file) => path.dirname(file)))
  return [...folders]
    .filter((folder) => !places.includes(folder))
    .flatMap((folder) => {
      if (folder.startsWith('/nix/store/')) return ['/nix/store']
      if (path.basename(folder) !== 'bin') return [folder]
      const names = ['bin', 'lib', 'lib64', 'libexec', 'share', 'opt', 'Cellar']
      return names.map((name) => path.join(path.dirname(folder), name))
    })
}

function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

/** Its path and words, or why it cannot be used. */
async function findBubblewrap(dataDir: string | undefined): Promise<string[] | string> {
  const paths = await Promise.all(
    places.map(async (folder) => {
      const { refused } = await attempt(`${folder}/bwrap`, ['--version'])
      return refused === undefined ? `${folder}/bwrap` : undefined
    }),
  )
  const bwrap = paths.find((found) => found !== undefined)
  if (!bwrap) return 'bubblewrap is not installed'
  const folder = dataDir ? ['--bind-try', dataDir, dataDir] : []
  const refusal = async (words: readonly string[]) =>
    (await attempt(bwrap, [...words, ...folder, '--', 'true'])).refused
  let words = [...alone, ...(await systemWords()), ...tmp]
  const refused = await refusal(words)
  if (refused !== undefined) return `bubblewrap does not work here: ${refused}`
  for (const extra of extras) {
    if ((await refusal([...words, ...extra])) === undefined) words = [...words, ...extra]
  }
  return [bwrap, ...words]
}

function works(program: string, words: string[]): Promise<string | undefined> {
  return places.reduce<Promise<string | undefined>>(async (found, folder) => {
    const earlier = await found
    if (earlier) return earlier
    const file = `${folder}/${program}`
    return (await attempt(file, [...words, 'true'])).refused === undefined ? file : undefined
  }, Promise.resolve(undefined))
}

/** Whether a program can be run so, or the last line it said against it. */
const attempt = (file: string, words: readonly string[]) =>
  new Promise<{ refused: string | undefined }>((resolve) => {
    execFile(file, words, { timeout: 10_000, env: { PATH: places.join(':') } }, (error, _, stderr) => {
      const said = stderr.trim().split('\n').at(-1)
      resolve({ refused: error ? said || error.message.split('\n')[0] : undefined })
    })
  })
