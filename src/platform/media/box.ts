import { execFile } from 'node:child_process'

/** What one run may use up. A limit that is left out is not set. */
export interface Limits {
  /** Wall clock, after which the process is killed. */
  readonly wallSeconds: number
  readonly cpuSeconds?: number
  readonly addressSpaceBytes?: number
  /** Of any one file it writes. */
  readonly fileBytes?: number
}

/** The programs around a media process that this machine has; absolute paths, undefined where missing or refused. */
export interface Box {
  readonly setpriv: string | undefined
  readonly prlimit: string | undefined
  readonly nice: string | undefined
  readonly ionice: string | undefined
}

export const envProgram = '/usr/bin/env'
const places = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'
const least = 4 * 2 ** 30

/** Tries each wrapper once: a container may have the program and still refuse what it does, and BusyBox has others. */
export async function findBox(): Promise<Box> {
  const [setpriv, prlimit, nice, ionice] = await Promise.all([
    works('setpriv', ['--pdeathsig', 'KILL']),
    works('prlimit', ['--nofile=128', `--as=${least}`]),
    works('nice', ['-n', '10']),
    works('ionice', ['-c', '2', '-n', '7']),
  ])
  return { setpriv, prlimit, nice, ionice }
}

/**
 * The arguments for `env` that start `program` in the box. Every program of the chain replaces itself by the next, so
 * the pid that was started is ffmpeg itself and one signal ends it. The environment is emptied: ours holds secrets.
 */
export function boxed(box: Box, limits: Limits, program: string): string[] {
  const words = ['-i', `PATH=${places}`, 'LC_ALL=C']
  // Without it ffmpeg outlives a kill -9 of this process and goes on eating the machine.
  if (box.setpriv) words.push(box.setpriv, '--pdeathsig', 'KILL')
  if (box.prlimit) {
    words.push(box.prlimit, '--nofile=256', '--core=0')
    words.push(`--as=${limits.addressSpaceBytes ?? least}`)
    if (limits.cpuSeconds) words.push(`--cpu=${Math.ceil(limits.cpuSeconds)}`)
    if (limits.fileBytes) words.push(`--fsize=${Math.ceil(limits.fileBytes)}`)
  }
  if (box.nice) words.push(box.nice, '-n', '10')
  if (box.ionice) words.push(box.ionice, '-c', '2', '-n', '7')
  words.push(program)
  return words
}

/** Wall limit for work on `durationMs` of media, from the measurements in docs: twenty times real time is a hang. */
export const wallSecondsFor = (durationMs: number): number => Math.max(120, (20 * durationMs) / 1000)

function works(program: string, words: string[]): Promise<string | undefined> {
  const folders = places.split(':')
  const attempt = (path: string) =>
    new Promise<boolean>((resolve) => {
      execFile(path, [...words, 'true'], { timeout: 5000, env: { PATH: places } }, (error) => resolve(!error))
    })
  return folders.reduce<Promise<string | undefined>>(async (found, folder) => {
    const earlier = await found
    if (earlier) return earlier
    const path = `${folder}/${program}`
    return (await attempt(path)) ? path : undefined
  }, Promise.resolve(undefined))
}
