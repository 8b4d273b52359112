import type { ChildProcess } from 'node:child_process'

/**
 * Kills a child that was started `detached`, and all that it started. The child alone is not enough: a bubblewrap that is
 * killed in its first milliseconds leaves its own child behind, which waits for it for ever and holds our pipes open.
 */
export function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended just now.
  }
}
