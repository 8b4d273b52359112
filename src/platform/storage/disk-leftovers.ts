import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { incomingFolder, resumableFolder } from './disk-layout.ts'
import { isErrno } from './errno.ts'

/** Removes the files of writes that ended with their process and were last touched longer ago; answers how many. */
export async function removeDiskLeftovers(root: string, olderThanMs: number): Promise<number> {
  const before = Date.now() - olderThanMs
  let removed = 0
  for (const folder of [incomingFolder(root), resumableFolder(root)]) {
    for (const name of await namesIn(folder)) {
      const file = path.join(folder, name)
      if (await isOlder(file, before)) {
        await rm(file, { force: true })
        removed++
      }
    }
  }
  return removed
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
}

async function isOlder(file: string, before: number): Promise<boolean> {
  try {
    return (await stat(file)).mtimeMs < before
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false
    throw error
  }
}
