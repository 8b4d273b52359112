import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'

const anybodys = /^worker-[\w-]+-\d+$/
const ours = `worker-${hostname().replaceAll(/[^\w-]/g, '_')}-`
/** No job takes as long, and each begins and ends with a change of its worker's folder. */
const abandonedMs = 7 * 86_400_000

/**
 * A folder for this process's work in progress. Takes away those of processes of this machine that live no longer, and
 * those of other machines that were not touched for a week: a killed worker cannot clear up after itself, and an hour of
 * video is gigabytes.
 */
export async function openScratch(root: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  for (const name of await readdir(root)) {
    const folder = path.join(root, name)
    if (await isLeft(folder, name)) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  const folder = path.join(root, `${ours}${process.pid}`)
  await mkdir(folder, { mode: 0o700 })
  return folder
}

async function isLeft(folder: string, name: string): Promise<boolean> {
  if (!anybodys.test(name)) return false
  const pid = name.startsWith(ours) ? Number(name.slice(ours.length)) : Number.NaN
  if (Number.isInteger(pid)) return pid === process.pid || !isAlive(pid)
  // Of another machine, or of ours under an earlier name, as containers have.
  const found = await stat(folder).catch(() => undefined)
  return found !== undefined && found.mtimeMs < Date.now() - abandonedMs
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
