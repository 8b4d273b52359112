import { mkdir, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'

const ours = `worker-${hostname().replaceAll(/[^\w-]/g, '_')}-`

/**
 * A folder for this process's work in progress. Takes away those of processes of this machine that live no longer: a
 * killed worker cannot clear up after itself, and an hour of video is gigabytes.
 */
export async function openScratch(root: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  for (const name of await readdir(root)) {
    const pid = name.startsWith(ours) ? Number(name.slice(ours.length)) : Number.NaN
    if (!Number.isInteger(pid) || (pid !== process.pid && isAlive(pid))) continue
    await rm(path.join(root, name), { recursive: true, force: true, maxRetries: 3 })
  }
  const folder = path.join(root, `${ours}${process.pid}`)
  await mkdir(folder, { mode: 0o700 })
  return folder
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
