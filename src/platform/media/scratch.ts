import { mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { MediaFailure } from './refusal.ts'

const prefix = 'attempt-'
/** The original and its renditions, with something to spare. */
const roomPerSourceByte = 2.5

/** Gives `work` an empty folder below `dir`, which is gone afterwards whatever happens. */
export async function withScratch<T>(dir: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(path.join(path.resolve(dir), prefix))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Removes what attempts left behind that were killed. Only for a start, while no attempt of this folder runs. */
export async function clearScratch(dir: string): Promise<number> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const leftovers = names.filter((name) => name.startsWith(prefix))
  for (const name of leftovers)
    await rm(path.join(dir, name), { recursive: true, force: true, maxRetries: 3 })
  return leftovers.length
}

/** Throws MediaFailure preparing-failed unless the disk of `dir` has room to work on a source of so many bytes. */
export async function checkScratchRoom(dir: string, sourceBytes: number): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(dir)
  const needed = Math.ceil(sourceBytes * roomPerSourceByte)
  const free = bavail * bsize
  if (free < needed) {
    const [needs, has] = [needed, free].map((bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`)
    throw new MediaFailure(
      'preparing-failed',
      `the scratch disk at ${dir} has ${has} free and ${needs} are needed`,
    )
  }
}
