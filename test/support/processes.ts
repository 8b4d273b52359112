import { spawn } from 'node:child_process'
import { mkdtempSync, realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, vi } from 'vitest'
import { familyOf, leftOf, livingProcesses, type Member } from './process-table.ts'

const repository = path.resolve(import.meta.dirname, '../..')
/** As bin/start does: a third of the time of some seventy starts. */
const compileCache = path.join(repository, 'node_modules/.cache/node')

/** What the tests wait for comes within seconds; on a machine that is busy with other things, later. */
const patience = { timeout: 45_000, interval: 25 }

/** Looks until `claim` throws no more. */
export const eventually = <T>(claim: () => T | Promise<T>, timeout = patience.timeout): Promise<T> =>
  vi.waitFor(claim, { ...patience, timeout })

export interface Started {
  readonly pid: number
  readonly stdout: string
  readonly stderr: string
  /** What stands on standard error besides the log. */
  readonly complaints: string
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>
  /** Waits until it says so on standard output. Fails where it ends before. */
  says(what: string): Promise<void>
  complains(what: string): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** SIGINT to its process group, as a terminal does it. */
  ctrlC(): void
  /** Itself and everything below it, as of now. */
  family(): Member[]
  /** Its own child, or child's child, that was started with these words. */
  member(words: RegExp): Member
  /** Stops reading what it says, as `| head` does. */
  deafen(): void
}

type Environment = Readonly<Record<string, string>>

interface Processes {
  /** Goes with the test file. Nobody else's: whoever has it among its words was started from here. */
  readonly folder: string
  /** `node <script>` of this repository, with nothing set but what is given. */
  run(
    script: 'src/main.ts' | 'src/migrate.ts' | 'src/add-organisation.ts' | 'workers/main.ts',
    env: Environment,
  ): Started
  /** `npm run <script>`. */
  npm(script: 'start' | 'migrate' | 'add-organisation' | 'worker', env: Environment): Started
  /** The embedded default on `dataDir`, which it waits for. */
  start(dataDir: string, env?: Environment): Promise<Started>
  /** Waits until nothing of it is left. */
  isGone(family: readonly Member[]): Promise<void>
}

/** Real processes for one test file. At its end everything that was started here is ended, by its pid. */
export function useProcesses(): Processes {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'interlude-processes-')))
  const started: Started[] = []
  const seen: Member[] = []

  const launch = (program: string, words: readonly string[], env: Environment) => {
    const one = startProgram(program, words, { HOME: folder, PORT: '0', ...held(env), ...env }, seen)
    started.push(one)
    return one
  }
  const run: Processes['run'] = (script, env) =>
    launch(process.execPath, [path.join(repository, script)], env)
  afterAll(async () => {
    for (const one of started) seen.push(...one.family())
    for (const { pid } of leftOf(seen, folder)) killIfThere(pid)
    await vi.waitFor(() => expect(leftOf(seen, folder)).toEqual([]), patience)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    folder,
    run,
    npm: (script, env) => launch('npm', ['run', '--silent', script], env),
    start: async (dataDir, env = {}) => {
      const main = run('src/main.ts', { DATA_DIR: dataDir, ...env })
      await main.says('Ctrl-C')
      return main
    },
    isGone: async (family) => {
      await eventually(() => expect(leftOf(family, folder).map(({ command }) => command)).toEqual([]))
    },
  }
}

/** A script in ffmpeg's place that waits for a file, and notes its pid, sees neither in bubblewrap. */
const held = ({ FFMPEG_PATH }: Environment): Environment => (FFMPEG_PATH ? { MEDIA_BOX: 'limits' } : {})

function startProgram(program: string, words: readonly string[], env: Environment, seen: Member[]): Started {
  const child = spawn(program, words, {
    // Not the tests' own environment, which may name a database.
    env: { PATH: process.env.PATH, TMPDIR: tmpdir(), NODE_COMPILE_CACHE: compileCache, ...env },
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a shell gives to each command.
    detached: true,
  })
  const pid = child.pid ?? 0
  const heard = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      heard[name] += text
    })
  }
  const [self] = livingProcesses().filter((process) => process.pid === pid)
  if (self) seen.push(self)
  let how: number | string | undefined
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      how = code ?? signal ?? 'unknown'
      resolve(how)
    })
  })
  const hears = async (name: 'stdout' | 'stderr', what: string): Promise<void> => {
    await vi.waitUntil(() => heard[name].includes(what) || how !== undefined, patience)
    if (heard[name].includes(what)) return
    throw new Error(`it ended with ${how} and said:\n${heard.stdout}\n${heard.stderr}`)
  }
  const family = () => {
    // Where it has ended its pid may be another's.
    const members = how === undefined ? familyOf(pid) : []
    seen.push(...members)
    return members
  }
  return {
    pid,
    get stdout() {
      return heard.stdout
    },
    get stderr() {
      return heard.stderr
    },
    get complaints() {
      return heard.stderr.replaceAll(/^\{.*\}\n/gm, '')
    },
    ended,
    says: (what) => hears('stdout', what),
    complains: (what) => hears('stderr', what),
    kill: (signal) => child.kill(signal),
    ctrlC: () => process.kill(-pid, 'SIGINT'),
    family,
    member: (words) => {
      const found = family().find(({ command }) => words.test(command))
      if (!found) throw new Error(`no process matches ${words}`)
      return found
    },
    deafen: () => {
      child.stdout.destroy()
      child.stderr.destroy()
    },
  }
}

export function killIfThere(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended meanwhile.
  }
}

/** A whole refusal: one line, one sentence, and no stack. */
export const oneSentence = /^[A-Z/][^\n]*\.\n$/
