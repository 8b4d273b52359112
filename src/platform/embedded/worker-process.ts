import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import path from 'node:path'

interface WorkerProcess {
  stop(): Promise<void>
}

/** How a worker says that starting it again cannot help: something on this machine or in the settings is missing. */
export const refusedToStart = 78

/**
 * Runs the worker as a child, so that no encode ever holds the API up, and starts it again when it dies. It dies with
 * us: by the kernel's doing where `setpriv` is at hand, else when it sees its channel to us closed.
 */
export function startWorkerProcess(
  env: Readonly<Record<string, string | undefined>>,
  say: (trouble: string) => void,
  onRefusal: () => void,
): WorkerProcess {
  const script = path.resolve(import.meta.dirname, '../../../workers/main.ts')
  const wrapper = ['--pdeathsig', 'KILL']
  const canWrap = spawnSync('setpriv', [...wrapper, 'true'], { stdio: 'ignore' }).status === 0
  const [program, words] = canWrap
    ? ['setpriv', [...wrapper, process.execPath, script]]
    : [process.execPath, [script]]
  let stopping = false
  let child: ChildProcess
  let again: NodeJS.Timeout | undefined

  const start = () => {
    const startedAt = Date.now()
    // A group of its own: Ctrl-C in the terminal reaches us alone, and we end it in its turn.
    child = spawn(program as string, words as string[], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...env },
      detached: true,
    })
    child.once('error', (error) => say(`the worker could not be started: ${error.message}`))
    child.once('exit', (code, signal) => {
      if (stopping) return
      if (code === refusedToStart) return onRefusal()
      say(`the worker ended (${signal ?? code}) and is started again`)
      again = setTimeout(start, Date.now() - startedAt > 10_000 ? 100 : 3_000)
    })
  }
  start()
  return {
    stop: async () => {
      stopping = true
      clearTimeout(again)
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 8_000)
      await ended
      clearTimeout(timer)
    },
  }
}
