import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Ends a PostgreSQL that still holds the cluster although whoever started it is gone: its watchdog was killed too. The
 * caller owns the folder, so it may. Answers the pid in the lock file where that is now a stranger's, who lives on: after
 * a restart of the machine, or of a container, the same numbers are given out again.
 */
export async function endLeftover(data: string): Promise<number | undefined> {
  const file = path.join(data, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : Number.NaN
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (!servesCluster(pid, data)) return pid
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return undefined
    }
    for (let waited = 0; waited < 5_000; waited += 50) {
      await sleep(50)
      if (!servesCluster(pid, data)) return undefined
    }
  }
  return undefined
}

/** Of this very cluster: the machine may have other servers. A small Debian has no `ps`. A zombie holds nothing. */
function servesCluster(pid: number, data: string): boolean {
  if (existsSync('/proc/self/cmdline')) {
    const command = `/proc/${pid}/cmdline`
    return existsSync(command) && readFileSync(command, 'utf8').split('\0').slice(0, 3).includes(data)
  }
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(
    ` -D ${data} `,
  )
}
