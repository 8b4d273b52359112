import { open } from 'node:fs/promises'
import path from 'node:path'
import { isErrno } from './errno.ts'

/** Makes names that were created in, renamed into or removed from `folder` survive a power cut. A missing folder is fine. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
  }
}

/** Syncs `folder` and every folder above it up to the one that holds `firstMade`, as mkdir answered it. */
export async function syncFolders(folder: string, firstMade: string | undefined): Promise<void> {
  const last = firstMade === undefined ? folder : path.dirname(firstMade)
  for (let at = folder; ; at = path.dirname(at)) {
    await syncFolder(at)
    if (at === last || at === path.dirname(at)) return
  }
}
