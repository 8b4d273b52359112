import { mkdir, rename, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { isErrno } from './errno.ts'
import { syncFolder, syncFolders } from './sync-folder.ts'

/** Moves a whole, synced file to its final name in one step and makes the name last. Both are on one file system. */
export async function publishFile(file: string, target: string): Promise<void> {
  const folder = path.dirname(target)
  for (let attempt = 1; ; attempt++) {
    try {
      const firstMade = await mkdir(folder, { recursive: true })
      await rename(file, target)
      await syncFolders(folder, firstMade)
      return
    } catch (error) {
      // A removal next door takes an emptied folder away between the two steps; it cannot win for ever.
      if (!isErrno(error, 'ENOENT') || attempt === 20) throw error
    }
  }
}

/** Makes the removal of names in `folder` last, and removes it and the folders above it, up to `root`, while empty. */
export async function pruneFolders(folder: string, root: string): Promise<void> {
  await syncFolder(folder)
  for (let at = folder; at !== root && at.startsWith(root + path.sep); at = path.dirname(at)) {
    try {
      await rmdir(at)
    } catch (error) {
      // Gone: another removal was here first. Else an object stands or was just put there, and the folder stays.
      if (!isErrno(error, 'ENOENT')) return
    }
  }
}
