import { spawn } from 'node:child_process'

/** Runs ffmpeg as it is, without a box, and answers what it said. Rejects where it failed. It dies with `signal`. */
export async function ffmpeg(
  args: readonly string[],
  { signal, cwd, level = 'error' }: { signal: AbortSignal; cwd?: string; level?: 'error' | 'info' },
): Promise<string> {
  const always = ['-hide_banner', '-nostats', '-loglevel', level, '-nostdin', '-y']
  const child = spawn(...withUs('ffmpeg', [...always, ...args]), {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    ...(cwd ? { cwd } : {}),
  })
  const stop = () => child.kill('SIGKILL')
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-100_000)
  })
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    signal.throwIfAborted()
    if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${said.slice(-2000)}`)
    return said
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** The words that start a program which ends when this process does, whatever ended it. */
export const withUs = (program: string, words: readonly string[]): [string, string[]] => [
  'setpriv',
  ['--pdeathsig', 'KILL', program, ...words],
]
